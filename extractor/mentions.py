"""The mentions of one entity: what its best name is, and what they state together."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from spacy.tokens import Doc, Span

from extractor import records
from extractor.spans import facts, group

Facts = dict[str, Any]
"""What the component that found a span states of it."""


class Named:
    """The mentions of one entity: spans, and in the same order the facts of each."""

    __slots__ = ("spans", "text", "told")

    def __init__(self, spans: list[Span], told: list[Facts], text: str) -> None:
        self.spans = spans
        self.told = told
        self.text = text

    def shown(self) -> bool:
        """Whether the record shows it; an agency's mark in a dateline is evidence only."""
        return bool([told for told in self.told if not told.get("hidden")])

    def first(self, fact: str, best: int = 0) -> Any:
        """The first value that a mention states for this fact, the best mention asked first."""
        for told in (self.told[best], *self.told) if best else self.told:
            value = told.get(fact)
            if value is not None:
                return value
        return None

    def fullest(self, among: Iterable[int] | None = None) -> int:
        """The mention that names it best: a full form before a short one, then the longest."""
        spans = self.spans
        if len(spans) == 1:
            return 0
        choice = range(len(spans)) if among is None else list(among)
        forms = {k: self.told[k].get("form", "full") for k in choice}
        full = [k for k, form in forms.items() if form == "full"]
        chosen = full or [k for k, form in forms.items() if form != "generic"] or choice
        return max(chosen, key=lambda k: (spans[k].end - spans[k].start, -spans[k].start))

    def name_at(self, k: int) -> str:
        """What this mention calls it."""
        name: str | None = self.told[k].get("name")
        return name or self.clean(k)

    def clean(self, k: int) -> str:
        """The text of this mention as a name."""
        span = self.spans[k]
        return clean(self.text[span.start_char : span.end_char])

    def without_generic(self) -> Named:
        """Only the mentions that name it, and not those by a common noun."""
        kept = [k for k, told in enumerate(self.told) if told.get("form") != "generic"]
        if len(kept) == len(self.told):
            return self
        return Named([self.spans[k] for k in kept], [self.told[k] for k in kept], self.text)

    def aliases(self, name: str) -> tuple[str, ...]:
        """Its names other than this one."""
        forms = dict.fromkeys([self.clean(k) for k in range(len(self.spans))])
        return tuple([form for form in forms if form != name])

    def rule(self, k: int) -> str:
        """The rule that found this mention."""
        rule: str = self.spans[k].id_ or self.spans[k].label_
        return rule

    def confidence(self) -> float:
        """That of the surest mention."""
        return max([float(told.get("confidence", 1.0)) for told in self.told])


def entities_of(doc: Doc, name: str, text: str) -> list[tuple[str, Named]]:
    """The entities of a group, in order of first mention."""
    by_key: dict[str, list[Span]] = {}
    for span in sorted(group(doc, name), key=lambda s: (s.start, -s.end)):
        key = span.kb_id_ or clean(text[span.start_char : span.end_char]).casefold()
        by_key.setdefault(key, []).append(span)
    return [
        (key, Named(spans, [facts(span, name) for span in spans], text))
        for key, spans in by_key.items()
    ]


def clean(text: str) -> str:
    """A mention as a name: one blank between words, whatever line breaks the text has."""
    return " ".join(text.split())


def mention_of(text: str, start: int, end: int) -> records.Mention:
    """These characters as a mention."""
    return records.Mention(text=text[start:end], start=start, end=end)


def mentions_of(spans: Iterable[Span], text: str) -> tuple[records.Mention, ...]:
    """These spans as mentions, in order and without repeats."""
    unique = {(span.start_char, span.end_char) for span in spans}
    return tuple([mention_of(text, start, end) for start, end in sorted(unique)])
