"""What happens on a date: the clause of its verb, as text."""

from __future__ import annotations

from spacy.tokens import Span

from extractor.links.scene import Sentence
from extractor.spans import facts
from extractor.words import Words

DATED = frozenset(("DATE", "TIME"))
OPENERS = frozenset(
    'y e o que pero , . ; : ( ) “ ” « » " - mientras aunque porque pues donde'.split()
)
BEFORE_DATE = frozenset("el la los las en de del desde hasta a al para durante este esta".split())


def event(words: Words, sentence: Sentence, date: Span, first: int, last: int) -> list[int] | None:
    """The characters of what the date (words `first` to `last`) dates; None without a verb."""
    fact = facts(date, "dates")
    if fact.get("type") not in DATED or fact.get("hidden"):
        return None
    clause = sentence.clauses[sentence.clause_of(first)]
    begin, end = clause.first, clause.last
    if clause.verb < 0:
        following = sentence.clauses[sentence.clause_of(first) + 1 :]
        if not following or following[0].verb < 0:
            return None
        end = following[0].last
    lower = words.lower
    begin, end = _trim(lower, begin, end)
    if first <= begin + 1 and last < end and not begin <= clause.verb < first:
        begin = last + 1
    elif last >= end - 1 and begin < first:
        end = first - 1
        while end > begin and lower[end] in BEFORE_DATE:
            end -= 1
    begin, end = _trim(lower, begin, end)
    return [words.starts[begin], words.ends[end]] if begin <= end else None


def _trim(lower: list[str], begin: int, end: int) -> tuple[int, int]:
    while begin < end and lower[begin] in OPENERS:
        begin += 1
    while end > begin and lower[end] in OPENERS:
        end -= 1
    return begin, end
