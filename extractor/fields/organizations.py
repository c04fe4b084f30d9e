"""Organizations: known ones by lexicon, unknown ones by the grammar of their names.

Where to begin reading: `Organizations.__call__`. The phrases are matched as
regular expressions over one character per word (`spans.Words.shape`). Facts
left on each span: `form` (`full`, `acronym`, `short`), `kind`, `acronym`,
`country`, `names` (keys under which the lexicon knows it), `parent`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from spacy.language import Language
from spacy.tokens import Doc, Span

from extractor.lexicon import fold, read_language, read_world
from extractor.organization_lexicon import KnownOrganizations
from extractor.spans import furniture, in_ranges
from extractor.words import Words, words_of

# "Ministerio [de la Mujer y Poblaciones Vulnerables]": what follows the head.
_WORDS = r"[CAI][CAIn]*"
_LINKED = rf"(?:(?:DT?|PT?D?T?){_WORDS})"
_COMMAS = rf"(?:(?:,{_WORDS}(?:DT?{_WORDS})*)+Y{_WORDS})"
_QUOTED = r"(?:q[^q]{1,9}q)"
_NUMBERED = r"(?:[CIx]{1,2}\.?n(?![wn%]))?"
TAILS = {
    "list": re.compile(rf"[CAI]*{_NUMBERED}(?:{_LINKED}|{_COMMAS}|Y{_WORDS})*{_QUOTED}?"),
    "any": re.compile(rf"[CAI]*{_NUMBERED}(?:n(?![wn%]))?(?:{_LINKED}|Y{_WORDS})*{_QUOTED}?"),
    "place": re.compile(rf"[CAI]*{_NUMBERED}(?:n(?![wn]))?(?:(?:DT?|PT?){_WORDS})*{_QUOTED}?"),
    "embassy": re.compile(rf"[CAI]*(?:(?:DT?){_WORDS})+(?:ET?{_WORDS})?"),
    "name": re.compile(rf"T?[CAI]+(?:DT?{_WORDS})?|{_QUOTED}"),
    "none": re.compile(r"[CAI]*"),
}
# "... de Recursos Estratégicos en Salud (Cenares)": an acronym after it licenses en, a, al.
WIDE = re.compile(rf"[CAI]*(?:(?:DT?|PT?|ET?){_WORDS}|,{_WORDS}|Y{_WORDS})*(?=\([CAI][CAI-]*\))")
# "Construcciones del Litoral S.A."
COMPANY = re.compile(rf"(?:{_WORDS})(?:DT?{_WORDS}|Y[CAI]+)*")
LEGAL_FORM = re.compile(
    r"S\.?\s?A\.?\s?A\.?|S\.?\s?A\.?\s?C\.?|S\.?\s?A\.?\s?S\.?|S\.?\s?A\.?\s?B?\.?\s?(?:de C\.?\s?V\.?)?|"
    r"S\.?\s?C\.?\s?R\.?\s?L\.?|S\.?\s?R\.?\s?L\.?|E\.?\s?I\.?\s?R\.?\s?L\.?|S\.?\s?L\.?\s?U?\.?|S\.?p\.?A\.?|"
    r"Co\., Ltd\.?|Corporation|Company|S\.?\s?de R\.?\s?L\.?|Ltda?\.?|Limitada|Inc\.?|Corp\.?|LLC|GmbH|AG|PLC|B\.V\.|N\.V\.|& Co\.?|"
    r"Sociedad An[oó]nima(?: Cerrada| Abierta)?"
)
LEGAL_START = re.compile(
    r"S\.|S\.?A|S\.?R|S\.?L|S\.?p|E\.?I|Ltda?|Limitada|Co$|Corporation|Company|Inc|Corp|LLC|GmbH|PLC|Sociedad|B\.V|N\.V|S$|SAC|SAS"
)
# "(Pronabec)", "(GORE Cusco)": a short form in parentheses.
PARENTHESIS = re.compile(r"\(([CAI](?:[CAI-]|DT?[CA]){0,3})\)")
APPOSED = re.compile(r",T?A(?=[,.;)])|-T?A(?=-)")
# "presidenta ejecutiva de Feragua, X"
LED = re.compile(r"w{0,1}DT?(?P<name>[CA]{1,3})(?=,[CI]C|,wC)")
LED_BY = frozenset(("ejecutivo", "ejecutiva", "general", "delegado", "delegada"))
LEADERS = frozenset(
    "presidente presidenta vicepresidente vicepresidenta gerente gerenta portavoz vocero vocera ceo "
    "fundador fundadora consejero consejera delegado cofundador cofundadora".split()
)
# "ministerios de Salud y de Educación", "universidades de Lima, de Piura y del Pacífico"
SHARED = re.compile(rf"DT?{_WORDS}(?:DT?{_WORDS})*(?:[,Y](?:DT?)?{_WORDS}(?:DT?{_WORDS})*)+")
PLURALS = {
    "ministerios": "Ministerio",
    "secretarías": "Secretaría",
    "universidades": "Universidad",
    "gobiernos": "Gobierno",
    "consejerías": "Consejería",
    "embajadas": "Embajada",
    "direcciones": "Dirección",
    "gerencias": "Gerencia",
}
PLURAL_ADJECTIVES = {
    "regionales": "Regional",
    "provinciales": "Provincial",
    "distritales": "Distrital",
    "nacionales": "Nacional",
    "generales": "General",
}
UNDERTAKING = "undertaking"
MIN_CAPITALS = 2
SMALL = frozenset("de del la las el los y e para por en a al con contra sobre".split())


@dataclass(frozen=True, slots=True)
class Head:
    """A word that begins the name of an institution."""

    words: tuple[str, ...]
    kind: str
    level: str
    complement: str
    style: str


@dataclass(slots=True)
class Candidate:
    """A stretch of words (last inclusive) with its facts."""

    first: int
    last: int
    rule: str
    facts: dict[str, Any]

    @property
    def length(self) -> int:
        return self.last - self.first + 1


@Language.factory("press_organizations", assigns=["doc.spans"], default_config={"countries": None})
def make_organizations(nlp: Language, name: str, countries: list[str] | None) -> Organizations:
    """The organizations component; `countries` (alpha-2) narrows the lexicon."""
    return Organizations(countries)


class Organizations:
    """Named institutions, into `doc.spans["organizations"]`."""

    def __init__(self, countries: list[str] | None = None) -> None:
        self.known = KnownOrganizations(countries)
        self.heads: dict[str, list[Head]] = {}
        for row in read_language("organization_heads.csv"):
            words = tuple(row["head"].split())
            head = Head(words, row["kind"], row["level"], row["complement"], row["style"])
            self.heads.setdefault(words[0], []).append(head)
        for heads in self.heads.values():
            heads.sort(key=lambda head: -len(head.words))
        self.undertakings = frozenset(
            row["head"] for row in read_language("project_heads.csv") if row["kind"]
        ) - {"programa"}
        self.alone = {
            row["head"]: row["kind"]
            for row in read_language("organization_heads.csv")
            if row["alone"]
        }
        self.countries = frozenset(row["name"].lower() for row in read_world("countries.csv"))
        self.not_acronyms = frozenset(row["form"] for row in read_language("other_acronyms.csv"))

    def __call__(self, doc: Doc) -> Doc:
        words = words_of(doc)
        skip = furniture(doc)
        found = [
            *self._known(words),
            *self._patterns(words),
            *self._companies(words),
            *self._plurals(words),
            *self._led(words),
        ]
        kept = _choose(found)
        kept = self._acronyms(words, kept)
        kept = sorted([*kept, *self._short(words, kept)], key=lambda c: c.first)
        opening = doc._.dateline
        for c in kept:
            if opening and opening["start"] <= words.starts[c.first] < opening["end"]:
                c.facts["hidden"] = True  # the agency's mark in a dateline
        doc.spans["organizations"] = [
            _span(words, c) for c in kept if not in_ranges(words.starts[c.first], skip)
        ]
        return doc

    # ------------------------------------------------------------- by lexicon

    def _known(self, words: Words) -> Iterator[Candidate]:
        for first, last, form, bearers in self.known.find(words):
            facts = {"form": form, "confidence": 1.0, **bearers[0]}
            if len(bearers) > 1:
                facts["bearers"] = bearers
            if facts["kind"] == "international":
                last = self._with_office(words, last)
            yield Candidate(first, last, f"organizations.lexicon_{form}", facts)

    def _with_office(self, words: Words, last: int) -> int:
        """*UNICEF Perú*: the country office is a form of the name."""
        after = last + 1
        if words.shape[after : after + 1] == "C" and words.lower[after] in self.countries:
            return after
        return last

    # ------------------------------------------------------------ by grammar

    def _patterns(self, words: Words) -> Iterator[Candidate]:
        shape, lower = words.shape, words.lower
        for k, low in enumerate(lower):
            heads = self.heads.get(low)
            if heads is None or shape[k] == "U":
                continue
            for head in heads:
                size = len(head.words)
                if size > 1 and tuple(lower[k : k + size]) != head.words:
                    continue
                candidate = self._extend(words, k, head)
                if candidate is not None:
                    yield candidate
                    break

    def _extend(self, words: Words, k: int, head: Head) -> Candidate | None:
        shape = words.shape
        begin = k + len(head.words)
        small = shape[k] not in "CA"
        if small and (
            not head.style.startswith("lower") or begin >= len(shape) or shape[begin] not in "CAqTD"
        ):
            return None
        named = head.complement == "name" or shape[begin] in "CAq"
        if small and not named and not (shape[begin] == "D" and head.style == "lower_de"):
            return None
        wide = WIDE.match(shape, begin)
        tail = TAILS[head.complement].match(shape, begin)
        end = max(
            wide.end() if wide and head.complement != "name" else 0, tail.end() if tail else 0
        )
        end = _sentence_end(words, begin, end)
        end = self._stop(words, k, begin, end, head)
        if end <= begin:
            return None
        capitals = sum(c in "CA" for c in shape[k:end])
        defined = PARENTHESIS.match(shape, end) is not None
        if capitals < MIN_CAPITALS - (head.level == "none" or small):
            return None
        if head.style == "defined" and not defined:
            return None
        if head.style == "strict" and capitals < MIN_CAPITALS + 1 and not defined:
            return None
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
        return Candidate(first, last, f"organizations.pattern_{head.words[0]}", facts)

    def _stop(self, words: Words, k: int, begin: int, end: int, head: Head) -> int:
        """Where the name ends: before a conjoined or containing institution, a person, a number."""
        shape, lower = words.shape, words.lower
        for j in range(begin, end):
            if shape[j] in "AI" and words.texts[j][-1] == "." and LEGAL_START.match(words.texts[j]):
                return j + 1
            joined = shape[j] in "Y,"
            if joined and (head.complement == "place" or self._is_head(lower[j + 1])):
                return j
            if shape[j] == "D" and (j > begin or len(head.words) > 1):
                at = j + 2 if shape[j + 1] == "T" else j + 1
                if head.level == "unit" and self._is_parent(words, at):
                    return j
                if (
                    head.level == "main"
                    and head.kind in ("government", "academic")
                    and lower[at] in ("ministerio", "gobierno", "municipalidad", "universidad")
                ):
                    return j
        return end

    def _is_head(self, word: str) -> bool:
        return any(
            len(head.words) == 1 and head.style != "strict" for head in self.heads.get(word, ())
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
        return words.shape[at] == "A" or self.known.is_acronym(words.texts[at])

    def _parent(self, words: Words, end: int) -> int | None:
        """The word at which the containing institution begins: *… del MIMP*."""
        at = end
        bracket = PARENTHESIS.match(words.shape, end)
        if bracket:
            at = bracket.end()
        if at < len(words.shape) and words.shape[at] == "D":
            at += 2 if words.shape[at + 1 : at + 2] == "T" else 1
            if self._is_parent(words, at):
                return at
        return None

    def _plurals(self, words: Words) -> Iterator[Candidate]:
        """*los ministerios de Salud y de Educación* are two, each named in full."""
        for k, low in enumerate(words.lower):
            singular = PLURALS.get(low)
            if singular is None or words.shape[k] == "U":
                continue
            at = k + 1
            while words.lower[at : at + 1] and words.lower[at] in PLURAL_ADJECTIVES:
                singular = f"{singular} {PLURAL_ADJECTIVES[words.lower[at]]}"
                at += 1
            match = SHARED.match(words.shape, at)
            if match is None or _sentence_end(words, at, match.end()) < match.end():
                continue
            kind = "academic" if singular.startswith("Universidad") else "government"
            for number, (first, last) in enumerate(self._portfolios(words, at, match.end())):
                name = f"{singular} {words.text(first, last)}"
                if words.shape[first] != "D":
                    name = f"{singular} de {words.text(first, last)}"
                facts = {"form": "full", "kind": kind, "name": name, "confidence": 0.85}
                facts.update(next(iter(self.known.named(name)), {}))
                start = k if number == 0 else first
                yield Candidate(start, last, "organizations.pattern_shared_head", facts)

    def _led(self, words: Words) -> Iterator[Candidate]:
        """*el presidente de Feragua, Álvaro Sevilla*: what has a president is an institution."""
        for k, low in enumerate(words.lower):
            if low not in LEADERS:
                continue
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
                or any(words.first[j] for j in range(k + 1, last + 1))
            ):
                continue
            if words.shape[first] == "C" and self._is_head(words.lower[first]):
                continue
            facts = {"form": "full", "kind": "other", "confidence": 0.7}
            yield Candidate(first, last, "organizations.led", facts)

    def _portfolios(self, words: Words, begin: int, end: int) -> list[tuple[int, int]]:
        """The complements of a shared head: cut before each *y de* and *, de*, else at *y* and commas."""
        cuts = [m.start() for m in re.finditer(r"[Y,](?=D)", words.shape[begin:end])]
        if not cuts:
            cuts = [m.start() for m in re.finditer(r"[Y,]", words.shape[begin:end])]
        bounds = [begin, *(begin + cut for cut in cuts), end]
        return [
            (left + (words.shape[left] in "Y,"), right - 1)
            for left, right in zip(bounds, bounds[1:], strict=False)
        ]

    def _short(self, words: Words, found: list[Candidate]) -> Iterator[Candidate]:
        """*la Diputación*, *el Instituto*: the head alone, for the one institution that it begins.

        Where the text names none, a few heads are names of their own (*el Congreso*).
        """
        taken = {k for c in found for k in range(c.first, c.last + 1)}
        named: dict[str, list[Candidate]] = {}
        for c in found:
            if c.facts.get("form") == "full" or c.last > c.first:
                named.setdefault(words.lower[c.first], []).append(c)
        for match in re.finditer(r"(?<=[TD])C(?![CAI(q])", words.shape):
            k = match.start()
            low = words.lower[k]
            if k in taken or words.first[k] or low not in self.heads and low not in named:
                continue
            before = words.lower[k - 1]
            if (
                before == "de"
                or words.shape[k + 1 : k + 2] == "D"
                and words.shape[k + 2 : k + 3] in "CTA"
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

    def _companies(self, words: Words) -> Iterator[Candidate]:
        """`Andes Ingenieros S. A. C.`: capitalised words before a legal form."""
        text = words.source
        for k, form in enumerate(words.texts):
            if k == 0 or not LEGAL_START.match(form) or words.shape[k] not in "CAIU":
                continue
            match = LEGAL_FORM.match(text, words.starts[k])
            if match is None or match.end() < words.ends[k]:
                continue
            last = words.at(match.end() - 1)
            first = _company_start(words, k)
            if first < k:
                facts = {"form": "full", "kind": "company", "confidence": 0.95}
                yield Candidate(first, last, "organizations.company", facts)

    # ------------------------------------------------------------- acronyms

    def _acronyms(self, words: Words, found: list[Candidate]) -> list[Candidate]:
        """Acronyms in parentheses after a name, names in parentheses after an acronym, bare ones."""
        shape = words.shape
        taken = {k for c in found for k in range(c.first, c.last + 1)}
        ends = {c.last + 1: c for c in found}
        extra: list[Candidate] = []
        others: set[str] = set()
        for match in PARENTHESIS.finditer(shape):
            first, last = match.start() + 1, match.end() - 2
            owner = ends.get(match.start())
            if owner is None:
                owner = self._defined(words, match.start(), words.text(first, last))
                if owner is None or taken & set(range(owner.first, owner.last + 1)):
                    continue
                if owner.rule == UNDERTAKING:
                    others.add(words.text(first, last))
                    continue
                extra.append(owner)
            if owner.facts.get("form") == "acronym":
                continue
            acronym = words.text(first, last)
            if not _may_abbreviate(acronym, words.text(owner.first, owner.last)):
                continue
            owner.facts["acronym"] = acronym
            facts = {**owner.facts, "form": "acronym", "defined_at": words.starts[owner.first]}
            replaced = [c for c in found if c.first >= first and c.last <= last]
            found = [c for c in found if c not in replaced]
            extra.append(Candidate(first, last, "organizations.acronym_defined", facts))
            taken.update(range(first, last + 1))
        extra += list(self._beside_comma(words, found, taken))
        _reversed(words, found)
        extra += _companies_again(words, [*found, *extra], taken)
        extra += _acronyms_again(words, [*found, *extra], taken)
        extra += self._bare_acronyms(words, taken, others)
        return sorted([*found, *extra], key=lambda c: c.first)

    def _beside_comma(
        self, words: Words, found: list[Candidate], taken: set[int]
    ) -> Iterator[Candidate]:
        """*la Cámara Colombiana de Comercio Electrónico, CCCE, …*: the acronym between commas."""
        shape = words.shape
        for owner in list(found):
            match = APPOSED.match(shape, owner.last + 1)
            if match is None or owner.facts.get("form") != "full":
                continue
            k = match.end() - 1
            text = words.texts[k]
            if not abbreviates(text, words.texts[owner.first : owner.last + 1]):
                continue
            owner.facts["acronym"] = text
            for other in [c for c in found if c.first == k]:
                found.remove(other)
            taken.add(k)
            facts = {**owner.facts, "form": "acronym", "defined_at": words.starts[owner.first]}
            yield Candidate(k, k, "organizations.acronym_apposition", facts)

    def _defined(self, words: Words, bracket: int, acronym: str) -> Candidate | None:
        """The capitalised phrase before `(ACRONYM)` whose words the acronym abbreviates."""
        if not acronym.isalpha() or not any(c.isupper() for c in acronym[1:]) and len(acronym) < 4:
            return None
        shape = words.shape
        first = bracket
        best = None
        while first > 0 and bracket - first < 16 and shape[first - 1] in "CAIDTYPE,":
            first -= 1
            if shape[first] in "CA" and abbreviates(acronym, words.texts[first:bracket]):
                best = first
        if best is None or shape[bracket - 1] not in "CAI" or bracket - best < 2:
            return None
        if words.lower[best] in self.undertakings:
            return Candidate(best, bracket - 1, UNDERTAKING, {})  # a plan or a fund
        facts = {"form": "full", "kind": "other", "confidence": 0.8}
        return Candidate(best, bracket - 1, "organizations.acronym_long_form", facts)

    def _bare_acronyms(
        self, words: Words, taken: set[int], others: set[str]
    ) -> Iterator[Candidate]:
        """`según el INEC`: capitals after an article, known to no lexicon."""
        shape = words.shape
        for match in re.finditer(r"(?<=[TD])A|(?<=E)A", shape):
            k = match.start()
            text = words.texts[k]
            if k in taken or not 3 <= len(text) <= 9 or not text.isalpha():
                continue
            article = words.lower[k - 1]
            if article not in ("el", "la", "del", "al") or text in self.not_acronyms | others:
                continue
            if shape[k + 1 : k + 2] in ("n", "C") or _is_roman(text):
                continue
            facts = {"form": "acronym", "kind": "other", "acronym": text, "confidence": 0.6}
            yield Candidate(k, k, "organizations.acronym_bare", facts)


def _acronyms_again(words: Words, found: list[Candidate], taken: set[int]) -> Iterator[Candidate]:
    """An acronym that the text defines, wherever it stands."""
    defined = {
        words.text(c.first, c.last): c
        for c in found
        if c.facts.get("form") == "acronym" and "defined_at" in c.facts and c.first == c.last
    }
    known = {c.first for c in found}
    for k, text in enumerate(words.texts):
        owner = defined.get(text)
        if owner is not None and k not in taken and k not in known:
            taken.add(k)
            yield Candidate(k, k, "organizations.acronym_again", dict(owner.facts))


def _companies_again(words: Words, found: list[Candidate], taken: set[int]) -> Iterator[Candidate]:
    """*Cobre Austral* after *Cobre Austral S.A.*: the firm without its legal form."""
    bare: dict[str, list[tuple[tuple[str, ...], Candidate]]] = {}
    for c in found:
        if c.rule != "organizations.company":
            continue
        end = c.last
        while end > c.first and not LEGAL_START.match(words.texts[end]):
            end -= 1
        while end - 1 > c.first and LEGAL_START.match(words.texts[end - 1]):
            end -= 1
        phrase = tuple(words.texts[c.first : end])
        bare.setdefault(phrase[0], []).append((phrase, c))
    for k, text in enumerate(words.texts):
        for phrase, owner in bare.get(text, ()):
            last = k + len(phrase) - 1
            inside = taken.intersection(range(k, last + 1))
            if (
                not inside
                and tuple(words.texts[k : last + 1]) == phrase
                and not any(c.first <= k <= c.last for c in found)
            ):
                facts = {**owner.facts, "form": "short", "defined_at": words.starts[owner.first]}
                yield Candidate(k, last, "organizations.company_again", facts)
                break


def _reversed(words: Words, found: list[Candidate]) -> None:
    """*el GIRED (Grupo de Intervención Rápida para Emergencias y Desastres)*"""
    at = {c.last: c for c in found}
    for long in found:
        k = long.first
        if words.shape[k - 1 : k] != "(" or words.shape[long.last + 1 : long.last + 2] != ")":
            continue
        text = words.texts[k - 2]
        if k < 2 or not abbreviates(text, words.texts[k : long.last + 1]):
            continue
        short = at.get(k - 2)
        if short is None:
            short = Candidate(k - 2, k - 2, "organizations.acronym_defined", {})
            found.append(short)
        long.facts["acronym"] = text
        short.facts = {**long.facts, "form": "acronym", "defined_at": words.starts[long.first]}
        short.rule = "organizations.acronym_defined"


def _choose(found: list[Candidate]) -> list[Candidate]:
    """The longest of those that overlap; the lexicon's where they are alike."""
    kept: list[Candidate] = []
    taken: set[int] = set()
    order = sorted(found, key=lambda c: (-c.length, "lexicon" not in c.rule, c.first))
    for candidate in order:
        words = range(candidate.first, candidate.last + 1)
        if not taken.intersection(words):
            taken.update(words)
            kept.append(candidate)
        else:
            _hand_down(candidate, kept)
    return sorted(kept, key=lambda c: c.first)


def _hand_down(shorter: Candidate, kept: list[Candidate]) -> None:
    """A pattern that only lengthens a known name keeps what the lexicon knows of it."""
    if "lexicon" not in shorter.rule or shorter.facts["form"] == "acronym":
        return
    for longer in kept:
        if (
            longer.first == shorter.first
            and longer.last >= shorter.last
            and "pattern" in longer.rule
        ):
            longer.facts["kind"] = shorter.facts["kind"]


def _span(words: Words, candidate: Candidate) -> Span:
    span = words.span(candidate.first, candidate.last, str(candidate.facts["kind"]), candidate.rule)
    span._.organization = candidate.facts
    return span


def _sentence_end(words: Words, begin: int, end: int) -> int:
    for k in range(begin, end):
        if words.first[k]:
            return k
    return end


def _company_start(words: Words, k: int) -> int:
    """The first word of the capitalised phrase that ends before word `k`."""
    shape = words.shape
    first = k
    while first > 0 and k - first < 9:
        here = shape[first - 1]
        if words.first[first] and first != k:
            break
        if here in "CAIU":
            first -= 1
        elif here == "Y" and not _partners(words, first):
            break
        elif here in "DY" and first > 1 and shape[first - 2] in "CAIU" and not words.first[first]:
            first -= 2
        else:
            break
    while first < k and words.texts[first] in COMPANY_LABELS:
        first += 1
    return first


def _partners(words: Words, first: int) -> bool:
    """*Benito Jujuy e Hijos*, *Graña y Montero*, but not two companies joined by *y*."""
    if words.lower[first] in (
        "hijos",
        "hijas",
        "hermanos",
        "hnos",
        "cía",
        "compañía",
        "asociados",
        "sucesores",
    ):
        return True
    return words.shape[first - 2] == "C" and words.shape[first - 3 : first - 2] not in (
        "C",
        "A",
        "D",
    )


ORDINALS = frozenset(
    f"{stem}{gender}"
    for stem in "primer segund tercer cuart quint sext séptim octav noven décim".split()
    for gender in ("o", "a")
) | {"primer", "tercer", "i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x"}
COMPANY_LABELS = frozenset("empresa firma compañía sociedad la el consorcio".split())


def abbreviates(acronym: str, phrase: list[str]) -> bool:
    """Whether the letters of the acronym occur in order at the beginnings of the words.

    Every capital of the acronym starts a word or lies in one that gives several
    letters (*Promperú*: **Prom**oción del **Perú**); small words may be left out.
    """
    letters = fold(acronym)
    words = [fold(word) for word in phrase if fold(word) not in SMALL and word[0].isalnum()]
    if not letters or not words or words[0][:1] != letters[0]:
        return False
    return _consume(letters, words)


def _consume(letters: str, words: list[str]) -> bool:
    if not letters:
        return not words or len(words) <= 1
    if not words:
        return False
    word = words[0]
    size = 0
    while size < len(word) and size < len(letters) and word[size] == letters[size]:
        size += 1
    for take in range(size, 0, -1):
        if _consume(letters[take:], words[1:]):
            return True
    return len(words) > 1 and size == 0 and _consume(letters, words[1:])


def _may_abbreviate(acronym: str, name: str) -> bool:
    """Rejects what a parenthesis may also hold: a place, a year, a party of a person."""
    if not any(c.isupper() for c in acronym):
        return False
    initials = {fold(word)[0] for word in name.split()}
    return len(acronym) <= 24 and fold(acronym)[0] in initials


def _is_roman(text: str) -> bool:
    return re.fullmatch(r"[IVXLC]+", text) is not None


__all__ = ["Organizations", "abbreviates", "make_organizations"]
