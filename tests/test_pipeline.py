"""The pipeline as a whole: the sample's record, streams, processes, components of one's own."""

from __future__ import annotations

import gc
import os
import subprocess
import sys
import threading
from itertools import islice
from pathlib import Path

import pytest
import spacy
from hypothesis import given, settings
from hypothesis import strategies as st

import extractor as package
from examples import check, fields_of, parse
from extractor import Extractor, ExtractorError, PressRelease, extract, pipeline
from extractor.errors import ModelError, SourceError
from extractor.processes import Failure, WorkerError, spread
from extractor.readers.txt import MAX_CHARACTERS
from extractor.records import FIELDS
from extractor.spans import GROUPS

BULLETINS = sorted((Path(__file__).parent / "quality" / "bulletins").glob("*.txt"))
ENGLISH = (
    "The Ministry of Women of Peru agreed on Tuesday to protect the rights of the refugees that "
    "live in the country, and said that it will work with the agency."
)


@pytest.fixture(scope="module")
def texts() -> list[str]:
    return [path.read_text(encoding="utf-8") for path in BULLETINS[:7]]


# The sample


def test_the_sample_names_its_officials_with_role_and_institution(record):
    found = {o.name: (o.role, o.organization) for o in record.officials}
    assert found["Nancy Tolentino"] == (
        "ministra de la Mujer",
        "Ministerio de la Mujer y Poblaciones Vulnerables",
    )
    assert found["Carlos Castillo"] == ("director Ejecutivo", "Inabif")
    assert "Katayama Kazuyuki" in found
    assert {o.honorific for o in record.officials if o.name == "Katayama Kazuyuki"} == {"Dr."}


def test_the_sample_lists_regions_with_codes(record):
    codes = {region.name: region.code for region in record.regions}
    assert {n: codes.get(n) for n in ("Lima", "Tacna", "Ica", "Tumbes", "Venezuela")} == {
        "Lima": "PE-LIM",
        "Tacna": "PE-TAC",
        "Ica": "PE-ICA",
        "Tumbes": "PE-TUM",
        "Venezuela": "VE",
    }


def test_the_sample_has_one_project_under_two_spellings(record):
    (project,) = record.projects
    assert project.name.startswith("Asistencia Humanitaria y Soluciones")
    assert len(project.mentions) >= 2


def test_the_sample_states_its_figures(record):
    assert {(f.value, f.unit) for f in record.figures} >= {(89891, "beneficiarios")}


def test_the_sample_is_dated_by_its_stamp_and_reads_this_morning_from_it(record):
    assert str(record.published) == "2023-01-30"
    assert [date.value for date in record.dates] == ["2023-01-30TMO", "2022"]


def test_the_sample_quotes_the_minister(record):
    (quote,) = record.quotes
    assert (quote.speaker, quote.verb) == ("Nancy Tolentino", "comentó")
    assert quote.text.startswith("Conozco experiencias")


def test_the_sample_comes_from_an_agency(record):
    assert record.agency == "Andina"


def test_furniture_yields_no_entities(record, sample):
    end = sample.index("Más en Andina")
    assert all(m.end <= end for _, entity in record.entities() for m in entity.mentions)


# Sentences through all components: every mention of the fields that are marked, and no other

SENTENCES = [
    "El [ministro de Salud](officials), [Raúl Quispe Mamani](officials role='ministro de Salud'), "
    "visitó [Huancayo](regions country=PE).",
    "La [Organización Panamericana de la Salud](organizations acronym=OPS kind=international) "
    "([OPS](organizations)) donó [1,200 camas](figures value=1200 unit=camas).",
    "[María Flores Rojas](officials), [alcaldesa de Tarija](officials), informó que la obra costó "
    "[Bs 3,5 millones](figures value=3500000 currency=BOB).",
    "El Gobierno y los vecinos firmaron el acta.",  # generic nouns name nobody
    "La [Universidad de Chile](organizations kind=academic) abrió la convocatoria.",
    "Rige la Ley 30364 y el artículo 12 del reglamento.",  # numbers of laws count nothing
    "Los venezolanos y las bolivianas celebraron juntos.",  # demonyms are no places
    "Dijo que era “la casa de todos”.",  # nobody named, few words: no quotation to keep
]
ENTITIES = ("organizations", "officials", "regions", "projects", "figures")


@pytest.mark.parametrize("example", SENTENCES)
def test_sentences(extractor, example):
    text, expected = parse(example)
    marked = fields_of(expected)
    check(extractor.extract(text), expected, marked or ENTITIES)


# One document


def test_the_function_and_the_class_agree(extractor, sample):
    assert extract(sample) == extractor.extract(sample)


def test_the_text_stays_untouched(extractor, sample):
    mangled = "\ufeff  " + sample.replace("\n", "\r\n") + "\t\n"
    assert extractor.extract(mangled).text == mangled


def test_windows_line_ends_change_nothing_but_offsets(extractor, sample, record):
    windows = extractor.extract(sample.replace("\n", "\r\n"))
    for field in FIELDS:
        assert len(getattr(windows, field)) == len(getattr(record, field)), field


def test_a_publication_date_is_taken_as_text_or_date(extractor):
    one = extractor.extract("Hoy llegó el ministro.", published="2023-01-30")
    assert one.published is not None
    assert one == extractor.extract("Hoy llegó el ministro.", published=one.published)


def test_a_publication_date_in_another_form_is_refused(extractor):
    with pytest.raises(ValueError, match="30/1/2023"):
        extractor.extract("Hoy.", published="30/1/2023")


def test_the_record_says_which_components_made_it(extractor, record):
    assert record.meta.components == tuple(extractor.nlp.pipe_names)
    assert record.meta.extractor == package.__version__


@pytest.mark.parametrize(
    "text", ["", " ", "\n\n", ".", "“", "Lima", "😀", "a" * 5000, "\u202e(MTC)"]
)
def test_odd_texts_give_emptier_records(extractor, text):
    assert extractor.extract(text).text == text


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=200))
def test_no_text_raises(text):
    assert extract(text).text == text


PIECES = [
    "El ministro de Salud, Juan Pérez,", "“Habrá más agua”,", "S/ 3,5 millones", "(MTC)", "\n",
    "Lima, 30 de enero de 2023.-", "entre 20 y 30 %", "»", "proyecto “", "señaló", "del", ";",
    "N.°", "la Municipalidad Provincial de", "Puno", "•", "MÁS EN ANDINA:", "el lunes",
    "Dr.", "\u00a0",
]  # fmt: skip


@settings(max_examples=150, deadline=None)
@given(st.lists(st.sampled_from(PIECES), max_size=25))
def test_no_order_of_familiar_pieces_raises(pieces):
    text = " ".join(pieces)
    assert extract(text).text == text


# Streams


def test_a_stream_gives_the_records_of_single_calls(extractor, texts):
    assert list(extractor.pipe(texts)) == [extractor.extract(text) for text in texts]


@pytest.mark.parametrize("options", [{"batch_size": 1}, {"batch_size": 3}, {"n_process": 2}])
def test_batches_and_processes_change_no_byte(extractor, texts, options):
    once = [r.model_dump_json() for r in extractor.pipe(texts)]
    assert [r.model_dump_json() for r in extractor.pipe(texts, **options)] == once


def test_another_process_gives_the_same_bytes(record):
    code = (
        "import pathlib, sys; from extractor import extract;"
        "text = pathlib.Path(sys.argv[1]).read_bytes().decode();"
        "sys.stdout.buffer.write(extract(text, source=sys.argv[2]).model_dump_json().encode())"
    )
    sample = Path(__file__).parents[1] / "samples" / "andina-mimp-oim.txt"
    done = subprocess.run(
        [sys.executable, "-c", code, str(sample), record.source],
        capture_output=True,
        check=True,
        env={**os.environ, "PYTHONHASHSEED": "7"},
    )
    assert done.stdout.decode() == record.model_dump_json()


def test_contexts_come_back_with_their_records_in_order(extractor):
    pairs = [(f"El {n} de mayo de 2021 llegaron {n} médicos.", object()) for n in range(1, 6)]
    found = list(extractor.pipe(pairs, as_tuples=True, batch_size=2, n_process=2))
    assert [(record.text, context) for record, context in found] == pairs


def test_a_context_may_say_date_and_source(extractor):
    facts = {"published": "2023-01-30", "source": "a.txt", "id": 7}
    [(record, context)] = extractor.pipe([("Hoy llegó.", facts)], as_tuples=True)
    assert (record.source, str(record.published), context) == ("a.txt", "2023-01-30", facts)


def test_a_stream_reads_no_further_than_it_must(extractor):
    read = []

    def endless():
        for number in range(10**9):
            read.append(number)
            yield f"Llegaron {number} médicos."

    assert len(list(islice(extractor.pipe(endless(), batch_size=4), 5))) == 5
    assert len(read) <= 8


def test_memory_of_words_is_given_back_without_changing_a_record(extractor, texts, monkeypatch):
    expected = [extractor.extract(text) for text in texts]
    monkeypatch.setattr(pipeline, "KEPT_WORDS", 0)
    before = len(extractor.nlp.vocab.strings)
    new = [f"{text} Zzyx{n}uano" for n, text in enumerate(texts)]
    assert len(list(extractor.pipe(new, batch_size=2))) == len(texts)
    assert len(extractor.nlp.vocab.strings) == before
    assert not any(f"Zzyx{n}uano" in extractor.nlp.vocab.strings for n in range(len(texts)))
    assert list(extractor.pipe(texts)) == expected


def test_reading_makes_no_cycles_and_does_without_the_collector(extractor, texts):
    extractor.extract(texts[0])
    gc.collect()
    record = extractor.extract(texts[1])
    assert gc.collect() == 0
    assert gc.isenabled()
    gc.disable()
    try:
        assert extractor.extract(texts[1]) == record
        assert not gc.isenabled()  # as the caller wanted it
    finally:
        gc.enable()


def test_the_collector_is_back_after_an_error(extractor):
    with pytest.raises(SourceError):
        extractor.extract("a" * (MAX_CHARACTERS + 1))
    assert gc.isenabled()


def test_a_text_that_is_not_spanish_gives_a_record_with_a_warning(extractor):
    [record] = extractor.pipe([ENGLISH])
    assert record.meta.warnings == ("the text does not look Spanish but English",)


@pytest.mark.parametrize("processes", [1, 2])
def test_what_a_text_raises_comes_in_its_place(extractor, processes):
    texts = ["Llegó.", "a" * (MAX_CHARACTERS + 1), "Salió."]
    stream = extractor.pipe(texts, n_process=processes)
    assert next(stream).text == "Llegó."
    with pytest.raises(SourceError, match="longer than 1,000,000 characters"):
        next(stream)


# Processes of our own


def _doubler():
    def double(batch):
        for number in batch:
            if number == 13:
                raise ValueError("unlucky")
            if number == 17:
                os._exit(3)
            yield number * 2

    return double


def _broken():
    raise ModelError("no weights")


def test_work_is_spread_in_order():
    batches = [range(n, n + 5) for n in range(100, 150, 5)]
    assert list(spread(_doubler, batches, 2)) == [n * 2 for n in range(100, 150)]


def test_a_failure_costs_its_own_item_alone():
    results = list(spread(_doubler, [[11, 12, 13, 14], [15, 16, 17, 18, 19]], 2))
    raised, died = results[2], results[6]
    assert isinstance(raised, Failure)
    assert isinstance(raised.error, ValueError)
    assert isinstance(died, Failure)
    assert isinstance(died.error, WorkerError)
    assert str(died.error) == "the worker process ended with code 3 over this document"
    del results[6], results[2]
    assert results == [22, 24, 28, 30, 32, 36, 38]


def test_what_a_recipe_raises_reaches_the_caller():
    with pytest.raises(ModelError, match="no weights"):
        list(spread(_broken, [[1]], 2))


def test_results_before_a_broken_input_are_given():
    def batches():
        yield [1, 2]
        raise OSError("the archive ends here")

    stream = spread(_doubler, batches(), 2)
    assert [next(stream), next(stream)] == [2, 4]
    with pytest.raises(OSError, match="the archive ends here"):
        next(stream)


def _threads():
    return {t for t in threading.enumerate() if t.name.startswith("extractor")}


def test_a_stream_that_is_left_ends_its_workers():
    before = _threads()
    stream = spread(_doubler, ([n] for n in range(10**9)), 2)
    assert next(stream) == 0
    stream.close()
    for thread in _threads() - before:
        thread.join(30)
        assert not thread.is_alive()


def test_a_stream_that_raises_has_ended_its_workers(extractor):
    before = _threads()
    stream = extractor.pipe(["a" * (MAX_CHARACTERS + 1), "Salió."], n_process=2)
    with pytest.raises(SourceError):
        next(stream)
    for thread in _threads() - before:
        thread.join(30)
        assert not thread.is_alive()


def test_one_text_is_told_of_and_refused_as_in_a_stream(extractor):
    english = "The minister of health said that the works will begin in the next days of the year."
    assert extractor.extract(english).meta.warnings == next(extractor.pipe([english])).meta.warnings
    assert extractor.extract(english).meta.warnings
    with pytest.raises(SourceError, match="nota"):
        extractor.extract("a" * (MAX_CHARACTERS + 1), source="nota")


# spaCy


def test_the_doc_carries_groups_and_record(extractor, sample):
    doc = extractor.nlp(sample)
    finders = {name.removeprefix("press_") for name in extractor.nlp.pipe_names}
    assert set(doc.spans) >= set(GROUPS) & {*finders, "layout", "persons", "roles"}
    found = doc._.press_release
    assert isinstance(found, PressRelease)
    assert [o.name for o in found.officials]


def test_a_component_joins_any_pipeline_without_our_package_being_imported():
    code = (
        "import spacy, sys; nlp = spacy.blank('es'); nlp.add_pipe('press_figures');"
        "assert 'extractor.pipeline' not in sys.modules;"
        "doc = nlp('Llegaron 300 médicos.'); print(doc.spans['figures'][0].text)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True, text=True)
    assert done.stdout == "300 médicos\n"


@pytest.mark.parametrize("name", pipeline.COMPONENTS)
def test_every_component_is_registered(name):
    assert spacy.blank("es").has_factory("press_names" if name == "ner" else name)


def test_a_pipeline_survives_being_saved(extractor, tmp_path, sample):
    extractor.nlp.to_disk(tmp_path)
    loaded = spacy.load(tmp_path)
    doc, expected = loaded(sample), extractor.nlp(sample)
    assert set(doc.spans) == set(expected.spans)
    for name in doc.spans:
        assert [(s.text, s.label_) for s in doc.spans[name]] == [
            (s.text, s.label_) for s in expected.spans[name]
        ], name


def test_an_unknown_component_is_a_model_error():
    with pytest.raises(ModelError, match="press_nothing"):
        pipeline.build(["press_nothing"])


def test_the_installed_package_loads_from_anywhere(tmp_path, monkeypatch, extractor, sample):
    monkeypatch.chdir(tmp_path)
    nlp = spacy.load("es_comunicado")
    assert nlp.pipe_names == extractor.nlp.pipe_names
    assert nlp(sample)._.press_release.officials == extractor.extract(sample).officials


def test_a_missing_trained_package_is_a_model_error_and_rules_go_without(monkeypatch):
    monkeypatch.setattr(pipeline, "MODEL", "es_nada")
    with pytest.raises(ModelError, match="es_nada"):
        Extractor()
    rules = Extractor(statistics=False)
    assert not pipeline.STATISTICS & set(rules.nlp.pipe_names)
    assert rules.extract("El MTC invirtió.").meta.components == tuple(rules.nlp.pipe_names)


def test_an_extractor_may_be_told_the_country():
    assert issubclass(ModelError, ExtractorError)
    assert Extractor(country="cl").country == "CL"
