"""The page of a record: highlights where the mentions stand, text as text, colours one can read."""

from __future__ import annotations

import json
import re
from html import unescape
from html.parser import HTMLParser

import pytest
from click.testing import CliRunner

from extractor.cli import main
from extractor.records import FIELDS, Figure, Mention, Meta, Organization, PressRelease, Quote
from extractor.view import fragments, languages, page
from extractor.view.describe import number
from extractor.view.render import asset
from extractor.view.segments import LANES, lines_of, marks_of
from extractor.view.site import site
from extractor.view.table import docx_table, html_table, text_table

NASTY = (
    "<script>alert(\"x\")</script> & 'comillas' «citas»\r\n"
    "El Ministerio\rde Salud 🎉\u202eodot\u202c\0 =1+1 </textarea><!-- \u2028 fin\n\n]]>"
)


def mention(text: str, words: str, occurrence: int = 0) -> Mention:
    start = -1
    for _ in range(occurrence + 1):
        start = text.index(words, start + 1)
    return Mention(text=words, start=start, end=start + len(words))


def make(text: str, **fields: object) -> PressRelease:
    return PressRelease(
        text=text,
        meta=Meta(extractor="0", components=()),
        **fields,  # type: ignore[arg-type]
    )


def organization(text: str, words: str) -> Organization:
    return Organization(mentions=(mention(text, words),), rule="test", name=words)


class Text(HTMLParser):
    """The characters of an HTML fragment, as a browser would show them, by `data-start`."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.pieces: list[tuple[int, str]] = []
        self.tags: list[str] = []
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        self.tags.append(tag)
        start = dict(attrs).get("data-start")
        if start is not None:
            self.pieces.append((int(start), ""))

    def handle_data(self, data):
        start, text = self.pieces[-1]
        self.pieces[-1] = (start, text + data)


# The text


def test_pieces_are_the_text(record):
    lines = list(lines_of(record.text, marks_of(record)))
    assert "".join(piece.text for line in lines for piece in line) == record.text
    assert all(line[-1].text.endswith("\n") for line in lines[:-1])


def test_each_mention_begins_once_and_ends_once(record):
    marks = marks_of(record)
    pieces = [piece for line in lines_of(record.text, marks) for piece in line]
    for kind in ("opens", "closes"):
        found = [mark for piece in pieces for mark in getattr(piece, kind)]
        assert sorted(found, key=str) == sorted(marks, key=str)


def test_overlapping_mentions_split_and_keep_their_lanes():
    text = "“La OIM ayuda en Lima”, dijo."
    quote = Quote(mentions=(mention(text, "La OIM ayuda en Lima"),), rule="test", text="x")
    record = make(text, organizations=(organization(text, "OIM"),), quotes=(quote,))
    pieces = [p for line in lines_of(text, marks_of(record)) for p in line if p.marks]
    assert [p.text for p in pieces] == ["La ", "OIM", " ayuda en Lima"]
    assert [m.field for m in pieces[1].marks] == ["organizations", "quotes"]
    assert {m.lane for p in pieces for m in p.marks if m.field == "quotes"} == {0}
    assert {m.lane for m in pieces[1].marks} == {0, 1}


def test_more_overlaps_than_lanes_share_the_last():
    text = "a b c d e f g"
    many = tuple(
        Organization(
            mentions=(Mention(text=text[: 13 - n], start=0, end=13 - n),), rule="t", name="x"
        )
        for n in range(LANES + 2)
    )
    marks = marks_of(make(text, organizations=many))
    assert {mark.lane for mark in marks} == set(range(LANES))


def test_text_comes_back_character_by_character_whatever_it_holds():
    record = make(NASTY, organizations=(organization(NASTY, "Ministerio\rde Salud 🎉"),))
    shown = Text(fragments(record).text)
    expected = NASTY.replace("\0", "\ufffd")
    assert "".join(text for _, text in shown.pieces) == expected
    for start, text in shown.pieces:
        assert expected[start : start + len(text)] == text
    assert set(shown.tags) <= {"p", "span", "a"}


def test_values_are_data_in_every_part_of_a_page():
    name = '"><script>alert(1)</script>'
    text = f"El {name} de hoy"
    found = organization(text, name)
    html = page(make(text, organizations=(found,), source=name, headline=name), language="en")
    assert "<script>alert" not in html
    assert len(re.findall(r"<script\b", html)) == 2
    record = json.loads(re.search(r'id="data">(.*?)</script>', html, re.DOTALL)[1])
    assert PressRelease.model_validate(record).text == text


def test_the_page_needs_nothing_from_outside(record):
    html = page(record)
    without_record = re.sub(r'(?s)<script type="application/json".*?</script>', "", html)
    assert not re.search(r"""(?:src|href)=["'](?!#)|url\(|@import|https?://""", without_record)
    assert "default-src 'none'" in unescape(html)


def test_hover_tells_the_normalised_value(record):
    titles = re.findall(r'title="([^"]*)"', fragments(record).text)
    assert "Lugar: Lima · región · PE-LIM · PE · 15 · Perú" in titles


def test_values_and_mentions_lead_to_each_other(record):
    parts = fragments(record)
    ids = set(re.findall(r'\bid="([^"]+)"', parts.text + parts.panel))
    links = set(re.findall(r'href="#([^"]+)"', parts.text + parts.panel)) - {"text"}
    assert links <= ids
    places = re.findall(r'href="#(m-[^"]+)"', parts.panel)
    assert len(places) == sum(len(entity.mentions) for _, entity in record.entities())


def test_findings_stand_beside_and_in_the_text(record):
    from extractor.check import check

    findings = check(record)
    parts = fragments(record, findings)
    assert findings
    assert parts.panel.count('class="finding ') == len(findings)
    assert "noted" in parts.text
    assert "findings" not in fragments(record).panel


@pytest.mark.parametrize(
    ("value", "shown"),
    [(89891, "89\u202f891"), (1.5, "1,5"), (2.0, "2"), (31600000, "31\u202f600\u202f000")],
)
def test_numbers(value, shown):
    assert number(value) == shown


def test_ranges_and_qualifiers_are_said():
    text = "entre 20 y 30 km"
    figure = Figure(
        mentions=(mention(text, text),), rule="t", value=20, low=20, high=30, kind="measure",
        unit="km", qualifier="approx",
    )  # fmt: skip
    assert "aproximada 20–30 km" in fragments(make(text, figures=(figure,))).panel


# Languages and colours


def test_languages_have_the_same_words():
    def keys(value, path=()):
        if isinstance(value, dict):
            return {key for k, v in value.items() for key in keys(v, (*path, k))}
        return {path}

    first, second = (keys(languages.words(code)) for code in languages.LANGUAGES)
    assert first == second


def test_every_kind_has_a_word():
    from typing import get_args

    from extractor import records

    kinds = {
        word
        for literal in (
            records.OrganizationKind, records.RegionKind, records.ProjectKind, records.ProjectRole,
            records.FigureKind, records.Qualifier, records.DateType, records.QuoteKind,
        )
        for word in get_args(literal)
    }  # fmt: skip
    assert kinds == set(languages.words("es")["words"])
    assert set(languages.words("es")["fields"]) == set(FIELDS)


def luminance(colour: str) -> float:
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


THEMES = [
    dict(re.findall(r"--([\w-]+): (#[0-9a-f]{6});", block))
    for block in re.findall(r":root[^{]*\{[^}]*\}", asset("view.css"))
]


@pytest.mark.parametrize(
    "theme", THEMES, ids=["light", "dark by system", "dark by choice", "print"]
)
def test_colours_have_contrast(theme):
    """WCAG 2.2: 4.5:1 for words (1.4.3), 3:1 for what is no word (1.4.11)."""
    for paper in (theme["bg"], theme["page"]):
        assert contrast(theme["ink"], paper) >= 7
        assert contrast(theme["soft"], paper) >= 4.5
        assert contrast(theme["note"], paper) >= 4.5
        assert contrast(theme["edge"], paper) >= 3
        assert contrast(theme["accent"], paper) >= 4.5
    assert contrast(theme["on-accent"], theme["accent"]) >= 4.5
    for field in FIELDS:
        ink, fill = theme[f"{field}-ink"], theme[f"{field}-fill"]
        assert contrast(theme["ink"], fill) >= 7, field
        assert contrast(theme["accent"], fill) >= 3, field
        assert contrast(ink, theme["bg"]) >= 3, field
        assert contrast(ink, fill) >= 3, field


def test_both_dark_themes_are_one():
    assert THEMES[1] == THEMES[2]
    assert THEMES[0] == THEMES[3]


# Several pages, tables, the command


def test_several_records_get_an_index(record):
    pages = dict(site([(record, None), (record, None)]))
    assert list(pages) == ["andina-mimp-oim.html", "andina-mimp-oim-2.html", "index.html"]
    for name in list(pages)[:2]:
        assert f'href="{name}"' in pages["index.html"]
        assert 'href="index.html"' in pages[name]


def test_tables_hold_every_value(record):
    for table in (html_table([record]), text_table([record])):
        for _, entity in record.entities():
            assert " ".join(getattr(entity, "name", "").split()) in table


def test_tables_are_data():
    record = make(NASTY, organizations=(organization(NASTY, "<script>"),))
    assert "<script>" not in html_table([record])
    import io
    import zipfile
    from xml.etree import ElementTree

    content = docx_table([record])
    assert content == docx_table([record])
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        root = ElementTree.fromstring(archive.read("word/document.xml"))
    assert "<script>" in "".join(root.itertext())


def run(*arguments: str):
    return CliRunner().invoke(main, [str(each) for each in arguments])


def test_command_writes_one_page(tmp_path, sample):
    (tmp_path / "one.txt").write_text(sample, encoding="utf-8")
    done = run("view", tmp_path / "one.txt", "--output", tmp_path / "page.html")
    assert done.exit_code == 0, done.output
    assert 'id="m-organizations-0-0"' in (tmp_path / "page.html").read_text(encoding="utf-8")


def test_command_shows_a_record(tmp_path, record):
    (tmp_path / "one.json").write_text(record.model_dump_json(), encoding="utf-8")
    assert "Nancy Tolentino" in run("view", tmp_path / "one.json", "--language", "en").output


def test_command_writes_a_folder_and_names_what_it_cannot_read(tmp_path, sample):
    for name in ("a.txt", "b.txt"):
        (tmp_path / name).write_text(sample, encoding="utf-8")
    (tmp_path / "c.json").write_text("{}", encoding="utf-8")
    files = [tmp_path / name for name in ("a.txt", "b.txt", "c.json", "none.txt")]
    assert run("view", *files).exit_code == 2
    done = run("view", *files, "--output", tmp_path / "site")
    assert done.exit_code == 1
    assert "c.json" in done.stderr
    assert sorted(p.name for p in (tmp_path / "site").iterdir()) == [
        "a.html",
        "b.html",
        "index.html",
    ]


# Relations and reported speech


def test_relations_lead_to_their_values_and_their_sentence(extractor):
    text = "El plan “Agua <Viva>” creció. El ministro dijo que lo financia la FAO en Ica."
    record = extractor.extract("El plan “Agua Viva”, que impulsa la FAO, llegará a Ica. " + text)
    html = page(record, language="en")
    [lead] = [r for r in record.relations if r.type == "project_lead"][:1]
    shown = html[html.index('id="h-relations"') :]
    assert f'<a href="#e-projects-{lead.subject.index}">' in shown
    assert "is run by" in shown
    assert f'data-goto="{lead.sentence.start}" data-end="{lead.sentence.end}"' in shown
    assert lead.rule in shown


def test_reported_speech_is_shown_apart(extractor):
    record = extractor.extract("La ministra Ana Ruiz Soto precisó que llegarán <más> médicos.")
    assert record.reported
    shown = page(record)
    shown = shown[shown.index('id="h-reported"') :]
    assert "llegarán &lt;más&gt; médicos" in shown


def test_a_record_without_them_has_no_such_sections(extractor):
    html = page(extractor.extract("Llueve."))
    assert "h-relations" not in html
    assert "h-reported" not in html
