"""What a word's form alone tells, read once and kept from document to document."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from spacy.strings import StringStore

from extractor.lexicon import fold

# One character per word, so that a phrase is a regular expression over the document.
# C capitalised  A all capitals  I initial  U capital in a line of capitals  n number
# D de/del  T article  Y y/e  P para, por…  E en, a…  w other word in small letters
# q quotation mark  and , ; : . ( ) - / as themselves; x anything else
PARTICLES = {
    **dict.fromkeys(("de", "del"), "D"),
    **dict.fromkeys(("la", "las", "el", "los", "lo"), "T"),
    **dict.fromkeys(("y", "e", "&"), "Y"),
    **dict.fromkeys(("para", "por", "contra", "sobre"), "P"),
    **dict.fromkeys(("en", "a", "al", "ante", "entre", "con", "sin"), "E"),
}
_MARKS = {
    **{mark: mark for mark in ",;:.()-/"},
    **dict.fromkeys("“”«»\"‘’'", "q"),
    **dict.fromkeys("—–", "-"),
    **dict.fromkeys("[{", "("),
    **dict.fromkeys("]}", ")"),
    "…": ".",
    "?": ".",
    "!": ".",
    ".-": ".",
    ".–": ".",
}
LETTERS = frozenset("CAIDTYPEw")
"""Classes of words, other than numbers and marks."""

KEPT = 20_000
"""Forms that are kept; then the memory is emptied, and the frequent ones are soon back."""


Form = tuple[str, str, str, str, str, bool, str, bool]
"""A token as it stands, in lower case and folded; its class; its case: `u` for a word in
capitals, `l` for another word, `.` for what is none; whether it is white space; the letters
and digits with which it begins, folded; and whether a name may begin with it.

A plain tuple, which the garbage collector does not follow.
"""
COLUMNS = 8
_RUN = re.compile(r"\w+")


_known: dict[int, Form] = {}


def forms_of(orths: Sequence[int], strings: StringStore) -> list[Form]:
    """The forms of these tokens; `orths` are spaCy's hashes, which depend on the form alone."""
    known = _known
    missing = set(orths).difference(known)
    if missing:
        if len(known) + len(missing) > KEPT:
            known.clear()
            missing = set(orths)
        for orth in missing:
            known[orth] = _form(strings[orth])
    return [known[orth] for orth in orths]


def columns(forms: Sequence[Form]) -> list[list[Any]]:
    """All texts, all lower cases… of these forms, a list for each attribute."""
    return [list(column) for column in zip(*forms, strict=True)] or [[] for _ in range(COLUMNS)]


def _form(text: str) -> Form:
    low = text.lower()
    kind = _class(text, low)
    case = "." if kind not in LETTERS else "u" if text.isupper() else "l"
    folded = fold(low)
    run = folded if folded.isalnum() else match[0] if (match := _RUN.match(folded)) else ""
    return text, low, folded, kind, case, text.isspace(), run, text != low or kind == "n"


def _class(text: str, low: str) -> str:
    head = text[0]
    if head.isalpha():
        if not head.isupper():
            return PARTICLES.get(low, "w")
        if len(text) == 1 or (len(text) == 2 and text[1] == "."):
            return PARTICLES.get(low, "I") if low in ("y", "e", "a") else "I"
        return "A" if text.isupper() else "C"
    if head.isdigit():
        return "n"
    if text == "&":
        return "Y"
    return _MARKS.get(text, "x")
