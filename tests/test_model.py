"""The recognizer, its training data, and the arbiter between it and the rules."""

from __future__ import annotations

import importlib
from pathlib import Path
from random import Random
from typing import Any

import numpy as np
import pytest
import spacy
from spacy.language import Language
from spacy.tokens import Doc, Span

from extractor.links.arbiter import Arbiter
from extractor.network import (
    COMMON,
    GIVEN,
    IN_SMALL,
    REPEATED,
    SURNAMED,
    TITLED,
    context,
    features,
    masks_of,
)
from extractor.recognizer import Recognizer

MODELS = Path(__file__).parents[1] / "models"
PACKAGE = MODELS / "es_comunicado"


def words(line: str) -> list[str]:
    return line.split()


def texts_of(doc: Doc, group: str) -> list[str]:
    return [span.text for span in doc.spans[group]]


# ------------------------------------------------------------------ recognizer


@pytest.fixture(scope="module")
def untrained() -> Recognizer:
    nlp = spacy.blank("es")
    recognizer = nlp.add_pipe("press_names")
    nlp.initialize()
    assert isinstance(recognizer, Recognizer)
    return recognizer


def test_any_scores_give_entities_that_do_not_overlap(untrained: Recognizer) -> None:
    random = np.random.default_rng(7)
    for _ in range(500):
        rows = random.normal(size=(random.integers(1, 16), 17)).astype("f") * 3
        end = 0
        for first, last, label in untrained._read(rows):
            assert end <= first < last <= len(rows)
            assert label in untrained.labels
            end = last


def test_a_forbidden_sequence_is_repaired_inside_its_run(untrained: Recognizer) -> None:
    rows = np.zeros((4, 17), dtype="f")
    rows[:, 0] = 1
    index = untrained._index
    rows[1, index["B-PER"]] = 5  # beginning, then outside: no entity ends here
    rows[1, index["U-PER"]] = 4
    assert list(untrained._read(rows)) == [(1, 2, "PER")]


def test_texts_without_tokens_have_no_entities(untrained: Recognizer) -> None:
    nlp = spacy.blank("es")
    docs = [nlp(""), nlp("Hola"), nlp("")]
    untrained.set_annotations(docs, untrained.predict(docs))
    assert docs[0].ents == docs[2].ents == ()


def test_a_batch_gives_what_single_texts_give(untrained: Recognizer) -> None:
    nlp = spacy.blank("es")
    docs = [nlp("Habló Ana Ruiz en Lima."), nlp("El Instituto de Salud informó.")]
    together = untrained.predict(docs)
    for doc, rows in zip(docs, together, strict=True):
        assert np.allclose(untrained.predict([doc])[0], rows, atol=1e-4)


def test_what_the_document_says_of_a_word() -> None:
    texts = words("Ana Toledo habló . Toledo y el alcalde Ruiz miran . Mira Comas , comas")
    bits = dict(zip(texts, context(texts, masks_of(texts)), strict=True))
    assert bits["Toledo"] & SURNAMED
    assert bits["Toledo"] & REPEATED
    assert bits["Ruiz"] & TITLED
    assert bits["Comas"] & IN_SMALL
    assert not bits["Ruiz"] & SURNAMED


def test_lexicons_know_words_by_their_case() -> None:
    assert masks_of(["Rosa"])[0] & GIVEN
    assert not masks_of(["rosa"])[0] & GIVEN
    assert masks_of(["Participaron"])[0] & COMMON


def test_features_of_nothing() -> None:
    keys, bits = features([spacy.blank("es")("")])
    assert keys.shape == (0, 5)
    assert bits.shape == (0, 1)


# --------------------------------------------------------------------- arbiter


@pytest.fixture(scope="module")
def arbiter() -> Arbiter:
    return Arbiter()


def judged(
    arbiter: Arbiter,
    text: str,
    rules: dict[str, list[tuple[str, str]]],
    names: list[tuple[str, str, float]],
) -> Doc:
    """The text after the arbiter: rules are (words, rule), names (words, kind, certainty)."""
    doc = spacy.blank("es")(text)

    def span(part: str, **options: Any) -> Span:
        start = text.index(part)
        found = doc.char_span(start, start + len(part), **options)
        assert found is not None
        return found

    for group in ("persons", "organizations", "places", "roles"):
        doc.spans[group] = [span(part, span_id=rule) for part, rule in rules.get(group, [])]
    ents = []
    for name, label, certainty in names:
        ents.append(span(name, label=label))
        ents[-1]._.certainty = certainty
    doc.ents = tuple(ents)
    doc[0].is_sent_start = True
    return arbiter(doc)


@pytest.mark.parametrize(
    ("text", "rules", "names", "expected"),
    [
        pytest.param(
            "Habló Andrés Gil Foto ayer",
            {"persons": [("Andrés Gil Foto", "officials.name")]},
            [("Andrés Gil", "PER", 0.7)],
            {"persons": ["Andrés Gil"]},
            id="a shorter person wins over the name grammar",
        ),
        pytest.param(
            "Llegó a San Luis Potosí ayer",
            {"persons": [("Luis Potosí", "officials.name")]},
            [("San Luis Potosí", "LOC", 0.6)],
            {"persons": [], "places": ["San Luis Potosí"]},
            id="a longer place wins over the name grammar",
        ),
        pytest.param(
            "La Federación de Ganaderos del Beni y Pando protestó",
            {
                "organizations": [
                    ("Federación de Ganaderos del Beni y Pando", "organizations.pattern_federación")
                ]
            },
            [("Federación de Ganaderos del Beni", "ORG", 0.95), ("Pando", "LOC", 0.99)],
            {"organizations": ["Federación de Ganaderos del Beni y Pando"], "places": []},
            id="the grammar knows where an institution ends",
        ),
        pytest.param(
            "El Perú ganó",
            {"places": [("Perú", "places.gazetteer")]},
            [("Perú", "ORG", 0.99)],
            {"places": ["Perú"], "organizations": []},
            id="a country that acts stays a place",
        ),
        pytest.param(
            "La Universidad de Colima abrió",
            {"places": [("Colima", "places.gazetteer")]},
            [("Universidad de Colima", "ORG", 0.9)],
            {"places": [], "organizations": ["Universidad de Colima"]},
            id="a place inside an institution is none",
        ),
        pytest.param(
            "Ministerio de Salud informa",
            {"organizations": [("Ministerio de Salud", "organizations.lexicon_full")]},
            [("Ministerio de Salud", "ORG", 0.99)],
            {"organizations": ["Ministerio de Salud"]},
            id="the rule stays where both agree",
        ),
        pytest.param(
            "Vino Zubiaga ayer",
            {},
            [("Zubiaga", "PER", 0.4)],
            {"persons": []},
            id="too uncertain",
        ),
        pytest.param(
            "Vino Zubiaga ayer",
            {},
            [("Zubiaga", "PER", 0.9)],
            {"persons": ["Zubiaga"]},
            id="a name that no rule saw",
        ),
        pytest.param(
            "Participaron muchos",
            {},
            [("Participaron", "PER", 0.8)],
            {"persons": []},
            id="a word that only opens a sentence",
        ),
        pytest.param(
            "los Peruanos llegaron",
            {},
            [("Peruanos", "ORG", 0.99)],
            {"organizations": []},
            id="a demonym",
        ),
        pytest.param(
            "Llegó Juan “Chato” Quispe",
            {"persons": [("Juan “Chato” Quispe", "officials.name")]},
            [("Juan", "PER", 0.99)],
            {"persons": ["Juan “Chato” Quispe"]},
            id="a by-name",
        ),
        pytest.param(
            "el 12 de Julio llueve",
            {},
            [("Julio", "PER", 0.99)],
            {"persons": []},
            id="a month",
        ),
        pytest.param(
            "cuesta 20 USD hoy",
            {},
            [("USD", "ORG", 0.99)],
            {"organizations": []},
            id="a currency",
        ),
    ],
)
def test_arbiter(
    arbiter: Arbiter,
    text: str,
    rules: dict[str, list[tuple[str, str]]],
    names: list[tuple[str, str, float]],
    expected: dict[str, list[str]],
) -> None:
    doc = judged(arbiter, text, rules, names)
    assert {group: texts_of(doc, group) for group in expected} == expected


def test_a_role_is_cut_off_the_person(arbiter: Arbiter) -> None:
    doc = spacy.blank("es")("El Gobernador Iñaki Zubiaga llegó")
    role = Span(doc, 1, 2, label="state", span_id="officials.role")
    role._.role = {"head_end": doc[1].idx + len(doc[1])}
    doc.spans["roles"] = [role]
    doc.ents = (Span(doc, 1, 4, label="PER"),)
    assert texts_of(arbiter(doc), "persons") == ["Iñaki Zubiaga"]


def test_generic_nouns_and_streets_are_kept_out_of_the_record(arbiter: Arbiter) -> None:
    names = [("Gobierno", "ORG", 0.99), ("Alta", "LOC", 0.99)]
    doc = judged(arbiter, "El Gobierno cerró la calle Alta", {}, names)
    assert doc.spans["organizations"][0]._.organization["hidden"]
    assert doc.spans["places"][0]._.place["hidden"]


# --------------------------------------------------------------- training data


@pytest.fixture
def training(monkeypatch: pytest.MonkeyPatch) -> Any:
    monkeypatch.syspath_prepend(str(MODELS / "training"))
    return importlib.import_module


def test_sentences_become_prose_with_their_entities(training: Any) -> None:
    corpus = training("corpus")
    tokens = words('Lima , 3 may ( EFE ) . El " Plan Sur " , dijo Ana Ruiz ,')
    text = corpus.write(corpus.Sentence(tokens, [(0, 1, "LOC"), (5, 6, "ORG"), (15, 17, "PER")]))
    assert text.prose == 'Lima, 3 may (EFE). El "Plan Sur", dijo Ana Ruiz,'
    assert [text.prose[s:e] for s, e, _ in text.entities] == ["Lima", "EFE", "Ana Ruiz"]


def test_the_rest_of_a_dateline_closes_up(training: Any) -> None:
    corpus = training("corpus")
    lines = [corpus.Text("Lima (EFE)."), corpus.Text("-"), corpus.Text("Hoy.", [(0, 3, "MISC")])]
    text = corpus.join(lines)
    assert text.prose == "Lima (EFE).- Hoy."
    assert text.entities == [(13, 16, "MISC")]


def test_corrections_are_read_and_checked(training: Any, tmp_path: Path) -> None:
    corpus = training("corpus")
    file = tmp_path / "own.jsonl"
    line = '{"text": "Habló Ana.", "entities": [[6, 9, "%s"]]}\n'
    file.write_text(line % "PER", encoding="utf-8")
    assert corpus.read_corrections(file) == [corpus.Text("Habló Ana.", [(6, 9, "PER")])]
    file.write_text(line % "PER" + line % "NAME", encoding="utf-8")
    with pytest.raises(ValueError, match=r"own\.jsonl:2"):
        corpus.read_corrections(file)


def test_a_broken_corpus_names_its_line(training: Any, tmp_path: Path) -> None:
    corpus = training("corpus")
    file = tmp_path / "corpus.conllu"
    file.write_text("0\tLima\tB-LOC\n1 dice O\n", encoding="utf-8")
    with pytest.raises(ValueError, match=r"corpus\.conllu:2"):
        list(corpus.read_sentences(file))


def test_every_template_can_be_filled_and_marks_whole_words(training: Any) -> None:
    corpus, generate, vocabulary = map(training, ("corpus", "generate", "vocabulary"))
    said = corpus.Sentence(words("Dijo que la obra ya fue terminada del todo ."))
    lexicons = vocabulary.Vocabulary.read()
    writer = generate.Writer(lexicons, generate.Phrases([said], lexicons), Random(5))
    writer.phrases.rests.append("la obra")
    for lines in generate.read_sections(MODELS / "training" / "templates.txt").values():
        for line in lines:
            writer.start()
            text = writer.fill(line)
            assert "{" not in text.prose
            for start, end, label in text.entities:
                shown = text.prose[start:end]
                assert label in corpus.LABELS
                assert shown.strip() == shown != ""


def test_respelling_keeps_the_places_of_the_entities(training: Any) -> None:
    augment, corpus = training("augment"), training("corpus")
    text = corpus.Text('El "plan" de José Ñúñez', [(13, 23, "PER")])
    for seed in range(60):
        changed = augment.respell(text, Random(seed))
        assert len(changed.prose) == len(text.prose)
        assert changed.prose[13:23].casefold() in ("josé ñúñez", "jose ñuñez")


# --------------------------------------------------------------------- package


@pytest.fixture(scope="module")
def nlp() -> Language:
    return spacy.load(PACKAGE)


def test_the_package_has_the_pipeline_of_the_code(nlp: Language) -> None:
    from extractor.pipeline import COMPONENTS

    rules = [name for name in nlp.pipe_names if name not in ("ner", "press_arbiter")]
    assert rules == [name for name in COMPONENTS if name not in ("ner", "press_arbiter")]
    assert nlp.meta["name"] == "comunicado"


def test_the_package_is_small() -> None:
    size = sum(file.stat().st_size for file in PACKAGE.rglob("*") if file.is_file())
    assert size < 6_000_000


def test_the_package_holds_no_paths_of_another_machine() -> None:
    for file in ("config.cfg", "meta.json"):
        assert "/home" not in (text := (PACKAGE / file).read_text(encoding="utf-8"))
        assert "corpus" not in text


@pytest.mark.parametrize(
    ("text", "group", "name"),
    [
        (
            "La ingeniera forestal Wiñay Ccorimanya explicó el hallazgo.",
            "persons",
            "Wiñay Ccorimanya",
        ),
        ("“Fue un esfuerzo de todos”, afirmó Tkachenko en Montevideo.", "persons", "Tkachenko"),
        ("La empresa Ferrovalsa invertirá en el puerto.", "organizations", "Ferrovalsa"),
        ("El incendio comenzó en Villarrubal y llegó al río.", "places", "Villarrubal"),
    ],
)
def test_names_that_no_lexicon_knows(nlp: Language, text: str, group: str, name: str) -> None:
    doc = nlp(text)
    assert name in texts_of(doc, group)


@pytest.mark.parametrize(
    "text",
    [
        "Participaron más de doscientas personas.",
        "Dicha iniciativa beneficiará a los pescadores.",
        "El Jefe de Misión saludó a los asistentes.",
        "Los bolivianos y las chilenas celebraron juntos.",
        "Cabe señalar que la medida rige desde hoy.",
        "La cita será el lunes 4 de Marzo.",
        "Reforma judicial: qué sigue\n\nAntecedentes\n\nLa norma rige desde hoy.",
        "Presidente Municipal inaugura obra",
    ],
)
def test_what_is_no_name(nlp: Language, text: str) -> None:
    doc = nlp(text)
    for group in ("persons", "organizations", "places"):
        assert texts_of(doc, group) == []
