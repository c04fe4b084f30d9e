"""Datelines and dates as press releases open with them."""

from __future__ import annotations

import pytest
from grammar import read

from extractor.structure.dateline import WrittenDate, read_date, read_opening

# What follows `|` is no part of the dateline.
OPENINGS = [
    ("Lima, ene. 30 (ANDINA).-| La ministra", "Lima", (None, 1, 30), "ANDINA"),
    ("Lima, 30 ene (ANDINA).-| La ministra", "Lima", (None, 1, 30), "ANDINA"),
    ("Lima, 30 Ene. 2023 (@ANDINA).-| La ministra", "Lima", (2023, 1, 30), "ANDINA"),
    ("Madrid, 3 mar (EFE).-| El", "Madrid", (None, 3, 3), "EFE"),
    ("Buenos Aires, 25 May (Télam) -| El", "Buenos Aires", (None, 5, 25), "Télam"),
    ("Guatemala, 4 jul. (AGN).–| El", "Guatemala", (None, 7, 4), "AGN"),
    ("BOGOTÁ (AFP) —| El", "BOGOTÁ", None, "AFP"),
    ("Cusco, 5 de mayo de 2024.| La ministra", "Cusco", (2024, 5, 5), None),
    ("Cusco, 5 de mayo de 2024|", "Cusco", (2024, 5, 5), None),
    ("LIMA, 5 DE MAYO DE 2021.-| El", "LIMA", (2021, 5, 5), None),
    ("Ciudad de México, 3 de julio de 2019.-| El", "Ciudad de México", (2019, 7, 3), None),
    ("Villa El Salvador, 3 de mayo de 2021.-| El", "Villa El Salvador", (2021, 5, 3), None),
    ("Santiago, martes 7 de junio de 2022.-| El", "Santiago", (2022, 6, 7), None),
    ("Santiago de Chile, 7/6/2022 -| El", "Santiago de Chile", (2022, 6, 7), None),
    ("Arequipa, a 3 de mayo de 2021.-| El", "Arequipa", (2021, 5, 3), None),
    ("Quito (Pichincha), 1º de mayo de 2020.-| El", "Quito", (2020, 5, 1), None),
    ("Quito, Pichincha, 1 de mayo de 2020.-| El", "Quito", (2020, 5, 1), None),
    ("Tegucigalpa, M. D. C., 4 de julio de 2022.-| El", "Tegucigalpa", (2022, 7, 4), None),
    ("San José, 15 setiembre 2021.| El", "San José", (2021, 9, 15), None),
    ("10:45 | Lima, ene. 30.-| El", "Lima", (None, 1, 30), None),
    ("Lima.-| El", "Lima", None, None),
    ("Asunción.–| El", "Asunción", None, None),
    ("Lima, Perú.-| El", "Lima", None, None),
    ("Bogotá, D.C., 12 de abril de 2023.| El", "Bogotá", (2023, 4, 12), None),
    ("Managua – 5 de mayo de 2021 –| El", "Managua", (2021, 5, 5), None),
    ("(San Juan, Puerto Rico – martes, 5 de mayo de 2021) –| El", "San Juan", (2021, 5, 5), None),
]


@pytest.mark.parametrize(("line", "place", "date", "agency"), OPENINGS)
def test_openings(line, place, date, agency):
    whole, _, rest = line.rpartition("|")
    found = read_opening(whole + rest)
    assert found is not None
    assert (whole + rest)[found.start : found.end] == whole
    assert (whole + rest)[found.place_start :].startswith(found.place)
    assert (found.place, found.agency) == (place, agency)
    assert (found.date and (found.date.year, found.date.month, found.date.day)) == date


@pytest.mark.parametrize(
    "line",
    [
        "El 5 de mayo de 2024 llegó el ministro.",
        "Mayo de 2024. El ministro llegó.",
        "Lima: el ministro llegó.",
        "Lima. El ministro llegó.",
        "Primero.- El ministro llegó.",
        "Nota.- El ministro llegó.",
        "Lima, miércoles. El ministro llegó.",
        "Según la ministra, 5 de mayo de 2024 es la fecha.",
        "Ministra llegó, 5 de mayo.- Dijo que sí.",
        "Perú, 30 de enero: nueva ley",
        "La Ley (30364) rige desde hoy.",
        "",
    ],
)
def test_no_openings(line):
    assert read_opening(line) is None


@pytest.mark.parametrize(
    ("line", "weak"),
    [
        ("Cusco, 5 de mayo de 2024. El", True),
        ("Lima, mayo 5.-", False),
        ("Cusco, 5 de mayo. El", True),
    ],
)
def test_an_end_by_a_full_stop_is_weak(line, weak):
    found = read_opening(line)
    assert found is not None
    assert found.weak == weak


@pytest.mark.parametrize(
    ("text", "iso"),
    [
        ("30/1/2023", "2023-01-30"),
        ("1/30/2023", "2023-01-30"),  # no thirtieth month
        ("12/4/2025", "2025-04-12"),
        ("31-12-2020", "2020-12-31"),
        ("31.12.2020", "2020-12-31"),
        ("2023-01-30", "2023-01-30"),
        ("1º de mayo del 2020", "2020-05-01"),
        ("mayo 5, 2020", "2020-05-05"),
        ("3 sept. 2021", "2021-09-03"),
        ("lunes 5 de mayo de 2021", "2021-05-05"),
        ("05 ene 2021 11:30", "2021-01-05"),
        ("5 de mayo", None),
        ("31 de febrero de 2020", None),  # no such day
        ("5 de mayo del año 2020", "2020-05-05"),
    ],
)
def test_dates(text, iso):
    found = read_date(text)
    assert found is not None
    assert found.iso == iso


def test_an_english_page_puts_the_month_first():
    found = read_date("12/4/2025", english=True)
    assert found is not None
    assert found.iso == "2025-12-04"


@pytest.mark.parametrize(
    "text", ["99 de mayo", "32/1/2020", "mayo", "5 mayos", "hoy", "", "30/13/13"]
)
def test_no_dates(text):
    assert read_date(text) is None


@pytest.mark.parametrize(
    ("day", "month", "published", "iso"),
    [
        (30, 12, "2023-01-05", "2022-12-30"),
        (2, 1, "2022-12-30", "2023-01-02"),
        (29, 2, "2023-03-01", "2024-02-29"),  # the only one within reach
        (5, 5, None, None),
    ],
)
def test_a_day_without_a_year_is_in_the_nearest(day, month, published, iso):
    assert WrittenDate(0, 5, None, month, day).near(published) == iso


BODY = "La ministra inauguró ayer el puente sobre el río y anunció más obras para la zona."


@pytest.mark.parametrize(
    ("text", "published", "place", "date", "agency"),
    [
        (f"Lima, ene. 30 (ANDINA).- {BODY}", "2023-02-01", "Lima", "2023-01-30", "ANDINA"),
        (f"Cusco, 5 de mayo de 2024. {BODY}", None, "Cusco", "2024-05-05", None),
        (f"{BODY}\n\nLima, 5 de mayo de 2021", None, "Lima", "2021-05-05", None),
    ],
)
def test_the_dateline_of_a_document(text, published, place, date, agency):
    doc = read(text, published=published)
    assert (doc._.dateline["place"], doc._.dateline["date"]) == (place, date)
    assert doc._.agency == agency
    assert doc._.published == (published or date)


def test_a_document_without_a_dateline():
    assert read(BODY)._.dateline is None
