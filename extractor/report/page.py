"""From answers to the page. Everything that comes from documents is escaped by the template."""

from __future__ import annotations

import json
import os
import re
from functools import cache
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from extractor.report import charts
from extractor.report.questions import Answers

HOME = Path(__file__).parent
LANGUAGES = ("es", "en")


@cache
def words(language: str) -> dict[str, Any]:
    """The words of the page in this language."""
    path = HOME / "languages" / f"{language}.json"
    found: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return found


def page(found: Answers, target: Path, out: Path | None, language: str) -> str:
    """The page as one HTML document."""
    say = words(language)
    environment = Environment(
        loader=FileSystemLoader(HOME / "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    home = (out.parent if out is not None else Path()).absolute()
    number = _numbers(language)
    environment.filters |= {
        "number": number,
        "link": lambda source: link(source, home),
        "period": lambda first, last: period(first, last),
    }
    label = say["documents"]
    drawn = {
        "time": charts.over_time(found.periods, found.unit, label) if found.periods else None,
        "institutions": _bars([(n, k) for n, _, k in found.institutions], label),
        "countries": _bars(found.countries, label),
        "places": _bars([(f"{n} ({c})" if c else n, k) for n, c, k in found.places], label),
    }
    style = Markup((HOME / "static" / "report.css").read_text(encoding="utf-8"))
    return environment.get_template("report.html").render(
        found=found, say=say, charts=drawn, language=language, name=target.name, style=style
    )


def _bars(values: list[tuple[str, int]], label: str) -> Markup | None:
    return charts.bars([(_short(name), n) for name, n in values], label) if values else None


def _short(name: str) -> str:
    return name if len(name) <= 60 else f"{name[:57]}…"


def _numbers(language: str) -> Any:
    """Thousands and decimals as the language writes them; a space leaves no doubt in Spanish."""

    def number(value: float) -> str:
        text = f"{value:,.2f}".removesuffix(".00")
        if language == "es":
            return text.replace(",", "\N{NARROW NO-BREAK SPACE}").replace(".", ",")
        return text

    return number


_CONTAINER = re.compile(r"(?::\d+|[!#].*)$")


def link(source: str | None, home: Path) -> str | None:
    """Where a document's source leads: an address of the web, or a file that is there.

    Nothing else becomes a link, since ids come from the archive.
    """
    if source is None:
        return None
    if re.match(r"https?://", source):
        return source
    for path in (source, _CONTAINER.sub("", source)):
        if path and "\0" not in path and os.path.isfile(path):
            from urllib.parse import quote

            return quote(Path(os.path.relpath(path, home)).as_posix())
    return None


def period(first: str | None, last: str | None) -> str:
    """From one day to another, as ISO dates."""
    if first is None or last is None:
        return "—"
    return first if first == last else f"{first} – {last}"
