"""The grammar of institutions' names: a head, and how far the name goes.

*Ministerio de la Mujer y Poblaciones Vulnerables* is one name, *el Ministerio de
Salud y la Municipalidad de Lima* are two, and *Oficina de Cooperación del MIMP* is
an office and the institution that contains it. Phrases are matched as regular
expressions over one character per word (`words.Words.shape`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from extractor.abbreviations import PARENTHESIS
from extractor.candidates import Candidate
from extractor.company_names import opens_legal_form
from extractor.lexicon import fold, read_language, read_world
from extractor.organization_lexicon import KnownOrganizations
from extractor.phrases import places_of
from extractor.shared_heads import WORDS, sentence_end
from extractor.words import Words

# "Ministerio [de la Mujer y Poblaciones Vulnerables]": what follows the head.
_LINKED = rf"(?:(?:DT?|PT?D?T?){WORDS})"
_COMMAS = rf"(?:(?:,{WORDS}(?:DT?{WORDS})*)+Y{WORDS})"
_QUOTED = r"(?:q[^q]{1,9}q)"
_NUMBERED = r"(?:x\.?n(?![n%])|[CIx]{1,2}\.?n(?![wn%]))?"
TAILS = {
    "list": re.compile(rf"[CAI]*{_NUMBERED}(?:{_LINKED}|{_COMMAS}|Y{WORDS}){{0,12}}{_QUOTED}?"),
    "any": re.compile(rf"[CAI]*{_NUMBERED}(?:n(?![wn%]))?(?:{_LINKED}|Y{WORDS}){{0,12}}{_QUOTED}?"),
    "place": re.compile(
        rf"[CAI]*{_NUMBERED}(?:n(?![wn]))?(?:(?:DT?|PT?){WORDS}){{0,12}}{_QUOTED}?"
    ),
    "embassy": re.compile(rf"[CAI]*(?:(?:DT?){WORDS})*(?:ET?{WORDS})?"),
    "name": re.compile(rf"T?[CAI]+(?:DT?{WORDS})?|{_QUOTED}"),
    "none": re.compile(r"[CAI]*"),
}
# "... de Recursos Estratégicos en Salud (Cenares)": an acronym after it licenses en, a, al.
WIDE = re.compile(rf"[CAI]*(?:(?:DT?|PT?|ET?){WORDS}|,{WORDS}|Y{WORDS})*(?=\([CAI][CAI-]*\))")
# "presidenta ejecutiva de Feragua, X"
LED = re.compile(r"w{0,1}DT?(?P<name>[CA]{1,3})(?=,[CI]C|,wC)")
LED_BY = frozenset(("ejecutivo", "ejecutiva", "general", "delegado", "delegada"))
LEADERS = frozenset(
    "presidente presidenta vicepresidente vicepresidenta gerente gerenta portavoz vocero "
    "vocera ceo fundador fundadora consejero consejera delegado cofundador cofundadora".split()
)
MIN_CAPITALS = 2
ALONE = re.compile(r"(?<=[TD])C(?![CAI(q])")
# "Institución Educativa N.° 1120 [Pedro Labarthe]": a school has a number and a name.
# "Dirección General de la Costa · y el Mar": two subjects, each with its article.
PARALLEL = re.compile(r"[DP]T[CA]+$")
AND_THE = re.compile(r"YT[CA]+")
PATRON = re.compile(rf"[CA]{{1,4}}(?:DT?{WORDS})?")
NUMBER_SIGNS = frozenset(("no", "nº", "n°", "num", "numero"))
NUMBERED_REST = re.compile(rf"(?:DT?{WORDS})*{_QUOTED}?")
# "Centro de Investigación [en Alimentos]": what is studied there.
STUDIES = frozenset(
    "investigacion investigaciones estudios formacion capacitacion entrenamiento innovacion "
    "excelencia especializacion".split()
)
ORDINALS = frozenset(
    f"{stem}{gender}"
    for stem in "primer segund tercer cuart quint sext séptim octav noven décim".split()
    for gender in ("o", "a")
) | {"primer", "tercer", "i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x"}
MEETINGS = frozenset(("congreso", "asamblea", "foro"))
SCOPES = frozenset(
    "internacional mundial latinoamericano iberoamericano panamericano nacional regional".split()
)
MAIN_ONLY = frozenset(
    "ministerio gobierno municipalidad universidad congreso senado parlamento asamblea".split()
)


@dataclass(frozen=True, slots=True)
class Head:
    """A word that begins the name of an institution."""

    words: tuple[str, ...]
    kind: str
    level: str
    complement: str
    style: str


class InstitutionGrammar:
    """Reads the names of institutions; made once."""

    def __init__(self, known: KnownOrganizations) -> None:
        self.known = known
        self.heads: dict[str, list[Head]] = {}
        rows = read_language("organization_heads.csv")
        for row in rows:
            words = tuple(row["head"].split())
            head = Head(words, row["kind"], row["level"], row["complement"], row["style"])
            self.heads.setdefault(words[0], []).append(head)
        for heads in self.heads.values():
            heads.sort(key=lambda head: -len(head.words))
        self.given = {
            fold(row["name"]) for row in read_language("given_names.csv") if not row["ambiguous"]
        }
        self.surnames = {fold(row["name"]) for row in read_language("surnames.csv")}
        self.names = {fold(row["name"]) for row in read_language("given_names.csv")} & set(
            self.heads
        )
        self.alone = {row["head"]: row["kind"] for row in rows if row["alone"]}
        self.countries = frozenset(row["name"].lower() for row in read_world("countries.csv"))

    def named(self, words: Words) -> Iterator[Candidate]:
        """Every name that a head opens."""
        shape, lower = words.shape, words.lower
        for k in places_of(words, self.heads.keys()):
            low = lower[k]
            if shape[k] == "U" or (low in self.names and self._is_name(words, k)):
                continue
            for head in self.heads[low]:
                size = len(head.words)
                if size > 1 and tuple(lower[k : k + size]) != head.words:
                    continue
                candidate = self._extend(words, k, head)
                if candidate is not None:
                    yield candidate
                    break

    def _is_name(self, words: Words, k: int) -> bool:
        """*Luz Marina Sandoval Paz*, *Marina Silva*: a person who is named like an institution."""
        if k and not words.first[k] and words.shape[k - 1] == "C":
            return words.folded[k - 1] in self.given or words.folded[k - 1] in self.known.common
        return words.shape[k + 1 : k + 2] == "C" and words.folded[k + 1] in self.surnames

    def _extend(self, words: Words, k: int, head: Head) -> Candidate | None:
        shape = words.shape
        begin = k + len(head.words)
        small = shape[k] not in "CA"
        if begin >= len(shape) or shape[begin] == "Y":
            return None
        if head.style == "acronym" and (shape[k] != "A" or shape[begin] not in "CAI"):
            return None
        if small and (not head.style.startswith("lower") or shape[begin] not in "CAqTD"):
            return None
        named = head.complement == "name" or shape[begin] in "CAq"
        if small and not named and not (shape[begin] == "D" and head.style == "lower_de"):
            return None
        if head.words[0] in MEETINGS and self._is_meeting(words, k, begin):
            return None
        end = self._end(words, k, begin, head)
        if end <= begin:
            return None
        capitals = sum(c in "CA" for c in shape[k:end])
        capitals += shape[begin] == "I" and shape[end - 1] == "n"  # "Sindicato N.° 1"
        defined = PARENTHESIS.match(shape, end) is not None
        if capitals < MIN_CAPITALS - (head.level == "none" or small):
            return None
        if head.style == "defined" and not defined:
            return None
        if head.kind == "party" and small and self._is_match(words, begin, end):
            return None  # "el partido Perú contra Chile"
        if head.style == "strict" and capitals < MIN_CAPITALS + 1 and not defined:
            return None
        return self._candidate(words, k, begin, end, head)

    def _end(self, words: Words, k: int, begin: int, head: Head) -> int:
        """One past the last word of the name; `begin` where there is none."""
        shape = words.shape
        wide = WIDE.match(shape, begin)
        if wide and words.lower[wide.end() + 1] in self.countries:
            wide = None  # "su Sede en Ginebra (Suiza)"
        tail = TAILS[head.complement].match(shape, begin)
        end = max(
            wide.end() if wide and head.complement != "name" else 0, tail.end() if tail else 0
        )
        end = self._further(words, begin, end, head)
        end = sentence_end(words, begin, end)
        return self._stop(words, k, begin, end, head)

    def _candidate(self, words: Words, k: int, begin: int, end: int, head: Head) -> Candidate:
        shape, small = words.shape, words.shape[k] not in "CA"
        facts: dict[str, Any] = {"form": "full", "kind": head.kind, "confidence": 0.9}
        first = begin if head.level == "none" and small else k
        if (
            first == k
            and k
            and not words.first[k]
            and words.lower[k - 1] in ORDINALS
            and shape[k - 1] in "CA"
        ):
            first = k - 1  # "Primera División de Ejército"
        last = end - 1
        if first == begin and shape[first] == "q" and shape[last] == "q":
            first, last = first + 1, last - 1
        if parent := self._parent(words, end):
            facts["parent_at"] = words.starts[parent]
        return Candidate(
            first, last, f"organizations.pattern_{head.words[0].replace('.', '')}", facts
        )

    def _further(self, words: Words, begin: int, end: int, head: Head) -> int:
        """Where the name ends with the name of a school, or with what is studied there."""
        if end <= begin or head.level == "none":
            return end
        shape = words.shape
        if PARALLEL.search(shape, begin, end) and (more := AND_THE.match(shape, end)):
            word = words.lower[end + 2]
            other = (
                self._is_head(word)
                or self.known.is_short_name(words.texts[end + 2])
                or self.known.named(words.text(end + 2, more.end() - 1))
            )
            if not other and word not in self.countries:
                return more.end()
        if end - 1 > begin and words.folded[end - 1] in NUMBER_SIGNS:
            at = end + (shape[end : end + 1] == ".")
            if shape[at : at + 1] != "n" or shape[at + 1 : at + 2] in ("w", "n", "%"):
                return end - 1
            end = at + 1  # "Hospital General Regional No. 1 “Vicente Guerrero”"
            rest = NUMBERED_REST.match(shape, end)
            end = rest.end() if rest else end
        if head.kind == "academic" and shape[end - 1] == "n":
            patron = PATRON.match(shape, end)
            return patron.end() if patron else end
        if (
            shape[end : end + 1] == "E"
            and words.lower[end] == "en"
            and words.folded[end - 1] in STUDIES
            and words.folded[end + 1 : end + 2]
            and words.folded[end + 1] in self.known.common
            and shape[end + 1] == "C"
        ):
            studied = TAILS["list"].match(shape, end + 1)
            return studied.end() if studied else end
        return end

    def _is_match(self, words: Words, begin: int, end: int) -> bool:
        """*el partido Perú contra Chile*: a game of two countries, and no party."""
        if words.lower[begin] not in self.countries:
            return False
        against = words.lower[begin + 1 : begin + 2] == ["contra"]
        return end == begin + 1 or (against and words.lower[begin + 2] in self.countries)

    def _is_meeting(self, words: Words, k: int, begin: int) -> bool:
        """*el VI Congreso Internacional de Nanociencia*: an event, and no parliament."""
        if (
            k
            and not words.first[k]
            and words.shape[k - 1] == "A"
            and words.lower[k - 1] in ORDINALS
        ):
            return True
        if words.lower[begin] not in SCOPES or words.shape[begin + 1 : begin + 2] != "D":
            return False
        return words.lower[begin + 2 : begin + 3] not in [[country] for country in self.countries]

    def _stop(self, words: Words, k: int, begin: int, end: int, head: Head) -> int:
        """Where the name ends: before a conjoined or containing institution, a person, a number."""
        shape, lower = words.shape, words.lower
        for j in range(begin, end):
            kind = shape[j]
            if kind == "C":
                if self._begins_person(words, j, end, head):
                    return j
            elif kind in "AI":
                if words.texts[j][-1] == "." and opens_legal_form(words.texts[j]):
                    return j + 1
            elif kind in "Y,":
                if head.complement == "place" or self._opens_another(words, j + 1):
                    return j
            elif kind == "D" and (j > begin or len(head.words) > 1):
                at = j + 2 if shape[j + 1] == "T" else j + 1
                if head.level == "unit" and (
                    self._is_parent(words, at) or self._is_unit(words, at)
                ):
                    return j
                if (
                    head.level == "main"
                    and head.kind in ("government", "academic")
                    and lower[at] in MAIN_ONLY
                ):
                    return j
        return end

    def _begins_person(self, words: Words, j: int, end: int, head: Head) -> bool:
        """*el Congreso · Luis Martínez*: no state body is named so, as schools are."""
        if head.kind not in ("government", "party") or head.style.startswith("lower"):
            return False
        if j + 1 >= end or words.shape[j : j + 2] != "CC" or words.shape[j - 1] not in "CA":
            return False
        return words.folded[j] in self.given and words.folded[j + 1] in self.surnames

    def _opens_another(self, words: Words, at: int) -> bool:
        """*el Ministerio de Educación y Devida*, *…, Ana Torres*: no part of the name."""
        if self._is_head(words.lower[at]):
            return True
        text, shape = words.texts[at], words.shape
        if len(text) > 3 and self.known.is_short_name(text) and shape[at + 1 : at + 2] != "C":
            return True
        return (
            shape[at : at + 2] == "CC"
            and words.folded[at] in self.given
            and words.folded[at + 1] in self.surnames
        )

    def _is_head(self, word: str) -> bool:
        return any(
            len(head.words) == 1 and head.style != "strict" for head in self.heads.get(word, ())
        )

    def _is_unit(self, words: Words, at: int) -> bool:
        """*Dirección de Promoción de la · Dirección General de Minería*: a unit within a unit."""
        if words.shape[at : at + 1] not in ("C", "A"):
            return False
        return any(
            head.level == "unit" and tuple(words.lower[at : at + len(head.words)]) == head.words
            for head in self.heads.get(words.lower[at], ())
        )

    def _is_parent(self, words: Words, at: int) -> bool:
        if at >= len(words.lower):
            return False
        heads = self.heads.get(words.lower[at], ())
        if words.shape[at] in "CA" and any(
            head.level == "main"
            and (
                len(head.words) == 1 or tuple(words.lower[at : at + len(head.words)]) == head.words
            )
            for head in heads
        ):
            return True
        return words.shape[at] == "A" or self.known.is_short_name(words.texts[at])

    def _parent(self, words: Words, end: int) -> int | None:
        """The word at which the containing institution begins: *… del MIMP*."""
        at = end
        bracket = PARENTHESIS.match(words.shape, end)
        if bracket:
            at = bracket.end()
        if at < len(words.shape) and words.shape[at] == "D":
            at += 2 if words.shape[at + 1 : at + 2] == "T" else 1
            if self._is_parent(words, at) or self._is_unit(words, at):
                return at
        return None

    def led(self, words: Words) -> Iterator[Candidate]:
        """*el presidente de Feragua, Álvaro Sevilla*: what has a president is an institution."""
        for k in places_of(words, LEADERS):
            match = LED.match(words.shape, k + 1)
            if match is None:
                continue
            first, last = match.span("name")[0], match.span("name")[1] - 1
            if words.shape[k + 1] == "w" and words.lower[k + 1] not in LED_BY:
                continue
            lowered = words.text(first, last).lower()
            if (
                lowered in self.countries
                or fold(lowered) in self.known.common
                or words.lower[first] in self.heads
                or words.lower[first] in ("directorio", "gobierno", "honor")
                or any(words.first[j] for j in range(k + 1, last + 1))
            ):
                continue
            if words.shape[first] == "C" and self._is_head(words.lower[first]):
                continue
            facts = {"form": "full", "kind": "other", "confidence": 0.7}
            yield Candidate(first, last, "organizations.led", facts)

    def short(self, words: Words, found: list[Candidate]) -> Iterator[Candidate]:
        """*la Diputación*, *el Instituto*: the head alone, for the one institution that it begins.

        Where the text names none, a few heads are names of their own (*el Congreso*).
        """
        taken = {k for c in found for k in range(c.first, c.last + 1)}
        named: dict[str, list[Candidate]] = {}
        for c in found:
            if c.facts.get("form") == "full" or c.last > c.first:
                named.setdefault(words.lower[c.first], []).append(c)
        for match in ALONE.finditer(words.shape):
            k = match.start()
            low = words.lower[k]
            if k in taken or words.first[k] or (low not in self.heads and low not in named):
                continue
            before = words.lower[k - 1]
            if before == "de" or (
                words.shape[k + 1 : k + 2] == "D" and words.shape[k + 2 : k + 3] in "CTA"
            ):
                continue
            owners = {words.text(c.first, c.last).lower(): c for c in named.get(low, ())}
            if len(owners) == 1:
                owner = next(iter(owners.values()))
                facts = {**owner.facts, "form": "short", "defined_at": words.starts[owner.first]}
                yield Candidate(k, k, "organizations.short", facts)
            elif not owners and low in self.alone:
                facts = {"form": "full", "kind": self.alone[low], "confidence": 0.7}
                yield Candidate(k, k, "organizations.alone", facts)
