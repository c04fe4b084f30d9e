"""Every reader: what it reads, and what it reports instead of a document."""

import bz2
import gzip
import io
import json
import lzma
import tarfile
import zipfile
from datetime import date
from email.message import EmailMessage

import pytest

from extractor import readers
from extractor.readers import Options, Problem, Source, read, read_day

TEXT = "Lima, 30 de enero de 2023.- La ministra Ana Pérez señaló que habrá más recursos.\n"


def only(path, **options):
    items = list(read(path, Options(**options)))
    assert len(items) == 1, items
    return items[0]


def reason(path, **options):
    item = only(path, **options)
    assert isinstance(item, Problem), item
    return item.reason


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
def test_txt_in_any_encoding(tmp_path, encoding):
    path = tmp_path / "a.txt"
    path.write_bytes(TEXT.encode(encoding))
    assert only(path) == Source(TEXT, str(path), reader="txt")


def test_file_that_is_not_there(tmp_path):
    assert reason(tmp_path / "a.txt") == "no such file"
    assert reason(tmp_path / "a.xyz") == "no such file"
    (tmp_path / "b.xyz").write_text(TEXT)
    assert "no reader for .xyz" in reason(tmp_path / "b.xyz")
    (tmp_path / "c.txt").write_text("")
    assert reason(tmp_path / "c.txt") == "is empty"


MARKDOWN = """---
title: "Más agua para Ayacucho"
date: 2024-05-03
---
> **Lima**, 3 de mayo de 2024.- La *ministra* [Ana Pérez](https://example.org) dijo:

## Datos

* 20 escuelas
* `30` postas

![foto](a.png)
El expediente_tecnico_final y 2 * 3 quedan igual.
"""


def test_markdown_keeps_the_words(tmp_path):
    path = tmp_path / "a.md"
    path.write_text(MARKDOWN, encoding="utf-8")
    found = only(path)
    assert found.published == date(2024, 5, 3)
    assert found.text == (
        "Más agua para Ayacucho\n\nLima, 3 de mayo de 2024.- La ministra Ana Pérez dijo:\n\n"
        "Datos\n\n- 20 escuelas\n- 30 postas\n\n"
        "El expediente_tecnico_final y 2 * 3 quedan igual.\n"
    )


BODY = "El Ministerio de Salud entregó 20 ambulancias a los hospitales de la región Cusco. " * 6
PAGE = (
    "<html><head><title>Entregan ambulancias</title>"
    '<meta property="og:title" content="Entregan ambulancias en la región">'
    '<meta property="article:published_time" content="2023-01-30T09:00:00-05:00"></head>'
    "<body><nav><a href='/'>Inicio</a></nav><article>"
    f"<h1>Entregan ambulancias en la región</h1><p>{BODY}</p><p>Señaló más: {BODY}</p>"
    "</article><footer>Todos los derechos</footer></body></html>"
)


@pytest.mark.parametrize("encoding", ["utf-8", "cp1252"])
def test_html_gives_title_body_and_day(tmp_path, encoding):
    pytest.importorskip("trafilatura")
    path = tmp_path / "a.html"
    path.write_bytes(PAGE.encode(encoding))
    for _ in range(5):  # the same page again and again is the same
        found = only(path)
    assert found.text.startswith("Entregan ambulancias en la región\n\nEl Ministerio")
    assert "Señaló más" in found.text
    assert "derechos" not in found.text
    assert found.published == date(2023, 1, 30)


def test_html_without_article(tmp_path):
    pytest.importorskip("trafilatura")
    path = tmp_path / "a.html"
    path.write_text("<html><body></body></html>")
    assert "no article" in reason(path)


def pdf_of(*pages, size=(595, 842)):
    """A PDF by hand: `(x, y, size, words)` lines of each page; None for a page with a picture."""
    objects = []

    def add(body):
        objects.append(body)
        return len(objects)

    font = add(b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>")
    picture = add(
        b"<</Type/XObject/Subtype/Image/Width 1/Height 1/ColorSpace/DeviceGray"
        b"/BitsPerComponent 8/Length 1>>stream\n\x80\nendstream"
    )
    kids = []
    tree = len(objects) + 2 * len(pages) + 1
    for page in pages:
        if page is None:
            content = b"q 500 0 0 700 40 60 cm /P Do Q"
        else:
            content = b"".join(
                b"BT /F %g Tf %g %g Td (%s) Tj ET\n"
                % (s, x, y, w.encode("cp1252").replace(b"(", b"\\(").replace(b")", b"\\)"))
                for x, y, s, w in page
            )
        stream = add(b"<</Length %d>>stream\n%s\nendstream" % (len(content), content))
        kids.append(
            add(
                b"<</Type/Page/Parent %d 0 R/MediaBox[0 0 %d %d]/Contents %d 0 R/Resources"
                b"<</Font<</F %d 0 R>>/XObject<</P %d 0 R>>>>>>"
                % (tree, *size, stream, font, picture)
            )
        )
    add(b"<</Type/Pages/Count %d/Kids[%s]>>" % (len(kids), b" ".join(b"%d 0 R" % k for k in kids)))
    root = add(b"<</Type/Catalog/Pages %d 0 R>>" % tree)
    out = bytearray(b"%PDF-1.4\n")
    places = []
    for number, body in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    start = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    out += b"".join(b"%010d 00000 n \n" % place for place in places)
    out += b"trailer<</Size %d/Root %d 0 R>>\nstartxref\n%d\n%%%%EOF" % (
        len(objects) + 1,
        root,
        start,
    )
    return bytes(out)


def column(x, y, *lines, size=11, step=14):
    return [(x, y - step * i, size, line) for i, line in enumerate(lines)]


def page_of(number, *lines):
    return [
        (60, 800, 9, "Ministerio de Salud - Nota de prensa"),
        *column(60, 700, *lines),
        (290, 40, 9, f"Página {number} de 3"),
    ]


@pytest.fixture
def pdfium():
    return pytest.importorskip("pypdfium2")


def test_pdf_mends_words_and_leaves_furniture_out(tmp_path, pdfium):
    path = tmp_path / "a.pdf"
    path.write_bytes(
        pdf_of(
            page_of(1, "El ministerio entregó veinte ambulan-", "cias a los hospitales de Cusco y"),
            page_of(
                2, "de la región Puno, señaló la ministra.", "El plan socio-", "económico sigue."
            ),
            page_of(3, "Fin de la nota de prensa de hoy."),
        )
    )
    found = only(path)
    assert found.text == (
        "El ministerio entregó veinte ambulancias a los hospitales de Cusco y de la región Puno,"
        " señaló la ministra. El plan socioeconómico sigue.\n\n"
        "Fin de la nota de prensa de hoy.\n"
    )
    assert "Nota de prensa" not in found.text
    assert "Página" not in found.text


def test_pdf_reads_columns_one_after_the_other(tmp_path, pdfium):
    left = column(60, 700, *[f"primera columna línea {i}" for i in range(6)])
    right = column(330, 700, *[f"segunda columna línea {i}" for i in range(6)])
    mixed = [line for pair in zip(left, right, strict=True) for line in pair]
    path = tmp_path / "a.pdf"
    path.write_bytes(pdf_of(mixed))
    text = only(path).text
    assert text.index("primera columna línea 5") < text.index("segunda columna línea 0")


def test_pdf_reads_letters_once_whose_boxes_overlap(tmp_path, pdfium):
    path = tmp_path / "a.pdf"
    pairs = [(60, 700, 20, "Visitó T"), (128, 700, 20, "acna")]
    path.write_bytes(pdf_of(pairs))
    assert only(path).text == "Visitó Tacna\n"


def test_pdf_paragraphs(tmp_path, pdfium):
    path = tmp_path / "a.pdf"
    path.write_bytes(
        pdf_of(
            column(60, 700, "Uno dos tres cuatro cinco seis siete.", "Ocho nueve diez.")
            + column(60, 640, "Otro párrafo que sigue aparte.", "Y su segunda línea.")
        )
    )
    assert only(path).text.count("\n\n") >= 1


def test_pdf_scans_are_told(tmp_path, pdfium):
    path = tmp_path / "a.pdf"
    path.write_bytes(pdf_of(None, None))
    assert "is a scan" in reason(path)
    path.write_bytes(pdf_of(None, page_of(2, "El ministerio entregó veinte ambulancias.")))
    found = only(path)
    assert found.warnings == ("pages without text, only pictures (scans): 1",)


def test_pdf_damaged(tmp_path, pdfium):
    path = tmp_path / "a.pdf"
    path.write_bytes(b"%PDF-1.4\nnothing here")
    assert "no readable PDF" in reason(path)


W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


def docx_of(body):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr(
            "word/document.xml",
            f'<?xml version="1.0"?><w:document xmlns:w="{W}" xmlns:mc="http://schemas.'
            'openxmlformats.org/markup-compatibility/2006">'
            f"<w:body>{body}</w:body></w:document>",
        )
    return out.getvalue()


def test_docx(tmp_path):
    path = tmp_path / "a.docx"
    path.write_bytes(
        docx_of(
            "<w:p><w:r><w:t>La minis</w:t></w:r><w:smartTag><w:r><w:t>tra dijo</w:t></w:r>"
            "</w:smartTag><w:del><w:r><w:delText>nada</w:delText></w:r></w:del>"
            "<w:ins><w:r><w:t> que sí.</w:t></w:r></w:ins></w:p><w:p/>"
            "<w:tbl><w:tr><w:tc><w:p><w:r><w:t>Cusco</w:t></w:r></w:p></w:tc>"
            "<w:tc><w:p><w:r><w:t>20</w:t></w:r></w:p></w:tc></w:tr></w:tbl>"
            "<w:p><w:r><mc:AlternateContent><mc:Choice><w:txbxContent><w:p><w:r><w:t>En un cuadro"
            "</w:t></w:r></w:p></w:txbxContent></mc:Choice><mc:Fallback><w:txbxContent><w:p><w:r>"
            "<w:t>En un cuadro</w:t></w:r></w:p></w:txbxContent></mc:Fallback>"
            "</mc:AlternateContent></w:r></w:p>"
        )
    )
    assert only(path).text == "La ministra dijo que sí.\n\nCusco\t20\n\nEn un cuadro\n"
    path.write_bytes(docx_of(""))
    assert reason(path) == "holds no text"
    path.write_bytes(b"PK\x03\x04 broken")
    assert "no readable DOCX" in reason(path)


def test_mail_with_attachment(tmp_path):
    message = EmailMessage()
    message["Subject"] = "Nota: más agua"
    message["Date"] = "Mon, 30 Jan 2023 09:00:00 -0500"
    message.set_content(TEXT)
    message.add_attachment(
        docx_of("<w:p><w:r><w:t>Adjunto.</w:t></w:r></w:p>"),
        maintype="application",
        subtype="octet-stream",
        filename="nota.docx",
    )
    message.add_attachment(b"x", maintype="image", subtype="png", filename="foto.png")
    path = tmp_path / "a.eml"
    path.write_bytes(message.as_bytes())
    first, second = read(path)
    assert first.text == f"Nota: más agua\n\n{TEXT}"
    assert first.published == second.published == date(2023, 1, 30)
    assert (second.source, second.text) == (f"{path}#nota.docx", "Adjunto.\n")


def test_jsonl(tmp_path):
    path = tmp_path / "a.jsonl"
    rows = [
        {"id": "a1", "texto": TEXT, "fecha": "2023-01-30T00:00:00Z"},
        {"id": "a2", "texto": "", "fecha": None},
        {"id": "a3", "texto": TEXT, "fecha": "3/4/2023"},
    ]
    lines = [json.dumps(row, ensure_ascii=False) for row in rows]
    path.write_text("\n".join([*lines, "{broken", "[1]", ""]), encoding="utf-8")
    items = list(read(path, Options(id_column="id")))
    assert items[0] == Source(TEXT, "a1", date(2023, 1, 30), reader="jsonl")
    assert items[1] == Problem("a2", "is empty (no 'texto')", "jsonl")
    assert items[2].published is None
    assert "--date-format" in items[2].warnings[0]
    assert "is no JSON" in items[3].reason
    assert "no JSON object" in items[4].reason
    items = list(read(path, Options(date_format="%d/%m/%Y")))
    assert items[2].published == date(2023, 4, 3)
    assert items[2].source == f"{path}:3"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
@pytest.mark.parametrize("separator", [",", ";", "\t"])
def test_csv(tmp_path, encoding, separator):
    path = tmp_path / "a.csv"
    text = TEXT.replace("\n", "\n\n") + "fin"
    rows = [("clave", "nota", "día"), ("1", f'"{text}"', "30/01/2023"), ("2", "Más", "x")]
    path.write_bytes("\r\n".join(separator.join(row) for row in rows).encode(encoding))
    options = {"text_column": "nota", "id_column": "clave", "date_column": "día"}
    first, second = read(path, Options(**options))
    assert (first.source, first.text, first.published) == ("1", text, date(2023, 1, 30))
    assert second.text == "Más"
    assert "no column 'cuerpo'" in reason(path, text_column="cuerpo")
    assert "say --text-column" in reason(path)


def test_parquet(tmp_path):
    pa = pytest.importorskip("pyarrow")
    import pyarrow.parquet as pq

    path = tmp_path / "a.parquet"
    table = pa.table({"n": [1, 2], "text": [TEXT, None], "date": [date(2023, 1, 30), None]})
    pq.write_table(table, path)
    first, second = read(path, Options(id_column="n"))
    assert first == Source(TEXT, "1", date(2023, 1, 30), reader="parquet")
    assert second == Problem("2", "is empty (no 'text')", "parquet")
    data = path.read_bytes()
    for damaged in (data[: len(data) // 2], b"PAR1" + data[4:-8] + b"\x00" * 8, b""):
        path.write_bytes(damaged)
        assert "no readable Parquet" in reason(path)


PACKERS = {".gz": gzip.compress, ".bz2": bz2.compress, ".xz": lzma.compress}


@pytest.mark.parametrize("suffix", PACKERS)
def test_compressed(tmp_path, suffix):
    path = tmp_path / f"a.jsonl{suffix}"
    data = PACKERS[suffix](json.dumps({"text": TEXT}).encode() + b"\n" + b'{"text": "b"}')
    path.write_bytes(data)
    assert [item.text for item in read(path)] == [TEXT, "b"]
    path.write_bytes(data[:-12])
    *_, last = read(path)
    assert isinstance(last, Problem)
    path = tmp_path / f"a.docx{suffix}"
    path.write_bytes(PACKERS[suffix](docx_of("<w:p><w:r><w:t>Sí.</w:t></w:r></w:p>")))
    assert only(path).text == "Sí.\n"


def test_zstandard(tmp_path):
    pa = pytest.importorskip("pyarrow")
    path = tmp_path / "a.txt.zst"
    with pa.CompressedOutputStream(str(path), "zstd") as out:
        out.write(TEXT.encode())
    assert only(path).text == TEXT


def test_zip_and_tar(tmp_path):
    inner = gzip.compress(json.dumps({"text": TEXT}).encode())
    files = {"b/a.txt": TEXT.encode(), "rows.jsonl.gz": inner, ".hidden.txt": b"x", "p.png": b"x"}
    path = tmp_path / "a.zip"
    with zipfile.ZipFile(path, "w") as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    tar = tmp_path / "a.tar.gz"
    with tarfile.open(tar, "w:gz") as archive:
        for name, data in files.items():
            info = tarfile.TarInfo(name)
            info.size = len(data)
            archive.addfile(info, io.BytesIO(data))
    for found in (path, tar):
        items = list(read(found))
        assert [item.text for item in items] == [TEXT, TEXT]
        assert [item.source.rpartition("!")[2] for item in items] == ["b/a.txt", "rows.jsonl.gz:1"]


def test_zip_within_too_many(tmp_path):
    data = TEXT.encode()
    name = "a.txt"
    for depth in range(6):
        out = io.BytesIO()
        with zipfile.ZipFile(out, "w") as archive:
            archive.writestr(name, data)
        data, name = out.getvalue(), f"{depth}.zip"
    path = tmp_path / "a.zip"
    path.write_bytes(data)
    assert "within too many" in reason(path)


def test_warc(tmp_path):
    pytest.importorskip("trafilatura")
    pytest.importorskip("warcio")
    path = tmp_path / "a.warc.gz"
    with path.open("wb") as out:
        for url, status, kind in (
            ("https://example.org/nota", "200 OK", "text/html; charset=windows-1252"),
            ("https://example.org/foto", "200 OK", "image/png"),
            ("https://example.org/no", "404 Not Found", "text/html"),
        ):
            body = f"HTTP/1.1 {status}\r\nContent-Type: {kind}\r\n\r\n".encode()
            body += PAGE.encode("cp1252")
            head = (
                f"WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: {url}\r\n"
                "WARC-Date: 2023-01-30T09:00:00Z\r\nWARC-Record-ID: <urn:uuid:1>\r\n"
                f"Content-Type: application/http;msgtype=response\r\nContent-Length: {len(body)}"
            )
            out.write(gzip.compress(head.encode() + b"\r\n\r\n" + body + b"\r\n\r\n"))
    found = only(path)
    assert found.source == "https://example.org/nota"
    assert "Señaló más" in found.text


@pytest.mark.parametrize(
    ("value", "day"),
    [
        ("2023-01-30", date(2023, 1, 30)),
        ("2023-01-30 09:00", date(2023, 1, 30)),
        ("20230130", date(2023, 1, 30)),
        ("30/1/2023", date(2023, 1, 30)),
        ("1/30/2023", date(2023, 1, 30)),
        ("Mon, 30 Jan 2023 09:00:00 -0500", date(2023, 1, 30)),
        ("3/4/2023", None),
        ("2023-13-45", None),
        ("ayer", None),
        (20230130, None),
        ("", None),
    ],
)
def test_day(value, day):
    assert read_day(value) == day


def test_own_reader_and_its_crash(tmp_path, monkeypatch):
    def upper(stream, name, options):
        yield Source(stream.read().decode().upper(), name)
        raise ZeroDivisionError("oh")

    monkeypatch.setattr(readers, "reader_of", lambda suffix: upper)
    path = tmp_path / "a.own"
    path.write_text("hola")
    first, second = read(path)
    assert first.text == "HOLA"
    assert second.reason == "cannot be read (ZeroDivisionError: oh)"


def test_own_readers_come_by_entry_point(monkeypatch):
    from importlib.metadata import EntryPoint

    point = EntryPoint("own", "extractor.readers.plain:read_text", readers.GROUP)
    monkeypatch.setattr(readers, "entry_points", lambda group: [point])
    readers.own_readers.cache_clear()
    try:
        assert readers.own_readers() == {".own": "extractor.readers.plain:read_text"}
        assert ".own" in readers.endings()
    finally:
        monkeypatch.undo()
        readers.own_readers.cache_clear()


def test_a_missing_extra_says_what_to_install(tmp_path, monkeypatch):
    import sys

    monkeypatch.setitem(sys.modules, "pypdfium2", None)
    path = tmp_path / "a.pdf"
    path.write_bytes(b"%PDF-")
    assert 'pip install "es-comunicado[pdf]"' in reason(path)
