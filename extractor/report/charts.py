"""Charts as SVG, drawn here by Vega-Lite (vl-convert), without network or script."""

from __future__ import annotations

import re
from typing import Any

from markupsafe import Markup

INK, SOFT, LINE, ACCENT = "#1b1c22", "#565a66", "#c9ccd6", "#1a56b0"
FONT = "system-ui, sans-serif"
CONFIG = {
    "background": "transparent",
    "font": FONT,
    "view": {"stroke": None},
    "axis": {
        "labelColor": SOFT,
        "titleColor": SOFT,
        "gridColor": LINE,
        "domainColor": LINE,
        "tickColor": LINE,
        "labelFontSize": 12,
        "labelLimit": 320,
    },
}


def over_time(periods: list[tuple[str, int]], unit: str, label: str) -> Markup:
    """Documents in each day, month or year."""
    form = {"day": "%d/%m", "month": "%m/%Y", "year": "%Y"}[unit]
    time = {"day": "utcyearmonthdate", "month": "utcyearmonth", "year": "utcyear"}[unit]
    values = [{"period": f"{period}-01-01"[:10], "n": n} for period, n in periods]
    return _svg(
        {
            "width": 860,
            "height": 180,
            "data": {"values": values},
            "mark": {"type": "bar", "color": ACCENT},
            "encoding": {
                "x": {
                    "field": "period",
                    "type": "temporal",
                    "timeUnit": time,
                    "title": None,
                    "axis": {"format": form, "labelOverlap": True},
                },
                "y": {"field": "n", "type": "quantitative", "title": label, "axis": _WHOLE},
            },
        }
    )


_WHOLE = {"format": ",d", "tickMinStep": 1}


def bars(values: list[tuple[str, float]], label: str, form: str = ",d") -> Markup:
    """A horizontal bar for each name, in the order given, with its number at the end."""
    rows = [{"name": name, "n": n} for name, n in values]
    x = {"field": "n", "type": "quantitative", "title": label}
    y = {"field": "name", "type": "nominal", "sort": None, "title": None}
    number = {"field": "n", "type": "quantitative", "format": form}
    return _svg(
        {
            "width": 480,
            "height": {"step": 22},
            "data": {"values": rows},
            "layer": [
                {
                    "mark": {"type": "bar", "color": ACCENT},
                    "encoding": {"x": {**x, "axis": {**_WHOLE, "grid": False}}, "y": y},
                },
                {
                    "mark": {"type": "text", "align": "left", "dx": 4, "color": INK, "font": FONT},
                    "encoding": {"x": x, "y": y, "text": number},
                },
            ],
        }
    )


def _svg(spec: dict[str, Any]) -> Markup:
    import vl_convert

    drawn: str = vl_convert.vegalite_to_svg({"config": CONFIG, **spec}, vl_version="5.20")
    # Scales with the page; the numbers stand in a table beside it, so readers aloud may skip it.
    width = re.search(r'<svg[^>]* width="([\d.]+)"', drawn)
    style = f' style="max-width:{width[1]}px;width:100%;height:auto"' if width else ""
    found = re.sub(r' width="[\d.]+" height="[\d.]+"', style, drawn, count=1)
    return Markup(found.replace("<svg ", '<svg aria-hidden="true" ', 1))
