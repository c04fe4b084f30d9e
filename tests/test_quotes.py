"""What is speech and what is not, sentence by sentence."""

from __future__ import annotations

import pytest
import spacy
from hypothesis import given, settings
from hypothesis import strategies as st
from spacy.language import Language

import extractor.fields.quotes
import extractor.structure.tokenizer  # noqa: F401
from extractor.structure.quotation import pair_marks


@pytest.fixture(scope="module")
def nlp() -> Language:
    tokenizer = {"nlp": {"tokenizer": {"@tokenizers": "press_tokenizer.v1"}}}
    nlp = spacy.blank("es", config=tokenizer)
    nlp.add_pipe("press_quotes")
    return nlp


def read(nlp: Language, text: str, label: str = "DIRECT") -> list[tuple[str, str, str | None]]:
    """Rule without its prefix, words and verb of each quote."""
    doc = nlp(text)
    return [
        (span.id_.removeprefix("quotes."), span._.quote["text"], span._.quote["verb"])
        for span in doc.spans["quotes"]
        if span.label_ == label
    ]


WORDS = "Nadie quedará sin agua este verano"

SAID = [
    # followed by its verb
    (f"“{WORDS}”, afirmó el alcalde de Huelva.", "followed", "afirmó"),
    (f"«{WORDS}», ha asegurado la consejera.", "followed", "ha asegurado"),
    (f'"{WORDS}", dijo.', "followed", "dijo"),
    (f"‘{WORDS}’, señaló la edil Paz.", "followed", "señaló"),
    (f"'{WORDS}', señaló la edil Paz.", "followed", "señaló"),
    (f"''{WORDS}'', señaló la edil Paz.", "followed", "señaló"),
    (f"”{WORDS}“, indicó Rojas.", "followed", "indicó"),
    (f"„{WORDS}“, indicó Rojas.", "followed", "indicó"),
    (f"“{WORDS}», indicó Rojas.", "followed", "indicó"),
    (f"“{WORDS}” señaló el gerente.", "followed", "señaló"),
    (f"“{WORDS}”, también precisó la directora.", "followed", "precisó"),
    (f"“{WORDS}”, según explicó el gerente.", "followed", "explicó"),
    (f"“{WORDS}”, según la ministra.", "followed", None),
    (f"“{WORDS}”, la gobernadora Ana Ríos afirmó.", "followed", "afirmó"),
    (f"“{WORDS}”. Así lo dijo el prefecto de Cuenca.", "followed", "dijo"),
    (f"“{WORDS}”, ironizó el concejal.", "followed", "ironizó"),
    (f"“¿{WORDS}?”, preguntó la vecina.", "followed", "preguntó"),
    (f"Además, “{WORDS.lower()}”, dijo la rectora.", "followed", "dijo"),
    # introduced by it
    (f"La ministra señaló: “{WORDS}”.", "introduced", "señaló"),
    (f"Y concluyó: «{WORDS}».", "introduced", "concluyó"),
    (f"El alcalde puso de relieve: “{WORDS}”.", "introduced", "puso de relieve"),
    (f"El alcalde fue claro: “{WORDS}”.", "introduced", None),
    (f"La directora pidió celeridad:\n\n“{WORDS}”.", "introduced", "pidió"),
    (f"Ministra de Salud: “{WORDS}”", "introduced", None),
    (f"Para la prefecta, “{WORDS.lower()}”.", "introduced", None),
    (f"A juicio del rector, “{WORDS.lower()}”, y punto.", "integrated", None),
    # part of a clause
    (f"Explicó que “{WORDS.lower()}”.", "integrated", "Explicó"),
    (f"Explicó que la obra avanza y que “{WORDS.lower()}”.", "integrated", "Explicó"),
    ("Pidió al Gobierno que construya «de una vez por todas la presa».", "integrated", "Pidió"),
    ("Denunció la “falta de voluntad política del Ejecutivo”.", "integrated", "Denunció"),
    # without a verb of its own
    (f"“{WORDS}”: alcalde de Huelva", "headline", None),
    (f"El edil criticó el retraso. “{WORDS}.”", "bare", None),
    (f"—{WORDS} —dijo el ministro.", "dash", "dijo"),
]


@pytest.mark.parametrize(("text", "rule", "verb"), SAID)
def test_speech(nlp: Language, text: str, rule: str, verb: str | None) -> None:
    found = read(nlp, text)
    assert [(name, said) for name, _, said in found] == [(rule, verb)]


NOT_SAID = [
    "El proyecto “Mejorando Vidas para los Niños”, informó el ministro, llegará a Puno.",
    "Presentaron el libro «Los ríos profundos no se olvidan».",
    "Bajo el lema “Unidos vamos a salir adelante”, la feria abrió ayer.",
    "Lema: “Unidos vamos a salir adelante”.",
    "La campaña “Yo no me quedo callada” llegó a Quito.",
    "“Agua para el Valle Sagrado” inició en 2017.",
    "La llamada “vacuna de la risa” costó cien pesos.",
    "Habló de “guerra sucia” contra su partido.",  # two words are no quotation
    "El operativo “Mar de Fondo del Sur 2021” demandó once meses.",
    "Anunció que el programa “Luz para Todos en el Campo” crecerá.",
    "Midió 5' 30\" y pesó 12 kg, según el acta.",
    "Un O'Higgins y un D'Angelo pagaron S/ 2'450,000.",
    "La red social “la que todos usan en casa” cerró.",
    "– Contratar líneas solo en los puntos autorizados.",
    "—Obras de agua y desagüe en Comas",
    "Una marca suelta “no abre nada y no se cierra.",
    "",
    "\n\n",
    "”“",
]


@pytest.mark.parametrize("text", NOT_SAID)
def test_no_speech(nlp: Language, text: str) -> None:
    assert read(nlp, text) == []


def test_a_quote_in_two_parts_has_one_verb(nlp: Language) -> None:
    text = '"No pediremos más papeles", dijo, "pero sí que informen sin demora".'
    assert read(nlp, text) == [
        ("followed", "No pediremos más papeles", "dijo"),
        ("continued", "pero sí que informen sin demora", "dijo"),
    ]


def test_the_verb_between_dashes_breaks_a_quote(nlp: Language) -> None:
    text = "«Es hora de actuar —ha añadido Soler— con el voto de todos los colores»."
    assert read(nlp, text) == [
        ("followed", "Es hora de actuar", "ha añadido"),
        ("continued", "con el voto de todos los colores", "ha añadido"),
    ]


def test_an_aside_without_a_verb_of_saying_does_not(nlp: Language) -> None:
    text = "“La obra —la más larga del año— no se detiene”, dijo."
    assert [words for _, words, _ in read(nlp, text)] == [
        "La obra —la más larga del año— no se detiene"
    ]


def test_dialogue_between_dashes(nlp: Language) -> None:
    text = "—La sequía no espera a nadie —dijo Ríos—. Se combate con obras y con agua."
    assert read(nlp, text) == [
        ("dash", "La sequía no espera a nadie", "dijo"),
        ("dash", "Se combate con obras y con agua.", "dijo"),
    ]


def test_speech_goes_on_behind_its_attribution(nlp: Language) -> None:
    text = "“Hubo dos meses sin lluvia”, contó Paz. “Ahora el lago vuelve a su sitio”. Luego viajó."
    assert [rule for rule, _, _ in read(nlp, text)] == ["followed", "continued"]


def test_a_title_behind_speech_is_none(nlp: Language) -> None:
    text = "“Hubo dos meses sin lluvia”, contó Paz. “Cosechas de Paz del Cauca” abrirá en mayo."
    assert [rule for rule, _, _ in read(nlp, text)] == ["followed"]


@pytest.mark.parametrize("again", ["“", "»", "”"])
def test_the_opening_mark_repeats_at_each_paragraph(nlp: Language, again: str) -> None:
    text = (
        f"“Se mide por el tiempo de la gente.\n\n{again}Por eso este contrato tiene metas”, dijo."
    )
    assert read(nlp, text) == [
        (
            "followed",
            "Se mide por el tiempo de la gente.\n\nPor eso este contrato tiene metas",
            "dijo",
        )
    ]


def test_a_mark_that_never_closes_costs_itself_alone(nlp: Language) -> None:
    text = "“Esto no se cierra.\n\nOtro párrafo.\n\n“Esto sí que se cierra”, dijo la jueza."
    assert [words for _, words, _ in read(nlp, text)] == ["Esto sí que se cierra"]


def test_marks_inside_belong_to_the_outer_quote(nlp: Language) -> None:
    text = "«El plan “Agua para todos los pueblos” no se detiene», dijo."
    assert [words for _, words, _ in read(nlp, text)] == [
        "El plan “Agua para todos los pueblos” no se detiene"
    ]


REPORTED = [
    ("Precisó que la obra costará nueve millones.", "la obra costará nueve millones"),
    ("El MEF informó hoy que transferirá más fondos.", "transferirá más fondos"),
    ("Añadió, además, que el puente está listo.", "el puente está listo"),
    ("Ha recordado que el plazo vence hoy.", "el plazo vence hoy"),
    (
        "Explicó que la obra avanza y que “nadie quedará sin agua en casa”.",
        "la obra avanza",
    ),
]


@pytest.mark.parametrize(("text", "clause"), REPORTED)
def test_reported_speech(nlp: Language, text: str, clause: str) -> None:
    assert [words for _, words, _ in read(nlp, text, "INDIRECT")] == [clause]


@pytest.mark.parametrize(
    "text",
    [
        "La denuncia que presentó el gremio avanza.",  # a noun
        "Presentó el informe de obra.",
        "Lo dicho que valga.",  # a participle without haber
        "Contó con la presencia de todos.",
    ],
)
def test_no_reported_speech(nlp: Language, text: str) -> None:
    assert read(nlp, text, "INDIRECT") == []


def test_sentences_of_the_doc_are_kept_to() -> None:
    nlp = spacy.blank("es")
    nlp.add_pipe("sentencizer")
    nlp.add_pipe("press_quotes")
    doc = nlp("Llegó el alcalde. “La obra no se detiene más”, afirmó. Luego se fue.")
    assert [span._.quote["verb"] for span in doc.spans["quotes"]] == ["afirmó"]


def test_facts_travel_as_plain_values(nlp: Language) -> None:
    doc = nlp(f"“{WORDS}”, afirmó el alcalde.")
    fact = doc.spans["quotes"][0]._.quote
    cue, subject = fact["cue"], fact["subject"]
    assert doc.text[slice(*cue)] == "afirmó"
    assert doc.text[slice(*subject)] == " el alcalde."
    assert doc.text[slice(*fact["range"])] == fact["text"] == WORDS


@pytest.mark.parametrize(
    ("text", "stretches", "unpaired"),
    [
        ("“a” «b» \"c\" 'd' ‘e’", ["a", "b", "c", "d", "e"], 0),
        ("«a “b” c»", ["a “b” c", "b"], 0),
        ('el " hola " y', [" hola "], 0),
        ("dijo:“No”,dijo", ["No"], 0),
        ("de O'Higgins y los 90’", [], 1),
        ("“a", [], 1),
        ("a”", [], 1),
    ],
)
def test_marks_pair(text: str, stretches: list[str], unpaired: int) -> None:
    quotation = pair_marks(text)
    assert [text[q.start : q.end] for q in quotation.quoted] == stretches
    assert len(quotation.unpaired) == unpaired


PIECES = st.sampled_from(
    [*"“”«»\"'‘’—–-.,;:¿?¡! \n`´", "\n\n", "dijo", "Dijo que ", "afirmó", "según", "la ministra",
     "No vamos a parar", " Ana Díaz", "proyecto", "Así lo ", "ha ", "señalado", "S/ 2'450", "ñ"]
)  # fmt: skip


@settings(max_examples=300, deadline=None)
@given(st.one_of(st.lists(PIECES, max_size=60).map("".join), st.text(max_size=200)))
def test_no_text_breaks_it(text: str) -> None:
    doc = NLP(text)
    for span in doc.spans["quotes"]:
        start, end = span._.quote["range"]
        assert 0 <= start < end <= len(text)
        assert span.start_char <= start
        assert end <= span.end_char


NLP = spacy.blank("es")
NLP.add_pipe("press_quotes")


def test_long_text_without_sentences_stays_quick() -> None:
    import time

    text = "la casa “de uno y de otro lado”, y según " * 3000
    begin = time.perf_counter()
    NLP.get_pipe("press_quotes")(NLP.make_doc(text))
    assert time.perf_counter() - begin < 5
