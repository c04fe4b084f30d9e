"""Words that say which one is meant: the next, the last, this one."""

from __future__ import annotations

NEXT = "proximo|proxima|proximos|proximas|entrante|siguiente|siguientes|venidero|venidera|venideros"
LAST = (
    "ultimo|ultima|ultimos|ultimas|pasado|pasada|pasados|pasadas|anterior|anteriores|previo|previa"
)
THIS = "este|esta|estos|estas|presente|corriente|actual|mismo|misma"
WHICH = rf"(?P<which>{NEXT}|{LAST}|{THIS})"


def direction(which: str | None) -> int | None:
    """1 for the next, -1 for the last, 0 for this one, None where the word says nothing."""
    if which is None:
        return None
    which = " ".join(which.split())
    if which in NEXT.split("|") or which == "que viene":
        return 1
    if which in LAST.split("|") or which == "que paso":
        return -1
    if which in THIS.split("|") or which == "en curso":
        return 0
    return None
