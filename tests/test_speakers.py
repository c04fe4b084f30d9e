"""Who speaks: persons and roles are given in the sentence as `[words](key)`.

`[words](key role)` is a role of that person, `[words](- role)` a role of nobody
known. After `=>` stand the keys of the direct quotes, `-` where unknown.
"""

from __future__ import annotations

import re

import pytest
import spacy
from spacy.language import Language
from spacy.tokens import Doc, Span

import extractor.fields.quotes
import extractor.links.speakers
import extractor.structure.tokenizer  # noqa: F401
from extractor.spans import span_at

MARK = re.compile(r"\[([^\]]+)\]\(([\w-]+)( role)?\)")


@pytest.fixture(scope="module")
def nlp() -> Language:
    tokenizer = {"nlp": {"tokenizer": {"@tokenizers": "press_tokenizer.v1"}}}
    nlp = spacy.blank("es", config=tokenizer)
    nlp.add_pipe("press_quotes")
    nlp.add_pipe("press_speakers")
    return nlp


def doc_of(nlp: Language, marked: str, posts: dict[str, str]) -> Doc:
    """The Doc of a marked text, with its persons and roles."""
    text, at, places = "", 0, []
    for mark in MARK.finditer(marked):
        text += marked[at : mark.start()]
        places.append((len(text), len(text) + len(mark[1]), mark[2], bool(mark[3])))
        text += mark[1]
        at = mark.end()
    doc = nlp.make_doc(text + marked[at:])
    groups: dict[str, list[Span]] = {"persons": [], "roles": []}
    for start, end, key, role in places:
        name = "roles" if role else "persons"
        span = span_at(doc, start, end, name, "given")
        assert span is not None
        span.kb_id_ = "" if key == "-" else key
        if not role:
            span._.person = {"role": posts.get(key)}
        groups[name].append(span)
    for name, spans in groups.items():
        doc.spans[name] = spans
    return doc


def speakers(nlp: Language, marked: str, posts: dict[str, str] | None = None) -> str:
    doc = nlp(doc_of(nlp, marked, posts or {}))
    return " ".join(s.kb_id_ or "-" for s in doc.spans["quotes"] if s.label_ == "DIRECT")


Q = "“Nadie quedará sin agua este verano”"
R = "“Aquí empieza una historia muy distinta”"

CASES = [
    # behind the verb
    (f"{Q}, dijo [Soler](soler).", "soler"),
    (f"{Q}, dijo hoy ante la prensa [Soler](soler).", "soler"),
    (f"{Q}, dijo la [alcaldesa](soler role).", "soler"),
    (f"{Q}, dijo la [alcaldesa de Jaén](- role), [Ana Soler](soler), al cierre.", "soler"),
    (f"{Q}, dijo [Soler](soler), tras reunirse con [Paz](paz).", "soler"),
    (f"{Q}, según [Soler](soler).", "soler"),
    ("A juicio del [rector](- role), [Luis Paz](paz), “nadie quedará sin agua en casa”.", "paz"),
    # before the verb
    (f"[Soler](soler) afirmó: {Q}.", "soler"),
    (f"La [alcaldesa](- role), [Ana Soler](soler), pidió celeridad: {Q}.", "soler"),
    ("La [jefa](- role), [Ana Soler](soler), explicó que “nadie quedará sin agua”.", "soler"),
    ("[Soler](soler), quien recibió a [Paz](paz), dijo que “nadie quedará sin agua”.", "soler"),
    ("En nombre del [ministro](- role), [Luis Paz](paz), [Soler](soler) dijo: " f"{Q}.", "soler"),
    (f"Les respondió la [edil](- role) [Ana Soler](soler): {Q}.", "soler"),
    (f"{Q}, ha asegurado [Soler](soler), que ha subrayado que “este año habrá lluvia”.",
     "soler soler"),
    (f"Para [Soler](soler), {Q.lower()}; es más, no quedará nadie.", "soler"),
    # a label, a headline
    (f"[Ana Soler](soler): {Q}", "soler"),
    (f"{Q}: [alcaldesa](soler role) de Jaén", "soler"),
    # going on
    (f"{Q}, dijo [Soler](soler). {R}, agregó.", "soler soler"),
    (f"{Q}, dijo [Soler](soler). {R}.", "soler soler"),
    (f"{Q}, dijo [Soler](soler); “pero no habrá lluvia hasta marzo”.", "soler soler"),
    (f"{Q}, afirmó [Soler](soler). Y completó: {R}.", "soler soler"),
    (f"[Soler](soler) precisó que el plazo vence hoy. {Q}, advirtió.", "soler"),
    (f"La [jefa](- role), [Ana Soler](soler), llegó ayer a la zona. {Q}, afirmó.", "soler"),
    (f"Para la [ministra](- role), [Ana Soler](soler), fue un buen año.\n{Q}, comentó.", "soler"),
    (f"[Soler](soler) saludó la obra.\n\n{Q}, dijo el funcionario.", "soler"),
    ("—Nadie quedará sin agua este año —dijo [Soler](soler)—. Lo verán todos en marzo.",
     "soler soler"),
    # nobody
    (f"[Soler](soler) saludó la obra. {Q}, dijo una vecina.", "-"),
    (f"[Soler](soler) saludó la obra. {Q}, informó el Ministerio de Agricultura.", "-"),
    (f"{Q}, afirmó.", "-"),
    (f"[Soler](soler) viajó.\n\nOtro párrafo.\n\nY otro más.\n\n{Q}, dijo.", "-"),
    (f"{Q}, dijo el [jefe de la misión](- role).", "-"),
]  # fmt: skip


@pytest.mark.parametrize(("marked", "expected"), CASES)
def test_speakers(nlp: Language, marked: str, expected: str) -> None:
    assert speakers(nlp, marked) == expected


POSTS = [
    (f"[Ana Soler](soler) llegó con [Luis Paz](paz).\n\nA.\n\n{Q}, dijo el jefe comunal.", "paz"),
    (f"[Ana Soler](soler) llegó con [Luis Paz](paz).\n\nA.\n\n{Q}, dijo la titular del sector.",
     "soler"),
    (f"[Ana Soler](soler) llegó con [Luis Paz](paz).\n\nA.\n\n{Q}, dijo el prelado.", "-"),
    # a grammatical gender that is nobody's
    (f"[Luis Paz](paz) llegó ayer. {Q}, afirmó la autoridad.", "paz"),
    (f"[Luis Paz](paz) llegó ayer. {Q}, afirmó la máxima autoridad de Jaén.", "paz"),
    (f"[Luis Paz](paz) llegó ayer. {Q}, afirmó la autoridad del puerto.", "-"),
]  # fmt: skip


@pytest.mark.parametrize(("marked", "expected"), POSTS)
def test_a_role_by_another_name(nlp: Language, marked: str, expected: str) -> None:
    posts = {"soler": "ministra de Salud", "paz": "alcalde de Jaén"}
    assert speakers(nlp, marked, posts) == expected


def test_a_surname_that_no_mention_covers(nlp: Language) -> None:
    text = f"[Nohemí Villar-Tufiño](villar) inauguró la obra. {Q}, recordó Villar, de 40 años."
    assert speakers(nlp, text) == "villar"


def test_reported_speech_has_a_speaker_too(nlp: Language) -> None:
    doc = nlp(doc_of(nlp, "[Soler](soler) precisó que el plazo vence hoy.", {}))
    assert [s.kb_id_ for s in doc.spans["quotes"]] == ["soler"]


def test_a_text_without_persons(nlp: Language) -> None:
    assert speakers(nlp, f"{Q}, dijo.") == "-"
    assert len(nlp("").spans["quotes"]) == 0
