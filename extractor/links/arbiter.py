"""Who wins where the rules and the trained recognizer disagree; here and nowhere else.

A *rule* is a mention that a lexicon or a pattern found (`persons`,
`organizations`, `places`), a *name* an entity of `doc.ents`. Where both say the
same, the rule stays, since it knows more. Where they differ, `WINS` says from
which certainty on the name is right more often than the rule; what is not in it
the rule keeps. Names that no rule has seen are added from a certainty on that
depends on the kind (`ENOUGH`); below it more than half of them were wrong.

Counted on CoNLL-2002 (development, and the share of `train` kept from the
recognizer) and on Mx-news (development); the counts stand beside the lines.
Annotated press releases had the last word on institutions: there the grammar
knows better where a name ends (*Federación de Ganaderos del Beni y Pando*), so
that only a certain, longer name replaces one.

A name never comes of page furniture, of a role, a demonym, a month, or of a
word that only opens a sentence. Some that are names and no entities of a record
(*el Gobierno*, *calle Alta*, letters that nothing explains) are marked and left
out of it: fact `hidden`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import chain
from typing import Any

from spacy.language import Language
from spacy.tokens import Doc, Span

from extractor.lexicon import fold, read_language, read_world
from extractor.place_lexicon import gazetteer_of
from extractor.spans import FACTS, Ranges, facts, furniture, group, put, tokens_of

INTERRUPTED = frozenset('\n(“«"')
"""The end of a line, and what opens a by-name: *Juan “Chato” Quispe*."""
GROUP_OF = {"PER": "persons", "ORG": "organizations", "LOC": "places"}
RULE_OF = {"PER": "ner.person", "ORG": "ner.organization", "LOC": "ner.place"}
ENOUGH = {"PER": 0.6, "ORG": 0.65, "LOC": 0.8}
OPENING = 0.9  # a common word that opens a sentence

# Rule, how the name lies to it, kind of the name: the least certainty at which the name wins.
# In brackets: cases in which the name was right, and the rule.
WINS = {
    ("officials.name", "inside", "PER"): 0.0,  # "Andrés Gil Foto" (55, 2)
    ("officials.name", "around", "LOC"): 0.0,  # "San Luis Potosí" (22, 0)
    ("officials.name", "around", "PER"): 0.9,  # (14, 3)
    ("officials.name", "same", "LOC"): 0.9,  # (6, 0)
    ("organizations.pattern", "around", "ORG"): 0.7,  # (27, 2)
    ("organizations.lexicon_acronym", "around", "ORG"): 0.9,  # "MAS-IPSP" (8, 0)
    ("organizations.lexicon_acronym", "same", "PER"): 0.9,  # (11, 0)
    ("places.gazetteer", "around", "ORG"): 0.8,  # "Universidad de Colima" (20, 5)
    ("places.gazetteer", "around", "LOC"): 0.9,  # (11, 0)
    ("places.gazetteer", "same", "PER"): 0.9,  # (16, 0)
    ("places.gazetteer", "around", "MISC"): 0.9,  # "Compromiso de Sevilla" (20, 0)
    ("places.head", "around", "LOC"): 0.5,  # (17, 0)
}

# What a record lists of the names that no rule has seen.
SHOWN_PLACE = 0.9
SHOWN_INSTITUTION = 0.95  # one that begins like an institution
SHOWN_OTHER = 0.98  # one of several words
LINKS = frozenset(("de", "del", "la", "las", "los", "el", "para", "en"))
JOINTS = frozenset((",", "y", "e"))
LOCATIVES = frozenset(("en", "de", "del", "desde", "hacia", "hasta", "a", "por", "entre", "para"))
GENERIC = frozenset(("gobierno", "estado", "estados", "ejecutivo", "república", "sindicato"))


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
        self.gazetteer = gazetteer_of(None)
        self.common = {row["word"] for row in read_language("common_words.csv")}
        self.never = {
            fold(form)
            for file in ("months.csv", "weekdays.csv")
            for row in read_language(file)
            for form in row.many("forms")
        }
        for row in read_world("countries.csv"):
            self.never.update(fold(form) for form in row.many("demonyms"))
        self.no_institution = {row["form"] for row in read_language("other_acronyms.csv")}
        self.no_institution.update(row["code"] for row in read_world("currencies.csv"))
        heads = [row["head"] for row in read_language("organization_heads.csv")]
        self.heads = {head.split()[0] for head in heads}
        self.generic = GENERIC | set(heads)
        place_heads = read_language("place_heads.csv")
        self.roads = {row["head"] for row in place_heads if row["kind"] == "road"}
        self.units = {row["head"] for row in place_heads} - self.roads
        self.surnames = {
            fold(row["name"])
            for file in ("surnames.csv", "given_names.csv")
            for row in read_language(file)
        }

    def __call__(self, doc: Doc) -> Doc:
        """The Doc with its groups rewritten."""
        names = list(self._names(doc))
        if not doc.ents:
            return doc
        rules = [(name, span) for name in FACTS_GROUPS for span in group(doc, name)]
        at: dict[int, list[int]] = {}
        for i, (_, span) in enumerate(rules):
            for token in range(span.start, span.end):
                at.setdefault(token, []).append(i)
        touched = [{i for t in range(n.start, n.end) for i in at.get(t, ())} for n in names]
        role_ends = {role.end for role in group(doc, "roles")}
        lost: set[int] = set()
        for name, touching in zip(names, touched, strict=True):
            beaten = {i for i in touching if self._wins(name, rules[i][1])}
            if beaten == touching or name.label not in GROUP_OF:
                lost |= beaten
        added = [
            (name, _kin(name, [rules[i] for i in sorted(touching)]))
            for name, touching in zip(names, touched, strict=True)
            if name.label in GROUP_OF
            and touching <= lost
            and (touching or self._is_new(doc, name, role_ends))
        ]
        self._write(doc, rules, lost, added)
        return doc

    # ------------------------------------------------------------------ names

    def _names(self, doc: Doc) -> Iterator[Name]:
        """The entities that may be names at all, persons without the role before them."""
        projects = [(s.start_char, s.end_char) for s in group(doc, "projects")]
        skip = Ranges([*furniture(doc), *projects])
        roles = Ranges(
            (s.start_char, facts(s, "roles").get("head_end", 0)) for s in group(doc, "roles")
        )
        for ent in doc.ents:
            if skip.cover(ent.start_char, ent.start_char + 1):
                continue
            start = ent.start
            head_end = roles.reach(ent.end_char)
            while start < ent.end and doc[start].idx < head_end:
                start += 1
            if start > ent.start and ent.label_ != "PER":
                continue
            certainty = ent._.certainty if ent._.certainty is not None else 1.0
            name = Name(start, ent.end, ent.label_, certainty)
            if start < ent.end and not self._is_word(doc, name):
                yield name

    def _is_word(self, doc: Doc, name: Name) -> bool:
        """Whether it is no name but a word with a capital, or begins with one in small letters."""
        texts = [doc[i].text for i in range(name.start, name.end)]
        if not any(text[0].isupper() for text in texts) or texts[0].lower() in ("de", "del", "y"):
            return True
        if len(texts) > 1:
            return False
        if fold(texts[0]) in self.never or texts[0] in self.no_institution:
            return True
        if name.label == "PER" and len(texts[0].rstrip(".")) < 3:
            return True
        if name.certainty >= OPENING or not doc[name.start].is_sent_start:
            return False
        return texts[0].lower() in self.common or (
            name.label == "PER" and fold(texts[0]) not in self.surnames
        )

    def _is_hidden(self, span: Span, name: Name, words: list[str]) -> bool:
        """Whether it is a name that no record lists; `words` is the document in small letters."""
        if name.label == "PER":
            return False
        at = name.start
        while at > 0 and words[at - 1] in LINKS:
            at -= 1
        before = words[at - 1] if at else ""
        first = words[name.start]
        if name.label == "LOC":
            if name.certainty < SHOWN_PLACE or before in self.roads or first in self.roads:
                return True
            beside = words[name.start - 1] if name.start else ""
            if beside in LOCATIVES | LINKS | JOINTS:
                return "-" in span.text
            return beside.isalpha() or not self.gazetteer.bearers(span.text)
        if first in self.heads:
            return len(span) == 1 or name.certainty < SHOWN_INSTITUTION
        return len(span) == 1 or name.certainty < SHOWN_OTHER

    def _is_new(self, doc: Doc, name: Name, role_ends: set[int]) -> bool:
        """Whether a name that no rule has seen is certain enough, and no part of a role."""
        if name.certainty < ENOUGH[name.label]:
            return False
        if name.label == "LOC" and _is_in_role(doc, name):  # "directora de Vialidad"
            return bool(self.gazetteer.bearers(doc[name.start : name.end].text))
        if name.label != "ORG" or doc[name.start].lower_ in self.heads:
            return True
        return not _is_portfolio(doc, name, role_ends)

    # --------------------------------------------------------------- verdicts

    def _wins(self, name: Name, rule: Span) -> bool:
        """Whether the name replaces the rule."""
        relation = _relation(name, rule)
        least = WINS.get((_family(rule), relation, name.label))
        if least is None or name.certainty < least:
            return False
        if relation == "inside" and not INTERRUPTED.isdisjoint(rule.text):
            return False  # the recognizer ends a name there, the rules go on
        if relation != "around":
            return True
        # "valle de Tambo", "Santo Domingo del 5", "Distrito de Medellín" say no more than the rule.
        doc = rule.doc
        texts = tokens_of(doc).texts
        first = name.start if name.start < rule.start else rule.end
        if name.label == "LOC" and texts[first].lower() in self.units:
            return bool(self.gazetteer.bearers(doc[name.start : name.end].text))
        more = chain(range(name.start, rule.start), range(rule.end, name.end))
        return any(texts[i][0].isupper() for i in more)

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
        if kin is None and self._is_hidden(span, name, tokens_of(doc).lower):
            fact["hidden"] = True
        span._.set(FACTS[group_name], fact)
        return span


FACTS_GROUPS = tuple(GROUP_OF.values())


def _is_in_role(doc: Doc, name: Name) -> bool:
    return any(r.start <= name.start and name.end <= r.end for r in group(doc, "roles"))


def _is_portfolio(doc: Doc, name: Name, role_ends: set[int]) -> bool:
    """Whether it goes on with what a role is in charge of: *ministra de Industria, Energía*."""
    tokens = tokens_of(doc)
    at = name.start
    while at > 0 and at not in role_ends:
        linked = tokens.lower[at - 1] in LINKS or tokens.lower[at - 1] in JOINTS
        if not linked and not tokens.texts[at - 1][0].isupper():
            return False
        at -= 1
    return at in role_ends and at < name.start


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
