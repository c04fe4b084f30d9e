"""What the readers share: the text in question and what they find in it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from extractor.temporal.timex import Value
from extractor.temporal.words import Vocabulary

FUTURE = re.compile(
    r"\b(?:\w{2,}(?:rá|rán|remos|ré|ría|rían)|va a|van a|vamos a|iniciará|prevé|prevén|"
    r"previst[oa]s?|"
    r"programad[oa]s?|próxim[oa]s?|vence|cierra|arranca|comienza|empieza)\b"
)
PAST = re.compile(
    r"\b(?:\w{2,}(?:ó|aron|ieron|jeron|aba|aban)|fue|fueron|hubo|hizo|dijo|tuvo|estuvo|"
    r"puso|vino|dio|vio|produjo|ha|han|había|habían|era|eran)\b"
)
SENTENCE_END = re.compile(r"[.!?…][\"”»)]?\s|\n")
WINDOW = 180


@dataclass(frozen=True, slots=True)
class Context:
    """One document: `plain` is `text` in small letters without accents, of the same length."""

    text: str
    plain: str
    published: date | None
    country: str | None
    words: Vocabulary

    def tense(self, start: int, end: int) -> int:
        """-1 past, 1 future, 0 unknown: by the nearest verb of the sentence."""
        left = max(0, start - WINDOW)
        for cut in SENTENCE_END.finditer(self.text, left, start):
            left = cut.end()
        close = SENTENCE_END.search(self.text, end, end + WINDOW)
        right = close.start() if close else min(len(self.text), end + WINDOW)
        low = self.text[left:right].lower()
        at, to = start - left, end - left
        best, tense = WINDOW + 1, 0
        for pattern, value in ((FUTURE, 1), (PAST, -1)):
            for match in pattern.finditer(low):
                distance = at - match.end() if match.end() <= at else match.start() - to
                if 0 <= distance < best:
                    best, tense = distance, value
        return tense


CLAUSE_END = re.compile(r"[.!?…;:,()\n“”\"«»—]")


def is_present(context: Context, start: int, end: int) -> bool:
    """Whether the clause tells a state of affairs: no verb of it is past or future."""
    left = max(0, start - WINDOW)
    for cut in CLAUSE_END.finditer(context.text, left, start):
        left = cut.end()
    close = CLAUSE_END.search(context.text, end, end + WINDOW)
    clause = context.text[left : close.start() if close else end + WINDOW].lower()
    if len(clause.split()) < 3:
        return False
    return FUTURE.search(clause) is None and PAST.search(clause) is None


@dataclass(frozen=True, slots=True)
class Found:
    """A temporal expression in characters, its value and the rule that read it."""

    start: int
    end: int
    value: Value
    rule: str
    relative: bool = False
    confidence: float = 1.0
    year_given: bool = True
