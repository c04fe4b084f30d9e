"""The page about an archive: what it says, from whatever format, and that it is safe and alone."""

import re
import sys

import pytest
from click.testing import CliRunner
from test_exports import make_record, mention

from extractor import records
from extractor.cli import main
from extractor.errors import SourceError
from extractor.exports import write

pytest.importorskip("vl_convert")
pytest.importorskip("jinja2")

from extractor.report import report
from extractor.report.page import link, words


def official(text, name, role):
    return records.Official(name=name, role=role, mentions=(mention(text),), rule="test")


@pytest.fixture(scope="module")
def archive():
    """The same person in two spellings, in one role twice and in another once."""
    from datetime import date

    days = (date(2023, 1, 30), date(2024, 6, 1), date(2024, 8, 15))
    posts = (("Ana Pérez", "ministra"), ("ANA PEREZ", "Ministra"), ("Ana Pérez", "congresista"))
    made = []
    for i, (day, (name, role)) in enumerate(zip(days, posts, strict=True)):
        record = make_record(
            published=day,
            source=f"https://example.org/{i}",
            officials=(official("Ana Pérez", name, role),),
            headline="<script>alert(1)</script>" if i == 0 else "=Más agua",
            relations=(),
        )
        # The same words with another ending: a document of its own.
        made.append(record.model_copy(update={"text": record.text + " " * i}))
    return made


def rows(html, section):
    found = re.search(rf'<section id="{section}">(.*?)</section>', html, re.DOTALL)
    text = re.sub(r"<svg.*?</svg>", "", found[1], flags=re.DOTALL)
    return [
        re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", row)).strip()
        for row in re.findall(r"<tr>(.*?)</tr>", text, re.DOTALL)
    ]


@pytest.fixture(scope="module")
def html(archive, tmp_path_factory):
    target = tmp_path_factory.mktemp("report") / "a.sqlite"
    write(archive, target)
    return report(target)


def test_each_role_has_its_period(html):
    posts = rows(html, "posts")
    assert any("ministra" in row.lower() and "2023-01-30 – 2024-06-01" in row for row in posts)
    assert any("congresista" in row and "2024-08-15" in row for row in posts)


def test_evidence_with_links(html):
    section = html.split('id="posts"')[1].split("</section>")[0]
    assert 'href="https://example.org/1"' in section
    assert "<mark>Ana Pérez</mark>" in section


def test_sums_and_budgets(html):
    assert any("1 500 000" in row for row in rows(html, "sums"))
    (_, project) = rows(html, "projects")
    assert project.startswith("Plan Agua MVCS Cusco 1 500 000 PEN")


def test_it_stands_alone(html):
    assert "<script" not in html
    assert "&lt;script&gt;alert(1)" in html
    without = re.sub(r'href="https://example.org/\d"', "", html)
    without = re.sub(r'xmlns(:xlink)?="http://www.w3.org/[^"]*"', "", without)
    assert not re.search(r"https?://", without)
    assert not re.search(r"\ssrc=|url\(", re.sub(r"<svg.*?</svg>", "", html, flags=re.DOTALL))
    assert html.count("<svg") == 4


@pytest.mark.parametrize("name", ["a.jsonl", "a.csv", "a.parquet", "tables"])
def test_any_target_says_the_same(html, archive, tmp_path, name):
    if name in ("a.parquet", "tables"):
        pytest.importorskip("pyarrow")
    write(archive, tmp_path / name)
    found = report(tmp_path / name)
    assert found.replace(name, "a.sqlite") == html


def test_empty_archive(tmp_path):
    write([], tmp_path / "a.sqlite")
    assert "no tiene" in report(tmp_path / "a.sqlite")


def test_links_are_web_addresses_or_files_that_are_there(tmp_path):
    (tmp_path / "a b.jsonl").write_text("")
    assert link("javascript:alert(1)", tmp_path) is None
    assert link("https://example.org/?a=1", tmp_path) == "https://example.org/?a=1"
    assert link(str(tmp_path / "a b.jsonl") + ":3", tmp_path) == "a%20b.jsonl"
    assert link("r17", tmp_path) is None
    assert link(None, tmp_path) is None


def test_languages_have_the_same_words():
    assert words("es").keys() == words("en").keys()


def test_what_cannot_be_read(tmp_path):
    with pytest.raises(SourceError, match="no such target"):
        report(tmp_path / "a.jsonl")
    (tmp_path / "a.sqlite").write_bytes(b"nothing")
    with pytest.raises(SourceError, match="cannot be read back"):
        report(tmp_path / "a.sqlite")
    (tmp_path / "a.xlsx").write_bytes(b"")
    with pytest.raises(SourceError, match="only written"):
        report(tmp_path / "a.xlsx")
    with pytest.raises(SourceError, match="holds no tables"):
        report(tmp_path)


def test_missing_extra(tmp_path, monkeypatch):
    monkeypatch.setitem(sys.modules, "vl_convert", None)
    with pytest.raises(SourceError, match=r'pip install "es-comunicado\[report\]"'):
        report(tmp_path / "a.sqlite")


def test_command(archive, tmp_path):
    write(archive, tmp_path / "a.sqlite")
    out = tmp_path / "page.html"
    arguments = ["report", str(tmp_path / "a.sqlite"), "-o", str(out), "--language", "en"]
    done = CliRunner().invoke(main, arguments)
    assert (done.exit_code, done.output) == (0, "")
    assert "Officials and their roles" in out.read_text(encoding="utf-8")
