"""Every format holds the same rows; schemas are those that the docs describe."""

import csv
import json
import sqlite3
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from extractor import records
from extractor.errors import ExtractorError
from extractor.exports import FORMATS, rows, schema, target_of, write

DOCS = Path(__file__).parent.parent / "docs"
TEXT = (
    "=Más agua\n\nLima, ene. 30.- La ministra Ana Pérez, del MVCS, anunció “S/ 1.5 millones”"
    " para el Plan Agua en Cusco."
)


def mention(text, start=None):
    start = TEXT.index(text) if start is None else start
    return records.Mention(text=text, start=start, end=start + len(text))


def common(text, rule="test"):
    return {"mentions": (mention(text),), "rule": rule}


def make_record(**changes):
    fields = {
        "text": TEXT,
        "source": "a.txt",
        "headline": "=Más agua",
        "published": date(2023, 1, 30),
        "dateline": records.Dateline(
            place="Lima", date=date(2023, 1, 30), mention=mention("Lima, ene. 30.-")
        ),
        "organizations": (
            records.Organization(name="MVCS", aliases=("Vivienda",), **common("MVCS")),
        ),
        "officials": (
            records.Official(
                name="Ana Pérez", role="ministra", organization="MVCS", **common("Ana Pérez")
            ),
        ),
        "regions": (
            records.Region(
                name="Cusco", kind="region", country="PE", code="PE-CUS", **common("Cusco")
            ),
        ),
        "figures": (
            records.Figure(
                value=1500000.0, kind="money", currency="PEN", **common("S/ 1.5 millones")
            ),
        ),
        "projects": (
            records.Project(
                name="Plan Agua",
                kind="plan",
                organizations=(records.ProjectOrganization(name="MVCS", role="lead"),),
                regions=("Cusco",),
                budget=(0,),
                **common("Plan Agua"),
            ),
        ),
        "dates": (
            records.Date(
                value="2023-01-30",
                start=date(2023, 1, 30),
                end=date(2023, 1, 30),
                **common("ene. 30"),
            ),
        ),
        "quotes": (
            records.Quote(text="S/ 1.5 millones", speaker="Ana Pérez", **common("S/ 1.5 millones")),
        ),
        "reported": (
            records.Quote(
                text="“S/ 1.5 millones” para el Plan Agua",
                speaker="Ana Pérez",
                kind="indirect",
                **common("“S/ 1.5 millones” para el Plan Agua"),
            ),
        ),
        "relations": (
            records.Relation(
                type="project_budget",
                subject=records.Reference(field="projects", index=0),
                object=records.Reference(field="figures", index=0),
                rule="test",
                sentence=mention("“S/ 1.5 millones” para el Plan Agua en Cusco."),
            ),
            records.Relation(
                type="date_event",
                subject=records.Reference(field="dates", index=0),
                event=mention("anunció"),
                rule="test",
                sentence=mention("La ministra Ana Pérez, del MVCS, anunció"),
            ),
        ),
        "meta": records.Meta(extractor="0", components=()),
    }
    return records.PressRelease(**{**fields, **changes})


@pytest.fixture
def record():
    return make_record()


def table(found, name):
    names = schema.tables()[name].names
    return [dict(zip(names, row, strict=True)) for row in zip(*found[name], strict=True)]


def test_rows(record):
    found = rows.rows_of(record)
    key = rows.document_id(TEXT)
    (document,) = table(found, "documents")
    assert (document["id"], document["published"]) == (key, "2023-01-30")
    (official,) = table(found, "officials")
    assert official["id"] == f"{key}/officials/0"
    assert official["organization_id"] == f"{key}/organizations/0"
    quote, _ = table(found, "quotes")
    assert quote["speaker_id"] == f"{key}/officials/0"
    assert table(found, "figures")[0]["value"] == "1500000"
    relations = {
        (row["type"], row["subject_id"], row["object_id"]): row for row in table(found, "relations")
    }
    assert set(relations) == {
        ("official_organization", f"{key}/officials/0", f"{key}/organizations/0"),
        ("quote_speaker", f"{key}/quotes/0", f"{key}/officials/0"),
        ("quote_speaker", f"{key}/reported/0", f"{key}/officials/0"),
        ("project_lead", f"{key}/projects/0", f"{key}/organizations/0"),
        ("project_region", f"{key}/projects/0", f"{key}/regions/0"),
        ("project_budget", f"{key}/projects/0", f"{key}/figures/0"),
        ("date_event", f"{key}/dates/0", None),
    }
    stated = relations["project_budget", f"{key}/projects/0", f"{key}/figures/0"]
    assert TEXT[stated["sentence_start"] : stated["sentence_end"]] == stated["sentence"]
    event = relations["date_event", f"{key}/dates/0", None]
    assert (event["subject"], event["object"]) == ("ene. 30", "anunció")
    assert [row["kind"] for row in table(found, "quotes")] == ["direct", "indirect"]
    for row in table(found, "mentions"):
        assert TEXT[row["start"] : row["end"]] == row["text"]
    ids = {row["id"] for name in schema.ENTITIES for row in table(found, name)}
    assert {row["entity_id"] for row in table(found, "mentions")} == ids


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (1200000, "1200000"),
        (0.1, "0.1"),
        (31600000.5, "31600000.5"),
        (1e-12, "0"),
        (1e20, "100000000000000000000"),
        (-2.50, "-2.5"),
        (100, "100"),
    ],
)
def test_decimals_are_exact(value, text):
    assert rows.exact(value) == text


def test_docs_describe_every_column():
    text = (DOCS / "tables.md").read_text(encoding="utf-8")
    assert f"version {schema.VERSION}" in text
    for name, found in schema.tables().items():
        section = text.split(f"\n## {name}\n", 1)[1].split("\n## ", 1)[0]
        described = [
            tuple(cell.strip(" `") for cell in line.split("|")[1:3])
            for line in section.splitlines()
            if line.startswith("| `")
        ]
        assert described == [(column.name, column.type) for column in found.columns], name


def test_frames(record):
    pa = pytest.importorskip("pyarrow")
    from extractor.exports.frames import schema_of, to_frames

    copy = record.model_copy(update={"source": "b.txt"})
    found = to_frames([record, copy])
    assert list(found) == list(schema.tables())
    assert found["copies"].to_pylist() == [
        {
            "document_id": rows.document_id(TEXT),
            "source": "b.txt",
            "published": date(2023, 1, 30),
        }
    ]
    figure = found["figures"].to_pylist()[0]
    assert figure["value"] == Decimal(1500000)
    assert found["regions"].schema.field("code").type == pa.dictionary(pa.int32(), pa.string())
    for name, frame in found.items():
        assert frame.schema.equals(schema_of(name), check_metadata=True)
        frame.validate(full=True)
    empty = to_frames([])
    assert all(frame.num_rows == 0 for frame in empty.values())


def test_frames_for_pandas_and_polars(record):
    pytest.importorskip("pyarrow")
    pd = pytest.importorskip("pandas")
    pl = pytest.importorskip("polars")
    from extractor import to_frames

    found = to_frames([record])
    frame = found["regions"].to_pandas()
    assert isinstance(frame["code"].dtype, pd.CategoricalDtype)
    assert pl.from_arrow(found["figures"])["value"].dtype == pl.Decimal(38, 10)


def test_jsonl(tmp_path, record):
    write([record, record], tmp_path / "a.jsonl")
    lines = (tmp_path / "a.jsonl").read_text(encoding="utf-8").splitlines()
    assert [records.PressRelease.model_validate_json(line) for line in lines] == [record, record]


def read_csv(path):
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_csv(tmp_path, record):
    write([record], tmp_path / "a.csv")
    assert {path.name for path in tmp_path.iterdir()} == {
        "a.csv",
        *(f"a.{name}.csv" for name in schema.tables() if name != "documents"),
    }
    (row,) = read_csv(tmp_path / "a.csv")
    assert row["text"] == TEXT
    (row,) = read_csv(tmp_path / "a.organizations.csv")
    assert row["aliases"] == '["Vivienda"]'
    write([record], tmp_path / "excel.csv", excel=True)
    assert (tmp_path / "excel.csv").read_bytes().startswith(b"\xef\xbb\xbfid,")
    assert "'=Más agua" in (tmp_path / "excel.csv").read_text(encoding="utf-8")


def test_sqlite(tmp_path, record):
    write([record], tmp_path / "a.sqlite")
    base = sqlite3.connect(tmp_path / "a.sqlite")
    try:
        assert base.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        assert base.execute("PRAGMA foreign_key_check").fetchall() == []
        found = base.execute(
            "select source from documents where rowid in"
            " (select rowid from documents_fts where documents_fts match 'mas agua')"
        )
        assert found.fetchall() == [("a.txt",)]
        assert base.execute("select value, typeof(value) from figures").fetchall() == [
            (1500000, "integer")
        ]
        plan = base.execute(
            "explain query plan select * from officials where document_id = 'x'"
        ).fetchall()
        assert "USING INDEX" in plan[0][3]
    finally:
        base.close()


def test_parquet_folder(tmp_path, record):
    pq = pytest.importorskip("pyarrow.parquet")
    from extractor.exports.frames import schema_of, to_frames

    write([record], tmp_path / "tables")
    for name, frame in to_frames([record]).items():
        found = pq.read_table(tmp_path / "tables" / f"{name}.parquet")
        assert found.schema.equals(schema_of(name), check_metadata=True)
        assert found.to_pylist() == frame.to_pylist()


def test_nested_parquet(tmp_path, record):
    pq = pytest.importorskip("pyarrow.parquet")
    write([record], tmp_path / "a.parquet")
    (row,) = pq.read_table(tmp_path / "a.parquet").to_pylist()
    assert row.pop("document_id") == rows.document_id(TEXT)
    assert records.PressRelease.model_validate(row) == record


def test_workbook(tmp_path, record):
    pytest.importorskip("xlsxwriter")
    import zipfile

    write([record], tmp_path / "a.xlsx")
    write([record], tmp_path / "b.xlsx")
    assert (tmp_path / "a.xlsx").read_bytes() == (tmp_path / "b.xlsx").read_bytes()
    with zipfile.ZipFile(tmp_path / "a.xlsx") as archive:
        sheet = archive.read("xl/worksheets/sheet1.xml").decode()
    assert "=Más agua" in sheet
    assert "<f>" not in sheet


@pytest.mark.parametrize("name", ["a.jsonl", "a.csv", "a.sqlite", "a.parquet", "a.xlsx", "folder"])
def test_lone_surrogates_and_controls_pass(tmp_path, name):
    if name in ("a.parquet", "folder"):
        pytest.importorskip("pyarrow")
    if name == "a.xlsx":
        pytest.importorskip("xlsxwriter")
    odd = records.PressRelease(
        text="a\ud800b\x0b\r\n\x01", meta=records.Meta(extractor="0", components=())
    )
    write([odd], tmp_path / name)


def test_targets():
    assert target_of("x.db").format.name == "sqlite"
    assert target_of("x/").folder
    assert target_of("x", "csv").format.name == "csv"
    with pytest.raises(ExtractorError, match="no format ends in"):
        target_of("x.doc")
    with pytest.raises(ExtractorError, match="a folder holds"):
        target_of("x/", "xlsx")
    assert FORMATS


def test_missing_extra(monkeypatch):
    import sys

    monkeypatch.setitem(sys.modules, "xlsxwriter", None)
    with pytest.raises(ExtractorError, match=r'pip install "es-comunicado\[xlsx\]"'):
        target_of("a.xlsx").check()


def test_a_target_that_cannot_be_written(tmp_path, record):
    (tmp_path / "file").write_text("x")
    with pytest.raises(ExtractorError, match="cannot be written"):
        write([record], tmp_path / "file" / "a.jsonl")


def test_rows_survive_json(record):
    found = rows.rows_of(record)
    assert json.loads(json.dumps(found)) == found
