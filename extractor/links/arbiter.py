"""Who wins where the rules and the trained recognizer disagree; here and nowhere else.

A *rule* is a mention that a lexicon or a pattern found (`persons`,
`organizations`, `places`), a *name* an entity of `doc.ents`. Where both say the
same, the rule stays, since it knows more. Where they differ:

1. A certain name wins: of 200 disagreements with names of certainty 0.9 and
   more, 179 names and 9 rules were right. Only a name of the gazetteer that is
   taken for an institution in exactly the same words stays a place (those are
   clubs against countries and states that act).
2. An uncertain name wins over the guesses of the grammar and over what is only
   a part of it (`YIELDS`), never over a lexicon in the same words.
3. Names that no rule has seen are added from a certainty on that depends on the
   kind (`ENOUGH`); below it more than half of them were wrong.
4. What is neither person, institution nor place (`MISC`: laws, prizes, events)
   removes what the grammar takes for an institution and places inside it.

Measured on the development part of CoNLL-2002, on Mx-news and on the share of
the training corpus that the recognizer has not seen. A name never comes of
page furniture, of a role, a demonym, a month, or of a word that only opens a
sentence.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from spacy.language import Language
from spacy.tokens import Doc, Span

from extractor.lexicon import fold, read_language, read_world
from extractor.place_lexicon import Gazetteer
from extractor.spans import FACTS, facts, furniture, group, in_ranges, put

GROUP_OF = {"PER": "persons", "ORG": "organizations", "LOC": "places"}
RULE_OF = {"PER": "ner.person", "ORG": "ner.organization", "LOC": "ner.place"}
CERTAIN = 0.9
ENOUGH = {"PER": 0.6, "ORG": 0.8, "LOC": 0.8}

# Rule, how the name lies to it, kind of the name: where even an uncertain name wins.
YIELDS = frozenset(
    {
        ("officials.name", "inside", "PER"),  # "Andrés Gil Foto": the name is shorter
        ("officials.name", "around", "LOC"),  # "San Luis Potosí" holds "Luis Potosí"
        ("organizations.pattern", "around", "ORG"),
        ("organizations.pattern", "inside", "ORG"),
        ("organizations.pattern", "inside", "LOC"),
        ("organizations.pattern", "same", "LOC"),
        ("places.gazetteer", "around", "ORG"),  # "Universidad de Colima" holds "Colima"
        ("places.gazetteer", "around", "LOC"),
        ("places.gazetteer", "same", "PER"),
        ("places.head", "around", "LOC"),
    }
)
STAYS = frozenset({("places.gazetteer", "same", "ORG")})
REMOVED = frozenset(
    {
        ("organizations.pattern", "same"),
        ("places.gazetteer", "around"),
    }
)


@Language.factory("press_arbiter", requires=["doc.ents", "doc.spans"], assigns=["doc.spans"])
def make_arbiter(nlp: Language, name: str) -> Arbiter:
    """The component that weighs names against rules."""
    return Arbiter()


@dataclass(slots=True)
class Name:
    """An entity of the recognizer (tokens, end exclusive)."""

    start: int
    end: int
    label: str
    certainty: float


class Arbiter:
    """Merges `doc.ents` into `persons`, `organizations` and `places`."""

    def __init__(self) -> None:
        self.gazetteer = Gazetteer()
        self.common = {row["word"] for row in read_language("common_words.csv")}
        self.never = {
            fold(form)
            for file in ("months.csv", "weekdays.csv")
            for row in read_language(file)
            for form in row.many("forms")
        }
        for row in read_world("countries.csv"):
            self.never.update(fold(form) for form in row.many("demonyms"))

    def __call__(self, doc: Doc) -> Doc:
        names = list(self._names(doc))
        if not doc.ents:
            return doc
        rules = [(name, span) for name in FACTS_GROUPS for span in group(doc, name)]
        at: dict[int, list[int]] = {}
        for i, (_, span) in enumerate(rules):
            for token in range(span.start, span.end):
                at.setdefault(token, []).append(i)
        touched = [{i for t in range(n.start, n.end) for i in at.get(t, ())} for n in names]
        lost: set[int] = set()
        for name, touching in zip(names, touched, strict=True):
            beaten = {i for i in touching if self._wins(name, *rules[i])}
            if beaten == touching or name.label == "MISC":
                lost |= beaten
        added = [
            (name, _kin(name, [rules[i] for i in sorted(touching)]))
            for name, touching in zip(names, touched, strict=True)
            if name.label in GROUP_OF
            and touching <= lost
            and (touching or name.certainty >= ENOUGH[name.label])
        ]
        self._write(doc, rules, lost, added)
        return doc

    # ------------------------------------------------------------------ names

    def _names(self, doc: Doc) -> Iterator[Name]:
        """The entities that may be names at all, without roles before them."""
        skip = furniture(doc)
        roles = [(s.start_char, facts(s, "roles").get("head_end", 0)) for s in group(doc, "roles")]
        for ent in doc.ents:
            if in_ranges(ent.start_char, skip):
                continue
            start = ent.start
            for begin, end in roles:
                if ent.start_char <= begin < ent.end_char or begin <= ent.start_char < end:
                    while start < ent.end and doc[start].idx < end and doc[start].idx >= begin:
                        start += 1
            certainty = ent._.certainty if ent._.certainty is not None else 1.0
            name = Name(start, ent.end, ent.label_, certainty)
            if start < ent.end and not self._is_word(doc, name):
                yield name

    def _is_word(self, doc: Doc, name: Name) -> bool:
        """Whether it is no name but a word with a capital, or with none."""
        texts = [doc[i].text for i in range(name.start, name.end)]
        if not any(text[0].isupper() for text in texts):
            return True
        if len(texts) > 1:
            return False
        if fold(texts[0]) in self.never:
            return True
        opens = bool(doc[name.start].is_sent_start)
        return opens and name.certainty < CERTAIN and texts[0].lower() in self.common

    # --------------------------------------------------------------- verdicts

    @staticmethod
    def _wins(name: Name, group_name: str, rule: Span) -> bool:
        """Whether the name replaces the rule."""
        same = (name.start, name.end) == (rule.start, rule.end)
        if same and GROUP_OF.get(name.label) == group_name:
            return False
        family = _family(rule)
        how = _relation(name, rule)
        if name.label == "MISC":
            return (family, how) in REMOVED
        if (family, how, name.label) in STAYS:
            return False
        return name.certainty >= CERTAIN or (family, how, name.label) in YIELDS

    # ---------------------------------------------------------------- writing

    def _write(
        self,
        doc: Doc,
        rules: list[tuple[str, Span]],
        lost: set[int],
        added: list[tuple[Name, Span | None]],
    ) -> None:
        if not lost and not added:
            return
        kept: dict[str, list[Span]] = {name: [] for name in FACTS_GROUPS}
        for i, (group_name, span) in enumerate(rules):
            if i not in lost:
                kept[group_name].append(span)
        for name, kin in added:
            kept[GROUP_OF[name.label]].append(self._span(doc, name, kin))
        for group_name, spans in kept.items():
            put(doc, group_name, spans)

    def _span(self, doc: Doc, name: Name, kin: Span | None) -> Span:
        group_name = GROUP_OF[name.label]
        label = group_name[:-1]
        span = Span(doc, name.start, name.end, label=label, span_id=RULE_OF[name.label])
        fact: dict[str, Any] = {"form": "full", "confidence": round(name.certainty, 2)}
        old = facts(kin, group_name) if kin is not None else {}
        if name.label == "PER" and old.get("honorific"):
            fact["honorific"] = old["honorific"]
        if name.label == "ORG":
            fact["kind"] = old.get("kind", "other")
            if len(span) == 1 and span.text.isupper():
                fact["form"] = "acronym"
        if name.label == "LOC":
            bearers = self.gazetteer.bearers(span.text)
            fact = {
                "confidence": fact["confidence"],
                "bearers": [place.key for place in bearers],
                "weak": any(place.word or place.person for place in bearers),
            }
        span._.set(FACTS[group_name], fact)
        return span


FACTS_GROUPS = tuple(GROUP_OF.values())


def _family(rule: Span) -> str:
    """`organizations.pattern_ministerio` is `organizations.pattern`."""
    return rule.id_.partition("_")[0] if rule.id_.startswith("organizations.p") else rule.id_


def _relation(name: Name, rule: Span) -> str:
    if (name.start, name.end) == (rule.start, rule.end):
        return "same"
    if name.start <= rule.start and rule.end <= name.end:
        return "around"
    if rule.start <= name.start and name.end <= rule.end:
        return "inside"
    return "across"


def _kin(name: Name, beaten: Iterable[tuple[str, Span]]) -> Span | None:
    """The beaten rule of the same kind, whose facts the name takes over."""
    wanted = GROUP_OF[name.label]
    return next((span for group_name, span in beaten if group_name == wanted), None)
