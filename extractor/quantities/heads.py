"""What stands right after a number, by which most of those who might read on can be spared.

The head is the letters of the next word, or the one mark that stands there. A unit, a
currency, a fraction can only follow where the head is that of one of their forms.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

_HEAD = re.compile(r"\s*([a-zñ]+|\S?)")


def head_after(plain: str, end: int) -> str:
    """The head of what follows a character; empty at the end of the text.

    Blanks and line breaks are passed over: a head allows a form, it does not find one.
    """
    match = _HEAD.match(plain, end)
    return match[1] if match else ""


def heads(forms: Iterable[str]) -> frozenset[str]:
    """The heads of these forms, which are in plain text."""
    return frozenset(head_after(form, 0) for form in forms)
