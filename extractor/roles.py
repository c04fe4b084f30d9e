"""The grammar of roles: *director general (e) de Presupuesto*, *embajador del Japón en el Perú*.

A role is a head of the lexicon, the modifiers that follow it, and what it
takes: a portfolio, a place or a unit. The institution itself is left out when
it is a name of its own (*director ejecutivo* · *de* · *Pronabec*).
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from extractor.lexicon import Row, fold, read_language, read_world
from extractor.place_lexicon import gazetteer_of
from extractor.words import Words

# "de A Coruña", "de Entre Ríos": a preposition with a capital opens a place's name.
_NAME = r"[CAI][CAIn]*(?:D(?:T|E(?=C))?[CAI]+)*"
PORTFOLIO = re.compile(rf"DT?{_NAME}(?:(?:,{_NAME})*(?:Y(?:DT?)?{_NAME}))?")
PLACE = re.compile(rf"DT?(?:w(?:DT?|(?=C)))?(?:E(?=C))?{_NAME}")
PLACES = re.compile(rf"DT?{_NAME}(?:,{_NAME})*(?:Y(?:DT?)?{_NAME})?")
UNIT = re.compile(rf"DT?(?:(?:E(?=C))?{_NAME}(?:(?:,{_NAME})*Y{_NAME})?|ww(?=D)|w(?:D?T?{_NAME})?)")
# "rector de la casa de altos estudios, Cr. X": a longer one only where a name follows.
GENERIC = re.compile(
    rf"DT?w{{1,3}}(?:DT?w{{1,2}}){{0,2}}(?:(?:DT?)?{_NAME})?(?=,(?:T?w{{0,2}})?[CI])"
)
BY = re.compile(r"PT[CAI]+YT[CAI]+|PT?(?:E(?=C))?[CAI]+(?:(?:DT?|Y)[CAI]+)*")
# "los alcaldes de Puno, Luis Vera, y de Tacna, Juan Soto": to each his own
OWNED = re.compile(rf"(?P<own>DT?{_NAME}),[CI]{{2,}}(?:DT?[CI]+)*,?YD")
IN_COUNTRY = re.compile(r"ET?[CAI]+(?:DT?[CAI]+)*")
PREFIX = re.compile(r"(?:ex|vice|sub|co|pro)-?(?=\w{4})")
PREFIXES = frozenset(("ex", "vi", "su", "co", "pr"))
"""How the words begin that `PREFIX` finds."""
FORMER = ("ex", "ex-")


@dataclass(frozen=True, slots=True)
class RoleHead:
    """What the lexicon says of a role: what it may take, at which level, in which gender."""

    masculine: str
    takes: frozenset[str]
    level: str
    gender: str
    plural: bool


@dataclass(slots=True)
class RolePhrase:
    """A role in the text, words inclusive; `head_last` is the end of head and modifiers."""

    first: int
    head_last: int
    last: int
    head: RoleHead
    former: bool


class RoleGrammar:
    """Reads roles; made once."""

    def __init__(self) -> None:
        self.heads: dict[str, list[tuple[tuple[str, ...], RoleHead]]] = {}
        for row in read_language("roles.csv"):
            self._add(row)
        for entries in self.heads.values():
            entries.sort(key=lambda entry: -len(entry[0]))
        rows = read_language("role_modifiers.csv")
        self.modifiers = {row["word"] for row in rows if " " not in row["word"]}
        demonyms = {row["demonym"] for row in read_language("regional_demonyms.csv")}
        for row in read_world("countries.csv"):
            demonyms.update(row.many("demonyms"))
        self.modifiers |= demonyms
        self.levels = LEVELS | ACTING | demonyms
        self.given = {
            fold(row["name"]) for row in read_language("given_names.csv") if not row["ambiguous"]
        }
        self.all_given = {fold(row["name"]) for row in read_language("given_names.csv")}
        self.surnames = {fold(row["name"]) for row in read_language("surnames.csv")}
        self.phrases = {
            tuple(row["word"].replace("(", "( ").replace(")", " )").split())
            for row in rows
            if " " in row["word"] or "(" in row["word"]
        }
        self.gazetteer = gazetteer_of(None)
        self.max_phrase = max(map(len, self.phrases), default=1)

    def _add(self, row: Row) -> None:
        takes, level = frozenset(row.many("takes")), row["level"]
        for column, gender in (("masculine", "m"), ("feminine", "f")):
            for form in row.many(column):
                for text, plural in ((form, False), (plural_of(form), True)):
                    words = tuple(text.lower().split())
                    head = RoleHead(row["masculine"], takes, level, gender, plural)
                    entries = self.heads.setdefault(words[0], [])
                    if all(words != known for known, _ in entries):
                        entries.append((words, head))

    def openings(self, words: Words) -> list[int]:
        """The words at which a role may begin, in order."""
        where = words.where
        forms = self.heads.keys() & where.keys()
        for low in where:
            if low[:2] in PREFIXES and (
                low in FORMER
                or ((prefix := PREFIX.match(low)) and low[prefix.end() :] in self.heads)
            ):
                forms.add(low)
        return sorted([k for low in forms for k in where[low]])

    def head_at(self, words: Words, k: int) -> tuple[int, RoleHead, bool] | None:
        """Number of words of the head at word `k`, the head, and whether it is a former role."""
        low = words.lower[k]
        former = False
        start = k
        if low in FORMER and k + 1 < len(words.lower):
            former, start = True, k + 1
            low = words.lower[start]
        entries = self.heads.get(low)
        if entries is None and (match := PREFIX.match(low)):
            entries = self.heads.get(low[match.end() :])
            former = former or low.startswith("ex")
            if entries is not None:
                return start - k + 1, entries[-1][1], former
        for form, head in entries or ():
            if len(form) == 1 or tuple(words.lower[start : start + len(form)]) == form:
                return start - k + len(form), head, former or form[0].startswith("ex")
        return None

    def phrase_at(self, words: Words, k: int, organizations: set[int]) -> RolePhrase | None:
        """The role that begins at word `k`; words in `organizations` open an institution's name."""
        found = self.head_at(words, k)
        if found is None:
            return None
        size, head, former = found
        if words.shape[k] == "C" and not words.first[k] and self._is_surname_at(words, k):
            return None
        if head.plural and words.shape[k] == "C" and words.shape[k + size : k + size + 1] == "C":
            return None  # "Defensas Fluviales": a name
        end = self._modifiers(words, k + size)
        last = self._complement(words, end, head, organizations)
        return RolePhrase(k, end - 1, last - 1, head, former)

    def _is_surname_at(self, words: Words, k: int) -> bool:
        """*Peter Abad*, *Marta Rey Ríos*: behind a given name a head is a surname."""
        return k > 0 and words.shape[k - 1] == "C" and words.folded[k - 1] in self.given

    def _modifiers(self, words: Words, end: int) -> int:
        lower, shape = words.lower, words.shape
        while end < len(lower) and not words.first[end]:
            if lower[end] in self.modifiers:
                end += 1
            elif shape[end] == "Y" and end + 1 < len(lower) and lower[end + 1] in self.modifiers:
                end += 2
            elif size := self._phrase(words, end):
                end += size
            else:
                break
        return end

    def _phrase(self, words: Words, at: int) -> int:
        if words.shape[at] not in "(wEP":
            return 0
        for size in range(min(self.max_phrase, len(words.lower) - at), 1, -1):
            if tuple(words.lower[at : at + size]) in self.phrases:
                return size
        return 0

    def _complement(self, words: Words, end: int, head: RoleHead, organizations: set[int]) -> int:
        shape = words.shape
        if shape[end - 1] == "C" and (more := AND.match(shape, end)) and not words.first[end]:
            end = more.end()  # "vicerrector de Investigación y Posgrado"
        for _ in range(2):
            if end >= len(shape) or words.first[end]:
                break
            at = end + (2 if shape[end + 1 : end + 2] == "T" else 1)
            if at in organizations or end in organizations:
                break
            match = self._grammar(shape[end], head).match(shape, end)
            if shape[end] == "D" and (longer := GENERIC.match(shape, end)):
                match = longer
            if head.plural and (owned := OWNED.match(shape, end)):
                return owned.end("own")
            if match is None:
                break
            stop = _cut(words, end, match.end(), organizations)
            stop = self._before_given(words, at, stop, "place" in head.takes)
            if stop <= at:
                break
            end = stop + 2 * self._joins_surnames(words, stop)
            if "portfolio" not in head.takes:
                continue
            topic = IN_SUBJECT.match(shape, end)
            if topic and not self.gazetteer.bearers(words.text(end + 1, topic.end() - 1)):
                end = topic.end()
                break
            size = self._level(words, end)
            if size:
                end += size
                break
        return end

    def _joins_surnames(self, words: Words, k: int) -> bool:
        """*alcalde de José Luis Bustamante · y Rivero, X*: a place named after one person."""
        return (
            words.shape[k : k + 3] == "YC,"
            and words.folded[k - 1] in self.surnames
            and words.folded[k + 1] in self.surnames
            and words.folded[k - 2] in self.all_given
        )

    def _level(self, words: Words, k: int) -> int:
        """*secretaria de Salud · departamental*, *ministra de Defensa · (s)*: how many words."""
        if k >= len(words.shape) or words.first[k]:
            return 0
        return int(words.lower[k] in self.levels) or self._phrase(words, k)

    def _before_given(self, words: Words, at: int, stop: int, takes_place: bool) -> int:
        """*catedrática de Fisiología · María Ángeles*: the name is no part of the subject.

        After a place a surname must follow: *el gobernador de Puno · Luis Vera*, but
        *la alcaldesa de San Juan de Miraflores*.
        """
        if "CC" not in words.shape[at:stop]:
            return stop
        known = self._after_place(words, at, stop) if takes_place else None
        if known is not None:
            return known
        for k in range(at + 1, stop):
            if words.shape[k - 1 : k + 1] != "CC" or words.folded[k] not in self.all_given:
                continue
            sure = words.folded[k] in self.given
            if sure and not takes_place:
                return k
            if words.lower[k - 1] in NAMED_AFTER or self.given.issuperset(words.folded[at:k]):
                continue  # "de General Juan Madariaga", "de José Luis Bustamante y Rivero"
            if sure and words.shape[at - 1] == "P" and words.shape[k + 1 : k + 2] == "C":
                return k
            if self._surname_follows(words, k + 1):
                return k
        return stop

    def _after_place(self, words: Words, at: int, stop: int) -> int | None:
        """*el alcalde de Cali · Alejandro Eder*: behind the longest place that a name follows."""
        if self.gazetteer.bearers(words.text(at, stop - 1)):
            return stop
        apposed = words.shape[stop : stop + 1] == ","
        for k in range(stop - 2, at, -1):
            if words.shape[k - 1 : k + 1] != "CC":
                continue
            named = words.folded[k] in self.all_given
            named = named or (not apposed and words.folded[stop - 1] in self.surnames)
            if named and self.gazetteer.bearers(words.text(at, k - 1)):
                return k
        return None

    def _surname_follows(self, words: Words, k: int) -> bool:
        """*José · Luis Sanz*: a surname, after other given names if any."""
        while words.shape[k : k + 1] == "C":
            if words.folded[k] in self.surnames:
                return True
            if words.folded[k] not in self.all_given:
                return False
            k += 1
        return False

    @staticmethod
    def _grammar(kind: str, head: RoleHead) -> re.Pattern[str]:
        if kind == "D":
            if "portfolio" in head.takes:
                return PORTFOLIO
            if "unit" in head.takes or "organization" in head.takes:
                return UNIT
            return PLACES if head.plural else PLACE
        if kind == "P":
            return BY
        if kind == "E" and head.level == "diplomatic":
            return IN_COUNTRY
        if kind == "E" and head.masculine.startswith(POSTED):
            return IN_COUNTRY if head.masculine.endswith("del Gobierno") else IN_PLACE
        return NOTHING


AND = re.compile(rf"Y{_NAME}(?=,[CI])")
IN_SUBJECT = re.compile(rf"E{_NAME}(?=,[CI])")  # "viceministra de Atención Primaria en Salud, X"
IN_PLACE = re.compile(rf"{IN_COUNTRY.pattern}(?=,[CI])")
POSTED = ("delegado", "subdelegado", "representante", "comisionado", "coordinador")
"""Heads of those who are sent somewhere: *delegada del Gobierno en Andalucía*."""
LEVELS = frozenset(
    "provincial provinciales departamental departamentales municipal municipales estatal "
    "estatales regional regionales distrital autonómico autonómica cantonal foral metropolitano "
    "metropolitana nacional federal".split()
)
ACTING = frozenset(
    "interino interina subrogante suplente encargado encargada saliente entrante electo electa "
    "designado designada".split()
)
NAMED_AFTER = frozenset(
    "san santa santo villa puerto ciudad colonia pueblo nueva nuevo general coronel comandante "
    "capitán teniente almirante comodoro doctor padre fray presidente gobernador ingeniero "
    "intendente mariscal don doña".split()
)
"""Before a person's name these make a place's: *General Juan Madariaga*."""
NOTHING = re.compile(r"(?!)")


def _cut(words: Words, begin: int, end: int, organizations: set[int]) -> int:
    """Where the complement ends: before an institution, another role or a new sentence."""
    shape = words.shape
    for k in range(begin + 1, end):
        if words.first[k] or k in organizations:
            while k > begin and shape[k - 1] in "DTYPE,":
                k -= 1
            return k
    return end


def plural_of(form: str) -> str:
    """The plural of a role: its first word, and an adjective right after it, in the plural.

    >>> plural_of("director general"), plural_of("juez"), plural_of("jefe de misión")
    ('directores generales', 'jueces', 'jefes de misión')
    """
    words = form.split()
    stop = next((k for k, word in enumerate(words) if word in ("de", "del", "en")), len(words))
    return " ".join([_plural(word) for word in words[:stop]] + words[stop:])


def _plural(word: str) -> str:
    if word[-1] in "aeoáé":
        return word + "s"
    if word[-1] == "z":
        return word[:-1] + "ces"
    if word[-1] in "íú":
        return word + "es"
    if word.endswith(("ón", "án", "én", "ín")):
        plain = {"ó": "o", "á": "a", "é": "e", "í": "i"}[word[-2]]
        return word[:-2] + plain + "nes"
    if word[-1] == "s":
        return word if len(word) > 5 and word[-2] not in "éá" else word + "es"
    return word + "es"


def singular_of(role: str) -> str:
    """The singular of a role in the plural.

    >>> singular_of("ministras de Estado")
    'ministra de Estado'
    """
    words = role.split()
    first = words[0]
    low = first.lower()
    if low.endswith("ces"):
        return " ".join([first[:-3] + "z", *words[1:]])
    if low.endswith(("ores", "ales", "iles")):
        return " ".join([first[:-2], *words[1:]])
    if low.endswith("ones"):
        return " ".join([first[:-4] + "ón", *words[1:]])
    return " ".join([first[:-1] if low.endswith("s") else first, *words[1:]])
