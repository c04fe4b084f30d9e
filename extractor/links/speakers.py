"""Who said it: each quote gets the person who is the subject of its verb.

In reading order. A named subject (*señaló Agurto*, *la ministra dijo*) decides;
without one the speaker goes on (*“…”, agregó*), within the paragraph or from
the one before. A subject that is nobody of the document (*dijo una vecina*,
*informó el ministerio*) leaves the speaker unknown.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass, replace

from spacy.language import Language
from spacy.tokens import Doc, Span

from extractor.lexicon import fold, read_language
from extractor.spans import facts, group, put, text_of, tokens_of
from extractor.structure.attribution import RELATIVE, Sentences
from extractor.structure.quotation import paragraph_ends

REACH = 70
"""Characters from a verb to the subject behind it."""
HEADING = 70
"""Characters of the longest line without an end mark that is no paragraph."""

PREPOSITIONS = frozenset(
    "a al ante bajo con contra de del desde durante en entre hacia hasta junto mediante para por "
    "según sin sobre tras".split()
)
ARTICLES = frozenset("el la los las un una unos unas su sus".split())
EPICENE = re.compile(r"(?:máxima )?autoridad\b", re.I)
"""What may name a person of either gender: *la autoridad* may be a man."""
TIMES = frozenset(
    "año años mes semana día días lunes martes miércoles jueves viernes sábado domingo mañana "
    "tarde noche pasado pasada último última próximo próxima fin momento mismo misma víspera "
    "fecha cierre inicio final".split()
)
BESIDE = re.compile(
    r"[\s,.]*(?:(?:hoy|ayer|también|además|asimismo|igualmente|luego|por su (?:parte|lado)|a su "
    r"vez|a su turno|en tanto|finalmente|anoche|esta (?:mañana|tarde|noche)|sin embargo|"
    r"no obstante|entre risas|(?:ante|a|al|en) (?:[\w.]+ ){1,5})[\s,]*){0,2}"
    r"(?:(?:el|la|los|las|su|nuestr[oa]|del?)\s+)?",
    re.I,
)
"""From a verb to the name or role that is its subject: *dijo* hoy ante la prensa el *alcalde*."""
SUBJECT = re.compile(
    r"[\s,]*(?P<article>el|la|los|las|un|una|unos|unas|su|sus)\s+(?P<noun>\w+)"
    r"(?P<whose>\s+del?\s(?!(?:la |esa |ese |dicha )?(?:sector|cartera|despacho|entidad)))?",
    re.I,
)
NAME = re.compile(r"\s*([A-ZÁÉÍÓÚÑ]\w+(?:[\s-]+[A-ZÁÉÍÓÚÑ]\w+){0,3})")
LINKED = re.compile(
    r"\s*(?:[,(].*|(?:también|además|asimismo|ya|hoy|ayer|no|se|lo|le|nos|así)?\s*)$", re.S | re.I
)
"""Between a subject and its verb: nothing, an apposition, an adverb."""
APPOSED = re.compile(r"(?:\s+del?\s[^.,;:()]*)?[,\s]*")
"""Between a role and the name that stands beside it."""
BETWEEN = re.compile(r"[\s-]+")
OPINION = re.compile(r"[\s\W]*(?:para|según|por)\s", re.I)


@Language.factory("press_speakers", requires=["doc.spans"])
def make_speakers(nlp: Language, name: str) -> Speakers:
    """The component that gives quotes their speakers."""
    return Speakers()


class Speakers:
    """Sets `kb_id_` of `doc.spans["quotes"]` to the entity of the person who speaks."""

    def __init__(self) -> None:
        self.words = _Words()

    def __call__(self, doc: Doc) -> Doc:
        """The Doc with the speakers of its quotes."""
        quotes = group(doc, "quotes")
        if quotes:
            _Hearing(doc, self.words).hear(quotes)
            put(doc, "quotes", quotes)
        return doc


class _Words:
    """What the language knows of roles and names."""

    def __init__(self) -> None:
        self.given = {fold(row["name"]): row["gender"] for row in read_language("given_names.csv")}
        self.roles = frozenset(
            word.lower()
            for row in read_language("roles.csv")
            for column in ("masculine", "feminine")
            for word in row.many(column)
        )
        self._means = {
            fold(row["phrase"]): frozenset(row.many("means"))
            for row in read_language("role_synonyms.csv")
        }

    def means(self, text: str) -> frozenset[str]:
        """The posts that the role at the head of the text stands for: *jefe comunal*."""
        words = fold(text[:60]).replace(",", " ,").replace(".", " .").split()
        for size in range(min(4, len(words)), 0, -1):
            found = self._means.get(" ".join(words[:size]))
            if found:
                return found
        return frozenset()


@dataclass(slots=True)
class _Mention:
    """A person or role in the text; `key` is empty where the role is nobody's."""

    start: int
    end: int
    key: str
    governed: bool
    role: bool


class _Hearing:
    """The speakers of one document."""

    def __init__(self, doc: Doc, words: _Words) -> None:
        self.tokens = tokens_of(doc)
        self.text = text_of(doc)
        self.words = words
        self.genders: dict[str, str] = {}
        self.heads: dict[str, str] = {}
        self.names: dict[str, set[str]] = {}
        self.mentions = self._mentions(doc)
        self.starts = [mention.start for mention in self.mentions]
        self.sentences = Sentences(doc, self.text)
        self.paragraphs = self._paragraphs()
        self.told: list[tuple[int, int, str]] = []

    def hear(self, quotes: list[Span]) -> None:
        """Give each quote its speaker, in reading order."""
        for span in quotes:
            fact = facts(span, "quotes")
            start, end = fact.get("range") or (span.start_char, span.end_char)
            key = self._speaker(span, fact, start)
            if key:
                span.kb_id_ = key
            self.told.append((start, end, key))

    def _mentions(self, doc: Doc) -> list[_Mention]:
        found: dict[tuple[int, int], _Mention] = {}
        for name in ("persons", "roles"):
            for span in group(doc, name):
                start, end, key = span.start_char, span.end_char, span.kb_id_
                governed = self._is_governed(span.start)
                found[start, end] = _Mention(start, end, key, governed, name == "roles")
                if name == "persons" and key:
                    self._enter(span, key)
        return self._appositions(
            sorted(found.values(), key=lambda mention: (mention.start, -mention.end))
        )

    def _enter(self, span: Span, key: str) -> None:
        """Gender, post and names of a person, as far as this mention tells."""
        parts = BETWEEN.split(fold(self.text[span.start_char : span.end_char]))
        self.names.setdefault(key, set()).update(parts)
        if parts[0] in self.words.given:
            self.genders.setdefault(key, self.words.given[parts[0]])
        role = facts(span, "persons").get("role")
        if role:
            self.heads.setdefault(key, str(role).split()[0].lower())

    def _appositions(self, mentions: list[_Mention]) -> list[_Mention]:
        """A name beside a role is governed as the role is: *en nombre del ministro, Juan Paz,*."""
        result = mentions[:1]
        for mention in mentions[1:]:
            before = result[-1]
            if before.governed and before.role and not mention.role and not mention.governed:
                between = self.text[before.end : mention.start]
                if len(between) < REACH and APPOSED.fullmatch(between):
                    mention = replace(mention, governed=True)
            result.append(mention)
        return result

    def _is_governed(self, first: int) -> bool:
        """Whether a preposition stands before: no subject."""
        lower = self.tokens.lower
        before = first - 1
        while before >= 0 and (lower[before] in ARTICLES or lower[before].isspace()):
            before -= 1
        return before >= 0 and lower[before] in PREPOSITIONS

    def _paragraphs(self) -> list[int]:
        """Where paragraphs begin; headings go with what follows."""
        begins = [0]
        for end in paragraph_ends(self.text):
            line = self.text[begins[-1] : end].strip()
            if len(line) <= HEADING and line[-1:] not in '.!?…:”»"' and len(begins) > 1:
                continue
            begins.append(end + 1)
        return begins

    # -------------------------------------------------------------------- one quote

    def _speaker(self, span: Span, fact: dict[str, object], start: int) -> str:
        """The entity of who says what begins at `start`, or an empty string."""
        rule, cue, subject = span.id_, _pair(fact.get("cue")), _pair(fact.get("subject"))
        if rule == "quotes.headline":
            return self._first(*subject) if subject else ""
        if subject is None:
            return self._goes_on(start)
        if cue is None:
            return self._first(*subject) or self._first(*subject, governed=True)
        if fact.get("verb") is None:
            return self._first(cue[1], subject[1], governed=True)
        if cue[1] <= subject[0]:
            return self._behind(cue[1], subject[1], start)
        if cue[1] > start:
            return self._ahead(*subject, start)
        if fact.get("relative"):
            return self._last(*subject)
        behind = self._near(cue[1], min(start, cue[1] + 2 * REACH))
        named = self._named(behind, start) if behind else ""
        return named or self._ahead(*subject, start)

    def _behind(self, verb: int, end: int, start: int) -> str:
        """The subject behind its verb, or the speaker who goes on where there is none."""
        near = self._near(verb, end)
        if near is not None:
            return self._named(near, end) or self._meant_again(verb, start)
        subject = SUBJECT.match(self.text, verb, end)
        if subject is not None and subject["noun"].lower() not in TIMES:
            return self._meant_again(verb, start)
        if NAME.match(self.text, verb, end):
            return self._called(verb, end)
        return self._goes_on(start)

    def _meant_again(self, verb: int, start: int) -> str:
        """*dijo el jefe comunal*, *dijo el funcionario*: who is meant, if anybody.

        The last holder of a post that the words stand for; else, for a bare role,
        whoever spoke or acted last, if of the same gender.
        """
        subject = SUBJECT.match(self.text, verb, verb + REACH)
        if subject is None or subject["article"].lower() not in ("el", "la"):
            return ""
        gender = "f" if subject["article"].lower() == "la" else "m"
        words = self.text[subject.start("noun") : verb + REACH]
        epicene = EPICENE.match(words) is not None
        if epicene:
            gender = "fm"
        means = self.words.means(words)
        if means:
            return self._holder(means, gender, start)
        known = epicene or subject["noun"].lower() in self.words.roles
        if subject["whose"] or not known:
            return ""
        key = self._goes_on(start)
        return key if self._agrees(key, gender) else ""

    def _holder(self, means: frozenset[str], gender: str, start: int) -> str:
        """The last person before `start` whose post is one of these."""
        for mention in reversed(self.mentions):
            if mention.start < start and mention.key and self._agrees(mention.key, gender):
                head = self.heads.get(mention.key, "")
                if head in means:
                    return mention.key
        return ""

    def _agrees(self, key: str, gender: str) -> bool:
        return gender == "fm" or self.genders.get(key, gender) in (gender, "fm", "")

    def _called(self, begin: int, end: int) -> str:
        """The one person of whose name these capitalised words are a part."""
        name = NAME.match(self.text, begin, end)
        if name is None:
            return ""
        words = set(BETWEEN.split(fold(name[1])))
        keys = {key for key, parts in self.names.items() if words <= parts}
        return keys.pop() if len(keys) == 1 else ""

    def _ahead(self, begin: int, end: int, start: int) -> str:
        """The subject before its verb."""
        own = [m for m in self._between(begin, end) if m.key and not m.governed]
        if own:
            last = own[-1]
            if LINKED.match(self.text[last.end : end]):
                return last.key
            return own[0].key
        if OPINION.match(self.text, begin, end):
            return self._first(begin, end, governed=True)
        subject = SUBJECT.match(self.text, begin, end)
        if subject is not None and subject["noun"].lower() not in TIMES:
            return self._meant_again(begin, start)
        return self._called(begin, end) or self._goes_on(start)

    # -------------------------------------------------------------- mentions in a stretch

    def _between(self, begin: int, end: int) -> list[_Mention]:
        first = bisect_left(self.starts, begin)
        return self.mentions[first : bisect_left(self.starts, end)]

    def _near(self, verb: int, end: int) -> _Mention | None:
        """The person or role that follows a verb as its subject."""
        for mention in self._between(verb, min(end, verb + 2 * REACH)):
            if mention.governed:
                continue
            gap = BESIDE.match(self.text, verb, mention.start)
            if gap is not None and gap.end() == mention.start:
                return mention
            return None
        return None

    def _named(self, near: _Mention, end: int) -> str:
        """The person of a mention, or of the name that stands beside the role."""
        if near.key:
            return near.key
        for mention in self._between(near.end, min(end, near.end + 2 * REACH)):
            if mention.key and not mention.governed:
                between = self.text[near.end : mention.start]
                return "" if RELATIVE.search(between) or "." in between[1:-1] else mention.key
        return ""

    def _first(self, begin: int, end: int, governed: bool = False) -> str:
        for mention in self._between(begin, end):
            if mention.key and mention.governed <= governed:
                return mention.key
        return ""

    def _last(self, begin: int, end: int) -> str:
        mentions = [m for m in self._between(begin, end) if m.key]
        return mentions[-1].key if mentions else ""

    # ------------------------------------------------------------------- going on

    def _paragraph(self, offset: int) -> int:
        return max(0, bisect_left(self.paragraphs, offset + 1) - 1)

    def _goes_on(self, start: int) -> str:
        """Whoever the text before, in this paragraph or the last, has speak or act."""
        here = self._paragraph(start)
        opening = self.sentences.begin(start)
        said = self._said(opening, start)
        if said is not None:
            return said
        for paragraph in (here, here - 1):
            if paragraph < 0:
                break
            begin = self.paragraphs[paragraph]
            end = opening if paragraph == here else self.paragraphs[paragraph + 1]
            key = self._of_paragraph(begin, end)
            if key is not None:
                return key
        return ""

    def _of_paragraph(self, begin: int, end: int) -> str | None:
        """The last to speak or to act in a stretch; None where nobody does."""
        while end > begin:
            at = max(begin, self.sentences.before(end))
            said = self._said(at, end)
            if said is not None:
                return said
            subject = self._subject(at, end)
            if subject:
                return subject
            if at >= end:
                break
            end = at
        return None

    def _said(self, begin: int, end: int) -> str | None:
        """The speaker of the last speech that touches a stretch; None where there is none."""
        for start, stop, key in reversed(self.told):
            if start < end and stop > begin:
                return key
            if stop <= begin:
                break
        return None

    def _subject(self, begin: int, end: int) -> str:
        """The first person of a sentence who is no object of it."""
        for mention in self._between(begin, end):
            if not mention.key:
                continue
            if not mention.governed or OPINION.match(self.text, begin, mention.start):
                return mention.key
        return ""


def _pair(value: object) -> tuple[int, int] | None:
    """Two offsets as they travel in the facts of a span."""
    if isinstance(value, list | tuple) and len(value) == 2:
        return int(value[0]), int(value[1])
    return None
