"""What somebody said: direct speech between marks or dashes, and reported speech.

Start at `_Reading.read`. A quoted stretch is speech for a reason that its rule
names; titles, project names, irony and terms have none and stay out.

| rule | sentence it reads |
|---|---|
| `quotes.followed` | *“No basta con anunciar”, subrayó Agurto.* |
| `quotes.introduced` | *La ministra señaló: “Nadie debe esperar un año”.* |
| `quotes.integrated` | *Explicó que “hay 97 personas con movilidad reducida”.* |
| `quotes.continued` | *“No habrá más papeles”, dijo, “pero sí habrá plazos”.* |
| `quotes.headline` | *“La obra no se detiene hasta marzo”: alcalde de Lima* |
| `quotes.bare` | *El alcalde criticó el retraso. “Llevamos tres años esperando agua”.* |
| `quotes.dash` | *—No vamos a parar las obras —dijo el ministro.* |
| `quotes.indirect` | *Precisó que la obra costará nueve millones.* |
"""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass
from typing import Any

from spacy.language import Language
from spacy.tokens import Doc, Span

from extractor.lexicon import read_language
from extractor.spans import span_at, tell
from extractor.structure.attribution import MIN_WORDS, WORD, Surroundings
from extractor.structure.quotation import Quoted
from extractor.structure.reporting import Cue, Cues

MIN_REPORTED = 3
LONG = 8
"""Words from which on a clause between marks is no title, though the sentence goes on."""
MAX_LEAD = 600
"""Characters before a mark in which its introduction is looked for."""

CLAUSE = re.compile(
    r"\b(?:no|nos|me|yo|es|son|está|están|estamos|hay|ha|han|hemos|había|vamos|tenemos|tiene|"
    r"tienen|puede|pueden|debe|deben|quiero|quieren|creo|fue|fueron|era|será|serán|sea|van|va|"
    r"\w{3,}(?:ar|er|ir)(?:é|á|án|emos)|\w{2,}(?:aron|ieron|aban|ábamos|íamos)|\w{3,}ó|"
    r"(?!últ|mín|máx|pról|extr|tramos|ramos|gramos|colmos)\w{2,}[aei]mos)\b",
    re.I,
)
"""Signs of a finite verb, which names and titles lack."""
LABEL = re.compile(r"\s*[A-ZÁÉÍÓÚÑ]\w+(?: (?:de|del|la|y|[A-ZÁÉÍÓÚÑ][\w.-]+)){0,8}:\s*")
"""A speaker's name before a colon: *Ministra de Salud:*."""
OPINION = re.compile(r"\s*para (?=[A-ZÁÉÍÓÚÑ]|(?:el|la|los|las) )", re.I)
"""*Para la alcaldesa, “la obra no puede esperar”*."""
ASIDE = re.compile(r"\s[—–-](?=\w)([^—–\n]{2,160}?)[—–-](?=[\s,.;:?!»”\"]|$)")
SPOKEN_LINE = re.compile(r"^[ \t]*[—–](?=[¿¡«“\"A-ZÁÉÍÓÚÑ])", re.M)
ATTRIBUTED = re.compile(r"\s[—–](?=\w)([^—–\n]{2,200}?)(?:[—–](?=[\s,.;:])|\.?\s*$)", re.M)
THAT = re.compile(
    r"(?:\s*,?\s*(?:hoy|ayer|también|además|asimismo|igualmente|sin embargo|no obstante|"
    r"finalmente|por su parte|a su vez|al respecto|en ese sentido|esta (?:mañana|tarde|noche)|"
    r"(?:a|ante) (?:la|los|las|el)(?: \w+){1,3}|al(?: \w+){1,3})\s*,?){0,2}\s*,?\s*que\s",
    re.I,
)
"""From a reporting verb to its clause: *informó hoy que*, *añadió, además, que*."""
TIED = re.compile(r"[\s,]+(?:(?:y|e|pero|aunque)\s*)?(?:que)?$")
TIES = frozenset(a + b for a in ("y", "e", "pero", "aunque", "") for b in ("que", ""))


@Language.factory("press_quotes", assigns=["doc.spans"])
def make_quotes(nlp: Language, name: str) -> Quotes:
    """The quote finder."""
    return Quotes()


class Quotes:
    """Direct and reported speech, into `doc.spans["quotes"]`.

    Facts: `verb` (as in the text), `kind` (`direct`, `indirect`), `cue` (characters of the
    verb or phrase), `subject` (characters of the stretch that holds who speaks), `relative`
    (the subject is the antecedent of *quien*, *que*), `range` (characters of the quote, where
    a token holds a mark as well), `text` (without the marks that open further paragraphs) and
    `confidence`.
    """

    def __init__(self) -> None:
        self.cues = Cues()
        self.heads = frozenset(row["word"] for row in read_language("title_heads.csv"))

    def __call__(self, doc: Doc) -> Doc:
        """The Doc with its quotes."""
        doc.spans["quotes"] = _Reading(doc, self.cues, self.heads).read()
        return doc


@dataclass(slots=True)
class _Speech:
    """A stretch found to be speech, and why; `closing` is where its marks end."""

    start: int
    end: int
    rule: str
    cue: Cue | None = None
    subject: tuple[int, int] | None = None
    confidence: float = 1.0
    relative: bool = False
    closing: int = 0
    repeated: tuple[tuple[int, int], ...] = ()
    kind: str = "direct"


@dataclass(slots=True)
class _Stretch:
    """A quoted stretch and what tells speech from titles."""

    quoted: Quoted
    begin: int
    lead: str
    mark: str
    cues: list[Cue]
    clause: bool
    title: bool
    capital: bool
    long: bool

    def speech(
        self,
        rule: str,
        cue: Cue | None = None,
        subject: tuple[int, int] | None = None,
        confidence: float = 1.0,
    ) -> _Speech:
        """The stretch as speech."""
        return _Speech(self.quoted.start, self.quoted.end, rule, cue, subject, confidence)


class _Reading:
    """The quotes of one document."""

    def __init__(self, doc: Doc, cues: Cues, heads: frozenset[str]) -> None:
        self.doc = doc
        self.heads = heads
        self.around = Surroundings(doc, cues)
        self.text = self.around.text
        self.speech: list[_Speech] = []

    def read(self) -> list[Span]:
        """All quotes in text order."""
        for quoted, words in zip(self.around.quoted, self.around.words, strict=True):
            if len(words) < MIN_WORDS:
                continue
            found = self._judge(self._stretch(quoted, words))
            if found is not None:
                found.closing = quoted.closing
                found.repeated = tuple(quoted.repeated)
                self.speech += self._split(found)
        if "—" in self.text or "–" in self.text:
            self._dashes()
        self.speech.sort(key=lambda speech: speech.start)
        self._reported()
        self.speech.sort(key=lambda speech: (speech.start, speech.end))
        return [span for speech in self.speech if (span := self._span(speech)) is not None]

    # ------------------------------------------------------------------ the verdict

    def _stretch(self, quoted: Quoted, words: list[str]) -> _Stretch:
        opening = quoted.opening
        begin = self._outside(self.around.sentences.begin(opening), opening)
        lead = self.text[begin:opening]
        mark = lead.rstrip()[-1:]
        if not mark and self.text[max(0, opening - 80) : opening].rstrip()[-1:] == ":":
            begin = self._outside(self.around.sentences.before(begin), opening)
            lead, mark = self.text[begin:opening], ":"
        content = self.text[quoted.start : quoted.end]
        clause = CLAUSE.search(content) is not None
        first = content.lstrip("¿¡ \n\t“«\"'‘…([")[:1]
        return _Stretch(
            quoted=quoted,
            begin=begin,
            lead=lead,
            mark=mark,
            cues=self.around.cues_between(begin, opening),
            clause=clause,
            title=not clause and _is_title(words),
            capital=first.isupper() or first.isdigit(),
            long=len(words) >= LONG,
        )

    def _outside(self, start: int, end: int) -> int:
        """`start`, or the end of the last speech between it and `end`."""
        start = max(start, end - MAX_LEAD)
        if self.speech and self.speech[-1].closing <= end:
            return max(start, self.speech[-1].closing)
        return start

    def _judge(self, stretch: _Stretch) -> _Speech | None:
        """The speech that a quoted stretch is, or None."""
        if not stretch.lead.strip(" \t\n•·▪*–—-,;.”»\"'"):
            return self._alone(stretch)
        told = stretch.clause and (stretch.cues if stretch.mark == ":" else not stretch.capital)
        if not told and self._is_named(stretch):
            return None
        if stretch.mark == ":":
            return self._after_colon(stretch)
        previous = self._previous(stretch)
        if previous is not None and previous.closing == stretch.begin and stretch.mark in ",;—–-":
            cue = previous.cue
            if cue is not None and stretch.begin <= cue.start and stretch.cues[-1:] in ([], [cue]):
                return stretch.speech("quotes.continued", cue, None, 0.95)
        return self._within(stretch, previous)

    def _is_named(self, stretch: _Stretch) -> bool:
        """Whether the words before the mark call what follows a title, a motto, a project."""
        last = [word.lower() for word in WORD.findall(stretch.lead[-60:])]
        if stretch.mark == ":":
            return not self.heads.isdisjoint(last[-5:])
        if not last or stretch.mark in ",;.!?":
            return False
        return (last[-2] if last[-1] == "de" and len(last) > 1 else last[-1]) in self.heads

    def _alone(self, stretch: _Stretch) -> _Speech | None:
        """A quoted stretch that begins its sentence."""
        quoted = stretch.quoted
        found = self.around.attribution(quoted.closing) or self.around.shared(quoted)
        if found is not None and (found.sure or stretch.clause):
            confidence = 1.0 if found.sure else 0.8
            return stretch.speech("quotes.followed", found.cue, found.subject, confidence)
        if stretch.title:
            return None
        previous = self._previous(stretch)
        if previous is not None and self.around.same_paragraph(previous.end, quoted.start):
            between = self.text[previous.closing : quoted.opening]
            if stretch.capital or between.rstrip()[-1:] in (",", ";", "—", "–", "-"):
                confidence = 0.9 if stretch.clause else 0.75
                return stretch.speech("quotes.continued", None, None, confidence)
        after = self.text[quoted.closing : quoted.closing + 2]
        if after[:1] == ":" and after[1:2] == " ":
            subject = (quoted.closing + 1, self.around.clause_end(quoted.closing + 1))
            return stretch.speech("quotes.headline", None, subject, 0.8)
        if not stretch.capital or not (stretch.clause or self._told_before(quoted)):
            return None
        if self.text[quoted.end - 1] in ".!?…" or after[:1] in (".", "\n", "") or stretch.long:
            return stretch.speech("quotes.bare", None, None, 0.7)
        return None

    def _after_colon(self, stretch: _Stretch) -> _Speech | None:
        """*La ministra señaló: “…”*, *La ministra fue clara: “…”*."""
        if stretch.cues:
            return self._introduced(stretch, "quotes.introduced", 1.0)
        found = self.around.attribution(stretch.quoted.closing)
        if found is not None and found.sure:
            return stretch.speech("quotes.followed", found.cue, found.subject)
        named = LABEL.fullmatch(stretch.lead) is not None
        if not stretch.title and stretch.capital and (stretch.clause or named):
            subject = (stretch.begin, stretch.quoted.opening)
            return stretch.speech("quotes.introduced", None, subject, 0.7)
        return None

    def _within(self, stretch: _Stretch, previous: _Speech | None) -> _Speech | None:
        """A quoted stretch inside a clause, which may be words of whoever the clause quotes."""
        if stretch.title:
            return None
        opening = stretch.quoted.opening
        clause, capital = stretch.clause, stretch.capital
        if stretch.cues:
            cue = stretch.cues[-1]
            gap = self.text[cue.end : opening].strip(" ,\n").lower()
            if _is_bound(cue.kind, gap, capital, clause):
                confidence = 0.9 if len(gap) < 30 else 0.75
                return self._introduced(stretch, "quotes.integrated", confidence)
        if previous is not None and previous.closing == stretch.begin and clause and not capital:
            return stretch.speech("quotes.continued", previous.cue, None, 0.8)
        opinion = OPINION.match(stretch.lead)
        if opinion is not None and stretch.mark == "," and clause:
            subject = (stretch.begin + opinion.end(), opening)
            return stretch.speech("quotes.introduced", None, subject, 0.8)
        found = self.around.attribution(stretch.quoted.closing)
        if found is not None and found.sure and (clause or not capital):
            return stretch.speech("quotes.followed", found.cue, found.subject, 0.85)
        return None

    def _introduced(self, stretch: _Stretch, rule: str, confidence: float) -> _Speech:
        cue = stretch.cues[-1]
        speech = stretch.speech(rule, cue, None, confidence)
        speech.subject, speech.relative = self._subject_before(stretch.begin, cue)
        return speech

    def _subject_before(self, begin: int, cue: Cue) -> tuple[tuple[int, int], bool]:
        """The stretch that holds a verb's subject, and whether that is an antecedent."""
        if cue.kind == "phrase":
            return (cue.end, self.around.clause_end(cue.end)), False
        last = self.around.tokens.lower[max(0, cue.first - 4) : cue.first]
        relative = not {"quien", "quienes", "que"}.isdisjoint(last)
        return (min(begin, cue.start), cue.start), relative

    def _previous(self, stretch: _Stretch) -> _Speech | None:
        if self.speech and self.speech[-1].closing <= stretch.quoted.opening:
            return self.speech[-1]
        return None

    def _told_before(self, quoted: Quoted) -> bool:
        """Whether the sentence before, in the same paragraph, reports what somebody says."""
        start = self._outside(self.around.sentences.before(quoted.opening), quoted.opening)
        if not self.around.same_paragraph(start, quoted.start):
            return False
        return bool(self.around.cues_between(start, quoted.opening))

    # ---------------------------------------------------------------------- dashes

    def _split(self, speech: _Speech) -> list[_Speech]:
        """Speech broken by an aside that attributes it: *«No —dijo— iremos»* is two."""
        for aside in ASIDE.finditer(self.text, speech.start, speech.end):
            cue = self.around.aside(aside.start(1), aside.end(1))
            if cue is None:
                continue
            subject = (cue.end, aside.end(1))
            first = _Speech(speech.start, aside.start(), "quotes.followed", cue, subject, 0.95)
            rest = _Speech(aside.end(), speech.end, "quotes.continued", cue, None, 0.9)
            first.closing, rest.closing = aside.end(), speech.closing
            return [part for part in (first, rest) if self._is_long(part.start, part.end)]
        return [speech]

    def _is_long(self, start: int, end: int) -> bool:
        return len(WORD.findall(self.text, start, end)) >= MIN_WORDS

    def _dashes(self) -> None:
        """Speech after a dash at the head of a line, with its attribution between dashes."""
        for line in SPOKEN_LINE.finditer(self.text):
            stop = self.text.find("\n", line.end())
            stop = len(self.text) if stop < 0 else stop
            start, cue = line.end(), None
            for aside in ATTRIBUTED.finditer(self.text, start, stop):
                found = self.around.aside(aside.start(1), aside.end(1))
                if found is None:
                    continue
                subject = (found.end, aside.end(1)) if cue is None else None
                self._dash(start, aside.start(), found, subject, aside.end())
                cue, start = found, aside.end()
            if cue is not None:
                self._dash(start, stop, cue, None, stop)

    def _dash(
        self, start: int, end: int, cue: Cue, subject: tuple[int, int] | None, closing: int
    ) -> None:
        content = self.text[start:end]
        start += len(content) - len(content.lstrip(" .,;:"))
        if self._is_long(start, end):
            speech = _Speech(start, end, "quotes.dash", cue, subject, 0.9, closing=closing)
            self.speech.append(speech)

    # ---------------------------------------------------------------- reported speech

    def _reported(self) -> None:
        """Clauses after *que*: *precisó que la obra costará nueve millones*."""
        starts = [speech.start for speech in self.speech]
        reached = 0
        for cue in self.around.cues:
            if cue.kind == "phrase" or cue.start < reached:
                continue
            that = THAT.match(self.text, cue.end, min(len(self.text), cue.end + 120))
            if that is None:
                continue
            start = that.end()
            end = self.around.sentences.after(start)
            place = bisect_left(starts, start)
            if place < len(starts) and starts[place] <= end:
                end = starts[place] - 1
            reached = end
            content = _untied(self.text[start:end].rstrip().rstrip(".;:,“«\"'‘ "))
            if len(WORD.findall(content)) < MIN_REPORTED:
                continue
            subject, relative = self._subject_before(self.around.sentences.begin(cue.start), cue)
            end = start + len(content)
            speech = _Speech(start, end, "quotes.indirect", cue, subject, 0.8, relative)
            speech.closing, speech.kind = end, "indirect"
            self.speech.append(speech)

    # ----------------------------------------------------------------------- spans

    def _span(self, speech: _Speech) -> Span | None:
        content = self.text[speech.start : speech.end]
        start = speech.start + len(content) - len(content.lstrip())
        end = speech.start + len(content.rstrip())
        span = span_at(self.doc, start, end, speech.kind.upper(), speech.rule)
        if span is None:
            return None
        cue = speech.cue
        facts: dict[str, Any] = {
            "verb": None if cue is None or cue.kind == "phrase" else self.text[cue.start : cue.end],
            "kind": speech.kind,
            "cue": None if cue is None else [cue.start, cue.end],
            "subject": None if speech.subject is None else list(speech.subject),
            "relative": speech.relative,
            "range": [start, end],
            "text": self._plain(start, end, speech.repeated),
            "confidence": speech.confidence,
        }
        tell(span, "quotes", facts)
        return span

    def _plain(self, start: int, end: int, repeated: tuple[tuple[int, int], ...]) -> str:
        """The words said, without the marks that open further paragraphs."""
        parts, at = [], start
        for first, last in repeated:
            parts.append(self.text[at:first])
            at = last
        return "".join([*parts, self.text[at:end]])


def _untied(content: str) -> str:
    """A clause without the conjunction at its end that leads to the next one."""
    last = content.rsplit(None, 1)[-1:]
    if not last or last[0] in TIES or "," in last[0] or content[-1].isspace():
        return TIED.sub("", content)
    return content


def _is_bound(kind: str, gap: str, capital: bool, clause: bool) -> bool:
    """Whether a reporting verb governs what is quoted after these words.

    `explicó que “…”`, `pidió que desbloquee “…”`, `lamentó la “…”`, but not
    `presentó en la plaza “…”`: verbs of thinking and doing want their *que*.
    """
    if gap in ("", "que", "y que", "de que", "en que", "a que"):
        return True
    if capital:
        return clause and gap.endswith("que")
    return kind in ("say", "phrase", "unknown") or " que " in f" {gap} "


def _is_title(words: list[str]) -> bool:
    """Whether the words are written as names are: *Mejorando Vidas en el Campo*."""
    content = [word for word in words[1:] if len(word) > 3]
    capital = sum(1 for word in content if word[0].isupper())
    return not content or capital >= max(1, len(content) / 2)
