"""From records to HTML. Text is data: everything that comes from a record is escaped here."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup, escape

from extractor.records import FIELDS, PressRelease
from extractor.view.describe import Value, document_of, values_of
from extractor.view.languages import words as words_of
from extractor.view.relations import links_of, reported_of
from extractor.view.segments import Finding, Mark, Piece, lines_of, marks_of

HOME = Path(__file__).parent
SEVERITIES = ("error", "warning", "info")


@dataclass(frozen=True, slots=True)
class Fragments:
    """The two halves of the view, as HTML: the text with its highlights, and the record."""

    text: str
    panel: str


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of an index of pages."""

    href: str
    title: str
    source: str
    counts: dict[str, int]


@cache
def environment() -> Environment:
    """Templates escape all values and know no undefined ones."""
    found = Environment(
        loader=FileSystemLoader(HOME / "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    found.globals["fields"] = FIELDS
    return found


@cache
def asset(name: str) -> str:
    """A style sheet or script of ours, to be written into a page."""
    return (HOME / "static" / name).read_text(encoding="utf-8")


def fragments(
    record: PressRelease,
    findings: Sequence[Finding] | None = None,
    language: str = "es",
    editable: bool = False,
) -> Fragments:
    """The text and the panel of one record, for a page that holds them.

    Args:
        findings: of the check of this record; None where there was none.
        editable: with buttons to correct the values.
    """
    words = words_of(language)
    values = values_of(record, words)
    text = text_html(record, values, findings or (), words)
    panel = (
        environment()
        .get_template("panel.html")
        .render(
            w=words,
            document=document_of(record, words),
            values=values,
            findings=findings,
            editable=editable,
            links=list(links_of(record, words)),
            reported=list(reported_of(record, words)),
        )
    )
    return Fragments(text, panel)


def text_html(
    record: PressRelease,
    values: dict[str, list[Value]],
    findings: Sequence[Finding],
    words: dict[str, Any],
) -> str:
    """The text, one paragraph a line; every piece tells the offset where it starts."""
    hover = {value.key: value.hover(words) for each in values.values() for value in each}
    noted = [f"{_severity(f, words)}: {f.message}" for f in findings]
    lines = []
    for line in lines_of(record.text, marks_of(record), findings):
        pieces = "".join(_piece(piece, hover, noted, words) for piece in line)
        lines.append(f"<p>{pieces}</p>")
    return "".join(lines)


def _severity(finding: Finding, words: dict[str, Any]) -> str:
    return str(words["severity"].get(finding.severity, finding.severity))


def _visible(text: str) -> str:
    """As HTML that a browser gives back character by character.

    A parser turns CR LF into LF and drops NUL, which would move the offsets of
    a selection; so CR is written as a reference and NUL as its replacement.
    """
    return str(escape(text)).replace("\r", "&#13;").replace("\0", "\N{REPLACEMENT CHARACTER}")


def _piece(piece: Piece, hover: dict[str, str], noted: list[str], words: dict[str, Any]) -> str:
    notes = [noted[n] for n in piece.findings]
    classes = ["noted"] if notes else []
    if not piece.marks:
        attributes = f' class="noted" title="{escape(chr(10).join(notes))}"' if notes else ""
        return f'<span data-start="{piece.start}"{attributes}>{_visible(piece.text)}</span>'
    anchors = "".join(f'<span id="m-{mark.key}"></span>' for mark in piece.opens)
    inner = piece.marks[0]
    classes += ["m", inner.field, *(f"l{m.lane}-{m.field}" for m in reversed(piece.marks))]
    code = ""
    if inner in piece.closes:
        classes.append("z")
        code = f' data-code="{escape(words["codes"][inner.field])}"'
    title = "\n".join([*dict.fromkeys(hover[mark.entity_key] for mark in piece.marks), *notes])
    common = (
        f'data-start="{piece.start}" class="{" ".join(classes)}" '
        f'data-marks="{" ".join(mark.key for mark in piece.marks)}"{code} '
        f'title="{escape(title)}"'
    )
    if _leads(piece, inner):
        label = _visible(piece.text)
        return f'{anchors}<a href="#e-{inner.entity_key}" draggable="false" {common}>{label}</a>'
    return f"{anchors}<span {common}>{_visible(piece.text)}</span>"


def _leads(piece: Piece, inner: Mark) -> bool:
    """Whether the piece is the link of its mention: the first one that shows it."""
    return inner in piece.opens and bool(piece.text.strip())


def page(
    record: PressRelease,
    findings: Sequence[Finding] | None = None,
    language: str = "es",
    title: str | None = None,
    index: str | None = None,
) -> str:
    """One self-contained HTML page: nothing in it is fetched from anywhere.

    Args:
        index: address of the page that lists this one among others.
    """
    words = words_of(language)
    parts = fragments(record, findings, language)
    return _page(
        "page.html",
        words,
        title=title or title_of(record, words),
        text=Markup(parts.text),
        panel=Markup(parts.panel),
        index=index,
        version=record.meta.extractor,
        record=_embedded(record.model_dump_json()),
    )


def index_page(entries: Sequence[Entry], language: str = "es", version: str = "") -> str:
    """A page that lists others, with the number of values of each field."""
    words = words_of(language)
    return _page("index.html", words, title=words["index"], entries=entries, version=version)


def title_of(record: PressRelease, words: dict[str, Any]) -> str:
    """The headline, else the beginning of the text."""
    first = next((line.strip() for line in record.text.splitlines() if line.strip()), "")
    name = record.headline or first or words["untitled"]
    return name if len(name) <= 90 else name[:89].rsplit(" ", 1)[0] + "…"


def _embedded(text: str) -> Markup:
    """JSON inside a script element: no character of it can end the element."""
    safe = text.replace("&", "\\u0026").replace("<", "\\u003c").replace(">", "\\u003e")
    return Markup(safe.replace("\u2028", "\\u2028").replace("\u2029", "\\u2029"))


def _page(template: str, words: dict[str, Any], **values: Any) -> str:
    style, script = asset("view.css"), asset("view.js")
    policy = (
        f"default-src 'none'; style-src {_hash(style)}; script-src {_hash(script)}; "
        "base-uri 'none'; form-action 'none'"
    )
    return (
        environment()
        .get_template(template)
        .render(w=words, style=Markup(style), script=Markup(script), policy=policy, **values)
    )


@cache
def _hash(text: str) -> str:
    digest = base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()
    return f"'sha256-{digest}'"
