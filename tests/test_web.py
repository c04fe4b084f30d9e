"""The HTTP interface: records in and out, problems, guards, limits; nothing kept."""

from __future__ import annotations

import io
import json
import zipfile

import pytest

pytest.importorskip("fastapi")
from starlette.testclient import TestClient

from extractor import PressRelease
from extractor.errors import ExtractorError
from extractor.records import FIELDS
from extractor.web.app import create_app, make
from extractor.web.guard import POLICY
from extractor.web.problems import KINDS
from extractor.web.settings import Settings, is_loopback
from extractor.web.workers import Pool

NASTY = '=1+1 <script>alert("x")</script> \u202eodot\u202c 🎉 El Ministerio de Salud'
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


@pytest.fixture(scope="module")
def client():
    settings = Settings(max_bytes=400_000, max_characters=50_000, max_records_bytes=3_000_000)
    with TestClient(create_app(settings), base_url="http://127.0.0.1") as found:
        yield found


@pytest.fixture(scope="module")
def seed(client, sample) -> dict:
    return client.post("/api/extract", json={"text": sample, "published": "2023-01-30"}).json()


def problem(response, kind: str) -> dict:
    body = response.json()
    assert response.headers["content-type"] == "application/problem+json"
    assert body["type"] == f"/problems/{kind}"
    assert (body["status"], body["title"]) == (KINDS[kind].status, KINDS[kind].title)
    assert response.status_code == KINDS[kind].status
    return body


# Extract


def test_extract_gives_the_record_of_the_library(client, extractor, sample):
    body = {"text": sample, "published": "2023-01-30", "source": "x"}
    response = client.post("/api/extract", json=body)
    found = PressRelease.model_validate_json(response.content)
    assert found == extractor.extract(sample, "2023-01-30", "x")
    assert response.headers["cache-control"] == "no-store"


def test_extract_takes_plain_text_forms_and_files(client, sample):
    plain = client.post(
        "/api/extract?published=2023-01-30", content=sample.encode(),
        headers={"Content-Type": "text/plain; charset=utf-8"},
    ).json()  # fmt: skip
    form = client.post(
        "/api/extract", files={"file": ("a.txt", sample.encode())}, data={"published": "2023-01-30"}
    ).json()
    raw = client.post(
        "/api/extract?published=2023-01-30&name=a.txt", content=sample.encode(),
        headers={"Content-Type": "application/octet-stream"},
    ).json()  # fmt: skip
    assert form["source"] == raw["source"] == "a.txt"
    for other in (form, raw):
        assert {**other, "source": None} == plain


def test_extract_reads_html(client):
    page = "<html><body><article><h1>Titular</h1><p>El Ministerio de Salud informó que la "
    page += "ministra visitó Lima para inaugurar obras.</p></article></body></html>"
    response = client.post(
        "/api/extract", content=page.encode(), headers={"Content-Type": "text/html"}
    )
    assert response.status_code == 200, response.text
    assert "Ministerio de Salud" in response.json()["text"]


@pytest.mark.parametrize(
    ("body", "pointer"),
    [
        ({"txt": "x"}, "#/text"),
        ({"text": 1}, "#/text"),
        ({"text": "x", "published": "ayer"}, "#/published"),
    ],
)
def test_what_is_wrong_is_pointed_at_and_not_repeated(client, body, pointer):
    found = problem(client.post("/api/extract", json=body), "invalid")
    assert pointer in [each["pointer"] for each in found["errors"]]
    assert "ayer" not in json.dumps(found)


@pytest.mark.parametrize(
    ("content", "media_type", "kind"),
    [
        (b"{", "application/json", "invalid"),
        (b"\xff\xfe\xff", "text/plain", "unreadable"),
        (b"x", "image/png", "media-type"),
        (b"x", "", "media-type"),
        (b"not a pdf", "application/pdf", "unreadable"),
        (b"x", "multipart/form-data", "invalid"),
        (b"x", "application/x-www-form-urlencoded", "media-type"),
    ],
)
def test_what_cannot_be_read_is_a_problem(client, content, media_type, kind):
    headers = {"Content-Type": media_type} if media_type else {}
    problem(client.post("/api/extract", content=content, headers=headers), kind)


def test_unknown_paths_and_methods_are_problems(client):
    for response, status in (
        (client.get("/nowhere"), 404),
        (client.get("/api/extract"), 405),
        (client.get("/static/../app.py"), 404),
    ):
        assert response.status_code == status
        assert response.headers["content-type"] == "application/problem+json"


# Limits


def test_too_large_is_refused_whatever_the_headers_say(client):
    problem(client.post("/api/extract", json={"text": "a" * 500_000}), "too-large")

    def stream():
        for _ in range(50):
            yield b"a" * 10_000

    response = client.post("/api/extract", content=stream(), headers={"Content-Type": "text/plain"})
    problem(response, "too-large")
    found = problem(client.post("/api/extract", json={"text": "a " * 30_000}), "too-large")
    assert "60000 characters" in found["detail"]


def test_a_slow_document_is_stopped_and_the_next_one_served(sample):
    settings = Settings(time_limit=0.05)
    with TestClient(create_app(settings), base_url="http://127.0.0.1") as client:
        long = {"text": "El ministro de Salud, Juan Pérez, visitó Lima. " * 8000}
        problem(client.post("/api/extract", json=long), "too-slow")
        assert client.post("/api/extract", json={"text": "Lima."}).status_code == 200


def test_too_many_waiting_are_told_to_come_back():
    pool = Pool(Settings(max_waiting=0))
    pool.waiting = 1
    import asyncio

    from extractor.web.problems import Problem

    with pytest.raises(Problem) as refused:
        asyncio.run(pool.run("extract", "x", None, None))
    assert refused.value.kind == "busy"
    assert refused.value.headers["Retry-After"]


# Batch


def test_batch_answers_line_by_line_in_order(client):
    lines = [{"text": "Lima."}, {"txt": 1}, {"text": "Cusco.", "source": "c"}]
    body = "\n".join(map(json.dumps, lines)) + "\nno json\n"
    response = client.post(
        "/api/batch", content=body.encode(), headers={"Content-Type": "application/jsonl"}
    )
    found = [json.loads(line) for line in response.text.splitlines()]
    assert response.headers["content-type"] == "application/jsonl"
    assert [each.get("text") for each in found] == ["Lima.", None, "Cusco.", None]
    assert [each.get("line") for each in found] == [None, 2, None, 4]
    assert found[1]["type"] == "/problems/invalid"


def test_batch_takes_files(client):
    files = [("file", ("a.txt", b"Lima.")), ("file", ("b.png", b"x")), ("file", ("c.txt", b"Ica."))]
    response = client.post("/api/batch", files=files)
    found = [json.loads(line) for line in response.text.splitlines()]
    assert [each.get("source") for each in found] == ["a.txt", None, "c.txt"]


def test_a_message_gives_its_attachments_too(client):
    from email.message import EmailMessage

    message = EmailMessage()
    message["Subject"] = "Nota de prensa"
    message["Date"] = "Mon, 30 Jan 2023 10:00:00 -0500"
    message.set_content("El Ministerio de Salud informó sobre la campaña.\n")
    message.add_attachment("La ministra visitó Lima.\n", filename="nota.txt")
    data = bytes(message)
    response = client.post("/api/batch", files={"file": ("m.eml", data)})
    found = [json.loads(line) for line in response.text.splitlines()]
    assert len(found) == 2, found
    assert found[0]["published"] == "2023-01-30"
    one = client.post("/api/extract", content=data, headers={"Content-Type": "message/rfc822"})
    assert "nota.txt" in " ".join(one.json()["meta"]["warnings"])


# Show, correct, take away


def test_view_check_suggest_and_correct(client, seed):
    view = client.post("/api/view?language=en", json=seed).json()
    assert "data-start" in view["text"]
    assert "Organizations" in view["panel"]
    assert view["count"] == sum(len(seed[name]) for name in FIELDS)
    findings = client.post("/api/check", json=seed).json()
    assert {"rule", "start", "end", "severity", "message", "advice"} <= set(findings[0])
    start = seed["text"].index("cinco Centros")
    body = {"record": seed, "field": "figures", "start": start, "end": start + 13}
    assert client.post("/api/suggest", json=body).json()["value"] == 5
    corrections = [
        {"action": "set", "field": "officials", "entity": 0, "values": {"role": "ministra"}}
    ]
    body = {"record": seed, "corrections": corrections}
    after = client.post("/api/correct", json=body).json()
    assert after["officials"][0]["role"] == "ministra"
    body["corrections"] = [{"action": "remove", "field": "officials", "entity": 99}]
    problem(client.post("/api/correct", json=body), "correction")
    body["corrections"] = [{"action": "shout"}]
    found = problem(client.post("/api/correct", json=body), "invalid")
    assert found["errors"][0]["pointer"].startswith("#/corrections/0")


def test_a_record_that_does_not_fit_its_text_is_refused(client, seed):
    changed = {**seed, "text": seed["text"][1:]}
    problem(client.post("/api/view", json=changed), "invalid")
    found = problem(client.post("/api/export/json", json={"records": [changed]}), "invalid")
    assert found["errors"][0]["pointer"].startswith("#/records/0")


@pytest.mark.parametrize("kind", ["json", "csv", "xlsx", "html", "docx"])
def test_downloads_hold_the_record(client, seed, kind):
    response = client.post(f"/api/export/{kind}", json={"records": [seed]})
    assert response.status_code == 200, response.text
    assert "attachment" in response.headers["content-disposition"]
    name = "Nancy Tolentino"
    if kind == "json":
        assert PressRelease.model_validate_json(response.content).model_dump(mode="json") == seed
    elif kind == "html":
        assert name in response.text
    else:
        with zipfile.ZipFile(io.BytesIO(response.content)) as archive:
            assert any(
                name in archive.read(each).decode("utf-8", "replace") for each in archive.namelist()
            )


def test_no_cell_starts_a_formula(client):
    import csv

    from openpyxl import load_workbook

    text = "=1+1, el Ministerio de Salud. “=HYPERLINK(0)”, dijo Juan Pérez, ministro de Salud."
    record = client.post("/api/extract", json={"text": text, "source": "=cmd|x"}).json()
    correction = {"action": "set", "field": "organizations", "entity": 0,
                  "values": {"name": "=1+1", "acronym": "@x", "aliases": ["+1", "-1"]}}  # fmt: skip
    record = client.post(
        "/api/correct", json={"record": record, "corrections": [correction]}
    ).json()
    sheet = client.post("/api/export/xlsx", json={"records": [record]})
    book = load_workbook(io.BytesIO(sheet.content))
    cells = [cell for page in book for row in page.iter_rows() for cell in row]
    assert cells
    assert all(cell.data_type != "f" for cell in cells)
    packed = client.post("/api/export/csv", json={"records": [record]})
    with zipfile.ZipFile(io.BytesIO(packed.content)) as archive:
        for name in archive.namelist():
            for row in csv.reader(io.StringIO(archive.read(name).decode("utf-8-sig"))):
                assert not [cell for cell in row if cell[:1] in ("=", "+", "-", "@", "\t", "\r")], (
                    name
                )


def test_several_records_make_one_file(client, seed):
    body = {"records": [seed, seed]}
    lines = client.post("/api/export/json", json=body)
    assert len(lines.text.splitlines()) == 2
    pages = client.post("/api/export/html", json=body)
    with zipfile.ZipFile(io.BytesIO(pages.content)) as archive:
        assert "index.html" in archive.namelist()
    table = client.post("/api/table", json=body).json()
    assert table["html"].count("<table") == 2


def test_text_is_data_in_pages_and_tables(client):
    record = client.post("/api/extract", json={"text": NASTY, "source": NASTY}).json()
    view = client.post("/api/view", json=record).json()
    page = client.post("/api/export/html", json={"records": [record]}).text
    table = client.post("/api/table", json={"records": [record]}).json()["html"]
    for html in (view["text"], view["panel"], page, table):
        assert "<script>alert" not in html


# Pages and description


def test_pages_load_nothing_from_outside(client):
    import re

    for path in ("/", "/?lang=en", "/docs", "/login", "/problems/too-large"):
        response = client.get(path)
        assert response.status_code == 200, path
        assert response.headers["content-security-policy"] == POLICY
        assert not re.findall(r'<(?:script|link|img)[^>]+(?:src|href)="(?!/static/)', response.text)
        assert "<style" not in response.text
        assert 'style="' not in response.text
        for static in re.findall(r'"(/static/[^"]+)"', response.text):
            assert client.get(static).status_code == 200, static


def test_the_page_speaks_spanish_and_english(client):
    assert 'lang="es"' in client.get("/").text
    assert "Extraer" in client.get("/").text
    assert ">Extract<" in client.get("/?lang=en").text


def test_openapi_describes_every_path_and_model(client):
    spec = client.get("/openapi.json").json()
    text = json.dumps(spec)
    names = spec["components"]["schemas"]
    for reference in {part.split('"')[0] for part in text.split("#/components/schemas/")[1:]}:
        assert reference in names
    assert {"/api/extract", "/api/batch", "/api/schema", "/health"} <= set(spec["paths"])
    docs = client.get("/docs").text
    assert all(path in docs for path in spec["paths"])
    assert client.get("/api/schema").json() == PressRelease.model_json_schema(mode="serialization")


# Guards


def test_health_tells_the_version(client):
    from extractor import __version__

    assert client.get("/health").json() == {"status": "ok", "version": __version__}


def test_foreign_names_and_pages_are_refused(client):
    problem(client.get("/", headers={"Host": "evil.example"}), "origin")
    headers = {"Origin": "http://evil.example"}
    problem(client.post("/api/extract", json={"text": "x"}, headers=headers), "origin")
    assert client.get("/", headers={"Host": "localhost:8000"}).status_code == 200


@pytest.mark.parametrize(
    ("host", "own"),
    [("127.0.0.1", True), ("localhost", True), ("::1", True), ("0.0.0.0", False),
     ("192.168.1.2", False), ("example.org", False)],
)  # fmt: skip
def test_loopback(host, own):
    assert is_loopback(host) is own


def test_the_token_guards_everything_but_health():
    token = "una clave muy larga"
    settings = Settings(host="0.0.0.0", token=token)
    client = TestClient(create_app(settings), base_url="http://server.example")  # no workers needed
    assert client.get("/health").status_code == 200
    problem(client.get("/docs"), "token")
    assert problem(client.post("/api/extract", json={"text": "x"}), "token")
    wrong = {"Authorization": "Bearer una clave muy larg"}
    problem(client.get("/docs", headers=wrong), "token")
    assert client.get("/docs", headers={"Authorization": f"Bearer {token}"}).status_code == 200
    assert client.get("/", follow_redirects=False).headers["location"] == "/login"
    assert client.post("/login", data={"token": "x"}).status_code == 401
    signed = client.post("/login", data={"token": token}, follow_redirects=False)
    assert signed.status_code == 303
    cookie = signed.headers["set-cookie"].lower()
    assert "httponly" in cookie
    assert "samesite=strict" in cookie
    assert token not in cookie
    assert client.get("/docs").status_code == 200
    fresh = TestClient(create_app(settings), base_url="http://server.example")
    opened = fresh.get("/", params={"token": token}, follow_redirects=False)
    assert opened.headers["location"] == "/"
    assert fresh.get("/").status_code == 200


def test_a_short_token_is_refused():
    with pytest.raises(ExtractorError):
        Settings(token="short")


def test_what_fails_inside_tells_neither_the_reader_nor_the_log(caplog):
    app = make(Settings())

    @app.get("/broken")
    def broken():
        raise ValueError("palabras del comunicado")

    from extractor.web.guard import Guard

    client = TestClient(Guard(app, Settings()), base_url="http://127.0.0.1")
    response = client.get("/broken")
    problem(response, "failed")
    assert "palabras" not in response.text + caplog.text
    assert "ValueError" in caplog.text
