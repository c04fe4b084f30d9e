"""Any date in any of the written forms reads back to its day; no text raises or hangs."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise
from time import perf_counter

import pytest
import spacy
from hypothesis import given, settings
from hypothesis import strategies as st

import extractor.fields.dates
import extractor.structure.tokenizer  # noqa: F401
from extractor.timex.reader import read_times
from extractor.timex.values import bounds, easter, value_of

FIXED = settings(derandomize=True, deadline=None, max_examples=120)

MONTHS = (
    "enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre"
).split()
SHORT = "ene. feb. mar. abr. may. jun. jul. ago. set. oct. nov. dic.".split()
WEEKDAYS = "lunes martes miércoles jueves viernes sábado domingo".split()

DAYS = st.dates(date(1900, 1, 1), date(2099, 12, 31))
NEAR = st.dates(date(2000, 1, 1), date(2040, 12, 31))

WITH_YEAR = (
    "{d} de {month} de {y}",
    "{d} de {month} del {y}",
    "{d} de {month} del año {y}",
    "{d} de {month}, {y}",
    "{d} {month} {y}",
    "{weekday} {d} de {month} de {y}",
    "{weekday}, {d} de {month} de {y}",
    "{month} {d}, {y}",
    "{d} de {short} de {y}",
    "{d}/{m}/{y}",
    "{d:02}/{m:02}/{y}",
    "{d:02}-{m:02}-{y}",
    "{d}.{m}.{y}",
    "{y}-{m:02}-{d:02}",
    "{y}/{m:02}/{d:02}",
)
"""Ways to write a day with its year."""


def write(form: str, day: date) -> str:
    return form.format(
        d=day.day,
        m=day.month,
        y=day.year,
        month=MONTHS[day.month - 1],
        short=SHORT[day.month - 1],
        weekday=WEEKDAYS[day.weekday()],
    )


def values(text: str, published: date | None = None) -> list[str]:
    return [found.time.value for found in read_times(text, published, None)]


@FIXED
@given(day=DAYS, form=st.sampled_from(WITH_YEAR))
def test_a_written_day_reads_back(day, form):
    assert values(f"El acto fue el {write(form, day)}.") == [day.isoformat()]


@FIXED
@given(published=NEAR, away=st.integers(0, 150), past=st.booleans())
def test_a_day_without_year_follows_the_tense(published, away, past):
    day = published - timedelta(away) if past else published + timedelta(away)
    verb = "inauguró" if past else "inaugurará"
    text = f"El ministro {verb} el {day.day} de {MONTHS[day.month - 1]} la obra."
    if (day.month, day.day) != (2, 29):
        assert values(text, published) == [day.isoformat()]


@FIXED
@given(published=NEAR, weekday=st.integers(0, 6))
def test_stated_weekdays_are_within_a_week(published, weekday):
    name = WEEKDAYS[weekday]
    after = date.fromisoformat(values(f"Será el próximo {name}.", published)[0])
    before = date.fromisoformat(values(f"Fue el pasado {name}.", published)[0])
    assert after.weekday() == before.weekday() == weekday
    assert 1 <= (after - published).days <= 7
    assert 1 <= (published - before).days <= 7


@FIXED
@given(first=DAYS, length=st.integers(1, 400))
def test_a_range_reads_back(first, length):
    last = min(first + timedelta(length), date(2099, 12, 31))
    if last <= first:
        return
    left, right = write("{d} de {month} de {y}", first), write("{d} de {month} de {y}", last)
    for text in (f"del {left} al {right}", f"entre el {left} y el {right}"):
        assert values(f"Rige {text}.") == [f"{first}/{last}"]


@FIXED
@given(first=st.integers(1700, 2090), length=st.integers(1, 99))
def test_a_range_of_years_reads_back(first, length):
    last = min(first + length, 2149)
    for text in (f"de {first} a {last}", f"entre {first} y {last}", f"en {first}-{last}"):
        assert values(f"Rigió {text}.") == [f"{first}/{last}"]


@FIXED
@given(year=st.integers(1900, 2099), month=st.integers(1, 12))
def test_a_month_reads_back(year, month):
    for text in (f"{MONTHS[month - 1]} de {year}", f"{MONTHS[month - 1]} del {year}"):
        assert values(f"Creció en {text}.") == [f"{year}-{month:02}"]


@FIXED
@given(day=DAYS, unit=st.sampled_from(["D", "W", "WE", "M", "Q", "S", "Y", "DE", "CE", "B", "C"]))
def test_the_period_of_a_day_holds_the_day(day, unit):
    held = bounds(value_of(day, unit) or "")
    assert held is not None
    first, last = held
    assert first <= last
    if unit != "WE":
        assert first <= day <= last


@FIXED
@given(hour=st.integers(0, 23), minute=st.integers(0, 59), published=NEAR)
def test_a_clock_reads_back(hour, minute, published):
    text = f"Será a las {hour}:{minute:02} horas."
    assert values(text, published) == [f"{published}T{hour:02}:{minute:02}"]


WORDS = st.sampled_from(
    "el la los de del al a en y o entre desde hasta este próximo pasado último año mes semana día "
    "hoy ayer mañana lunes viernes enero mayo julio set. 3 14 31 99 2024 1999 12/05/2024 9:30 9.30 "
    "1.º XIX siglo década trimestre primer segundo horas minutos hace dentro cada todos mil dos "
    "treinta uno noche tarde Navidad fin fines que viene lo va , . ( ) - / º % T1 h p m am".split()
)
PIECES = st.lists(WORDS, max_size=25).map(" ".join)


@FIXED
@given(text=st.one_of(st.text(max_size=120), PIECES), published=st.none() | st.dates())
def test_no_text_raises(text, published):
    found = read_times(text, published, "PE")
    for one in found:
        assert 0 <= one.start < one.end <= len(text)
        assert one.time.type in ("DATE", "TIME", "DURATION", "SET")
        assert one.time.value
    assert all(a.end <= b.start for a, b in pairwise(found))


@FIXED
@given(text=st.one_of(st.text(max_size=80), PIECES))
def test_no_text_breaks_the_component(text):
    doc = NLP(text)
    for span in doc.spans["dates"]:
        assert span._.date["value"]


@pytest.mark.parametrize(
    "text",
    [
        "1" * 20_000,
        "1." * 10_000,
        "1/" * 10_000,
        "de " * 10_000,
        "3 y " * 5_000,
        "el 3 de mayo y " * 2_000,
        "hace más de " * 3_000,
        "los próximos " * 5_000,
        "treinta y " * 5_000,
        "mil " * 5_000,
        "\n" * 20_000,
        "3," * 10_000,
        "enero-" * 5_000,
        "a" * 50_000,
        "º" * 20_000,
    ],
)
def test_no_text_hangs(text):
    begin = perf_counter()
    read_times(text, date(2024, 3, 14), "PE")
    assert perf_counter() - begin < 5


@FIXED
@given(year=st.integers(1600, 2400))
def test_easter_is_a_sunday_between_its_bounds(year):
    day = easter(year)
    assert day.isoweekday() == 7
    assert date(year, 3, 22) <= day <= date(year, 4, 25)


NLP = spacy.blank("es", config={"nlp": {"tokenizer": {"@tokenizers": "press_tokenizer.v1"}}})
NLP.add_pipe("press_dates")
