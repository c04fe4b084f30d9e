"""What somebody said: direct speech between marks or dashes, and reported speech.

Start at `_Reading.read`. A quoted stretch is speech for a reason that its rule
names; titles, project names, irony and terms have none and stay out.

| rule | sentence it reads |
|---|---|
| `quotes.followed` | *“No basta con anunciar”, subrayó Agurto.* |
| `quotes.introduced` | *La ministra señaló: “Nadie debe esperar un año”.* |
| `quotes.integrated` | *Explicó que “hay 97 personas con movilidad reducida”.* |
| `quotes.continued` | *“No habrá más papeles”, dijo, “pero sí plazos”.* |
| `quotes.headline` | *“La obra no se detiene hasta marzo”: alcalde de Lima* |
| `quotes.bare` | *El alcalde criticó el retraso. “Llevamos tres años esperando agua”.* |
| `quotes.dash` | *—No vamos a parar las obras —dijo el ministro.* |
| `quotes.indirect` | *Precisó que la obra costará nueve millones.* |
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from typing import Any

import numpy
from spacy.attrs import SENT_START
from spacy.language import Language
from spacy.tokens import Doc, Span

from extractor.lexicon import read_language
from extractor.spans import span_at, tokens_of
from extractor.structure.quotation import Quoted, pair_marks, paragraph_ends
from extractor.structure.reporting import Cue, Cues

MIN_WORDS = 4
MIN_REPORTED = 3
LONG = 8
"""Words from which on a clause between marks is no title, though the sentence goes on."""

WORD = re.compile(r"\w+(?:[.,'’-]\w+)*")
LEAD = re.compile(
    r"[”»\"'’)\]]*\s*[,;]?\s*[—–-]?\s*(?:(?:y|e|así|también|además|asimismo|según|tal|como|lo|se|le|"
    r"les|nos|me|luego|después|entonces|finalmente|al respecto|a su vez|"
    r"por su parte|sin embargo|no obstante)\b[,\s]*){0,6}",
    re.I,
)
"""From a closing mark to the verb of its attribution: *”, así lo* afirmó."""
PRETERITE = re.compile(r"(?:\w{2,}ó|\w{3,}(?:aron|ieron)|(?:ha|han|había|habían) \w{2,}[aií]do)\b(?=\s*[.,;:]|\s+\w)")
"""A verb that only its place shows to be one of saying: *“…”,* ironizó *el alcalde*."""
AFTERWARDS = re.compile(
    r"\s*(?:(?:así|esto|eso) (?:lo|se lo)?|lo|de esta (?:manera|forma)(?: lo| se)?|con estas palabras)"
    r"(?: ha| han)? ?$",
    re.I,
)
"""Opens a sentence that attributes the one before: *Así lo* dijo."""
RELATIVE = re.compile(r"\b(?:que|quien(?:es)?|cual(?:es)?|cuy[oa]s?|donde)\b", re.I)
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
ASIDE = re.compile(r"\s[—–-](?=\w)([^—–\n]{2,160}?)[—–-](?=[\s,.;:?!»”\"]|$)")
SPOKEN_LINE = re.compile(r"^[ \t]*[—–](?=[¿¡«“\"A-ZÁÉÍÓÚÑ])", re.M)
ATTRIBUTED = re.compile(r"\s[—–](?=\w)([^—–\n]{2,200}?)(?:[—–](?=[\s,.;:])|\.?\s*$)", re.M)
SENTENCE_END = re.compile(r"(?<=[.!?…])[\"”»’')]*\s+(?=[¿¡\"“«‘'—–]?[A-ZÁÉÍÓÚÑ])|\n\s*\n")
THAT = re.compile(
    r"(?:\s*,?\s*(?:hoy|ayer|también|además|asimismo|igualmente|sin embargo|no obstante|"
    r"finalmente|por su parte|a su vez|al respecto|en ese sentido|esta (?:mañana|tarde|noche)|"
    r"(?:a|ante) (?:la|los|las|el)(?: \w+){1,3}|al(?: \w+){1,3})\s*,?){0,2}\s*,?\s*que\s",
    re.I,
)
"""From a reporting verb to its clause: *informó hoy que*, *añadió, además, que*."""


@Language.factory("press_quotes", assigns=["doc.spans"])
def make_quotes(nlp: Language, name: str) -> Quotes:
    """The quote finder."""
    return Quotes()


class Quotes:
    """Direct and reported speech, into `doc.spans["quotes"]`.

    Facts: `verb` (as in the text), `kind` (`direct`, `indirect`), `cue` (characters of the
    verb or phrase), `subject` (characters of the stretch that holds who speaks), `relative`
    (the subject is the antecedent of *quien*, *que*), `text` (without the marks that open
    further paragraphs) and `confidence`.
    """

    def __init__(self) -> None:
        self.cues = Cues()
        self.heads = frozenset(row["word"] for row in read_language("title_heads.csv"))

    def __call__(self, doc: Doc) -> Doc:
        reading = _Reading(doc, self.cues, self.heads)
        doc.spans["quotes"] = reading.read()
        return doc


@dataclass(slots=True)
class _Speech:
    """A stretch found to be speech, and why."""

    start: int
    end: int
    rule: str
    cue: Cue | None
    subject: tuple[int, int] | None
    confidence: float
    relative: bool = False
    closing: int = 0
    repeated: tuple[tuple[int, int], ...] = ()
    kind: str = "direct"


class _Reading:
    """The quotes of one document."""

    def __init__(self, doc: Doc, cues: Cues, heads: frozenset[str]) -> None:
        self.doc = doc
        self.text = doc.text
        self.heads = heads
        self.tokens = tokens_of(doc)
        quotation = pair_marks(self.text)
        self.quoted = [quoted for quoted in quotation.quoted if not quoted.depth]
        self.opens = [quoted.opening for quoted in self.quoted]
        self.all_cues = cues.find(self.tokens)
        self.cues = [cue for cue in self.all_cues if self._around(cue.start) is None]
        self.cue_starts = [cue.start for cue in self.cues]
        self.sentences = self._sentence_starts()
        self.paragraphs = paragraph_ends(self.text) if self.quoted else []
        self.speech: list[_Speech] = []

    def read(self) -> list[Span]:
        """All quotes in text order."""
        for quoted in self.quoted:
            found = self._judge(quoted)
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

    # ------------------------------------------------------------- the surroundings

    def _sentence_starts(self) -> list[int]:
        marked = numpy.flatnonzero(self.doc.to_array(SENT_START) == 1)
        if len(marked) > 1:
            starts = self.tokens.starts
            return [starts[i] for i in marked.tolist()]
        return [0, *(m.end() for m in SENTENCE_END.finditer(self.text))]

    def _around(self, offset: int) -> Quoted | None:
        """The quoted stretch that holds this character."""
        place = bisect_right(self.opens, offset) - 1
        if place >= 0 and self.quoted[place].closing > offset:
            return self.quoted[place]
        return None

    def _before(self, quoted: Quoted) -> int:
        """Where the sentence begins that this quoted stretch stands in or begins."""
        start = self.sentences[max(0, bisect_right(self.sentences, quoted.opening) - 1)]
        return self._outside(start, quoted.opening)

    def _outside(self, start: int, end: int) -> int:
        """`start`, or the end of the last speech between it and `end`."""
        for speech in reversed(self.speech):
            if speech.closing <= end:
                return max(start, speech.closing)
        return start

    def _after(self, offset: int) -> int:
        """Where the sentence ends that goes on at `offset`, or the next quoted stretch begins."""
        place = bisect_left(self.sentences, offset)
        if place < len(self.sentences) and not self.text[offset : self.sentences[place]].strip():
            return offset
        end = self.sentences[place] if place < len(self.sentences) else len(self.text)
        place = bisect_left(self.opens, offset)
        while place < len(self.opens) and self.opens[place] < end:
            quoted = self.quoted[place]
            if len(WORD.findall(self.text, quoted.start, quoted.end)) >= MIN_WORDS:
                return quoted.opening
            place += 1
        return end

    def _cues(self, start: int, end: int) -> list[Cue]:
        return self.cues[bisect_left(self.cue_starts, start) : bisect_left(self.cue_starts, end)]

    def _same_paragraph(self, start: int, end: int) -> bool:
        return bisect_left(self.paragraphs, start) == bisect_left(self.paragraphs, end)

    # ------------------------------------------------------------------ the verdict

    def _judge(self, quoted: Quoted) -> _Speech | None:
        """The speech that a quoted stretch is, or None."""
        content = self.text[quoted.start : quoted.end]
        words = WORD.findall(content)
        if len(words) < MIN_WORDS:
            return None
        begin = self._before(quoted)
        lead = self.text[begin : quoted.opening]
        mark = lead.rstrip()[-1:]
        if not lead.strip() and self.text[: quoted.opening].rstrip()[-1:] == ":":
            begin = self._sentence_before(begin)
            lead, mark = self.text[begin : quoted.opening], ":"
        alone = not lead.strip(" \t\n•·▪*–—-,;.”»\"'")
        clause = CLAUSE.search(content) is not None
        title = not clause and _is_title(words)
        if alone:
            return self._alone(quoted, lead, clause, title)
        before = self._cues(begin, quoted.opening)
        told = clause and (before if mark == ":" else not self._starts_capital(quoted))
        if not told and self._is_named(lead, mark):
            return None
        if mark == ":":
            return self._after_colon(quoted, begin, before, clause, title)
        previous = self._previous(quoted)
        if previous is not None and previous.closing == begin and mark in ",;—–-":
            cue = previous.cue
            if cue is not None and begin <= cue.start and before[-1:] in ([], [cue]):
                return self._continued(quoted, cue)
        return self._within(quoted, begin, lead, before, clause, title)

    def _sentence_before(self, offset: int) -> int:
        place = bisect_left(self.sentences, offset) - 1
        return self._outside(self.sentences[max(place, 0)], offset)

    def _is_named(self, lead: str, mark: str) -> bool:
        """Whether the words before the mark call what follows a title, a motto, a project."""
        last = [word.lower() for word in WORD.findall(lead[-60:])]
        if not last:
            return False
        if mark == ":":
            return not self.heads.isdisjoint(last[-5:])
        return mark not in ",;.!?" and (
            last[-1] in self.heads or (len(last) > 1 and last[-1] == "de" and last[-2] in self.heads)
        )

    def _alone(self, quoted: Quoted, lead: str, clause: bool, title: bool) -> _Speech | None:
        """A quoted stretch that begins its sentence."""
        attribution = self._attribution(quoted.closing) or self._shared(quoted)
        if attribution is not None:
            cue, subject, sure = attribution
            if sure or clause:
                return self._speech(quoted, "quotes.followed", cue, subject, 1.0 if sure else 0.8)
        previous = self._previous(quoted)
        capital = self._starts_capital(quoted)
        if previous is not None and not title and self._same_paragraph(previous.end, quoted.start):
            between = self.text[previous.closing : quoted.opening]
            if capital or between.rstrip()[-1:] in (",", ";", "—", "–", "-"):
                return self._continued(quoted, None, 0.9 if clause else 0.75)
        if title:
            return None
        after = self.text[quoted.closing : quoted.closing + 2]
        if after[:1] == ":" and after[1:2].isspace() and "\n" not in after:
            stop = self._after(quoted.closing + 1)
            subject = (quoted.closing + 1, stop)
            return self._speech(quoted, "quotes.headline", None, subject, 0.8)
        long = len(WORD.findall(self.text, quoted.start, quoted.end)) >= LONG
        if not capital or not (clause or self._told_before(quoted)):
            return None
        ended = self.text[quoted.end - 1] in ".!?…" or after[:1] in (".", "\n", "") or long
        return self._speech(quoted, "quotes.bare", None, None, 0.7) if ended else None

    def _after_colon(
        self, quoted: Quoted, begin: int, before: list[Cue], clause: bool, title: bool
    ) -> _Speech | None:
        """*La ministra señaló: “…”*, *La ministra fue clara: “…”*."""
        if before:
            cue = before[-1]
            return self._introduced(quoted, "quotes.introduced", begin, cue, 1.0)
        attribution = self._attribution(quoted.closing)
        if attribution is not None and attribution[2]:
            return self._speech(quoted, "quotes.followed", *attribution[:2], 1.0)
        label = self.text[begin : quoted.opening]
        if not title and self._starts_capital(quoted) and (clause or LABEL.fullmatch(label)):
            subject = (begin, quoted.opening)
            return self._speech(quoted, "quotes.introduced", None, subject, 0.7)
        return None

    def _within(
        self, quoted: Quoted, begin: int, lead: str, before: list[Cue], clause: bool, title: bool
    ) -> _Speech | None:
        """A quoted stretch inside a clause, which may be words of whoever the clause quotes."""
        capital = self._starts_capital(quoted)
        if before and not title:
            cue = before[-1]
            gap = self.text[cue.end : quoted.opening].strip(" ,\n").lower()
            if _is_bound(cue.kind, gap, capital, clause):
                confidence = 0.9 if len(gap) < 30 else 0.75
                return self._introduced(quoted, "quotes.integrated", begin, cue, confidence)
        previous = self._previous(quoted)
        if previous is not None and clause and not capital and previous.closing == begin:
            if self._cues(self._sentence_before(begin), begin) or previous.cue is not None:
                return self._continued(quoted, None, 0.8)
        attribution = self._attribution(quoted.closing)
        if attribution is not None and attribution[2] and (not capital or clause) and not title:
            return self._speech(quoted, "quotes.followed", *attribution[:2], 0.85)
        opinion = re.match(r"\s*(?:para|a) (?=[A-ZÁÉÍÓÚÑ]|el |la |los |las )", lead, re.I)
        if opinion and lead.rstrip().endswith(",") and clause and lead[:5].lower().strip() == "para":
            return self._speech(
                quoted, "quotes.introduced", None, (begin + opinion.end(), quoted.opening), 0.8
            )
        return None

    def _introduced(
        self, quoted: Quoted, rule: str, begin: int, cue: Cue, confidence: float
    ) -> _Speech:
        subject, relative = self._subject_before(begin, cue)
        speech = self._speech(quoted, rule, cue, subject, confidence)
        speech.relative = relative
        return speech

    def _subject_before(self, begin: int, cue: Cue) -> tuple[tuple[int, int], bool]:
        """The stretch before a verb, and whether its subject is an antecedent."""
        if cue.kind == "phrase":
            return (cue.end, self._after(cue.end)), False
        last = self.tokens.lower[max(0, cue.first - 4) : cue.first]
        relative = bool({"quien", "quienes", "que"} & set(last))
        return (min(begin, cue.start), cue.start), relative

    def _continued(self, quoted: Quoted, cue: Cue | None, confidence: float = 0.95) -> _Speech:
        return self._speech(quoted, "quotes.continued", cue, None, confidence)

    def _speech(
        self,
        quoted: Quoted,
        rule: str,
        cue: Cue | None,
        subject: tuple[int, int] | None,
        confidence: float,
    ) -> _Speech:
        return _Speech(quoted.start, quoted.end, rule, cue, subject, confidence)

    def _attribution(self, offset: int) -> tuple[Cue, tuple[int, int], bool] | None:
        """Verb, subject stretch and certainty of what follows a closing mark."""
        end = self._after(offset)
        lead = LEAD.match(self.text, offset, end)
        reached = offset if lead is None else lead.end()
        cues = self._cues(offset, end)
        if not cues or cues[0].start > reached:
            guessed = self._preterite(offset, reached, end)
            if guessed is not None:
                return guessed, (guessed.end, end), True
        if not cues:
            return self._attributed_afterwards(offset)
        cue = cues[0]
        gap = self.text[offset : cue.start]
        if cue.start <= reached:
            if "\n\n" in gap:
                return None
            return cue, (cue.end, end), True
        stripped = gap.strip()
        if not stripped.startswith((",", "—", "–")) or len(gap) > 90 or cue.kind == "phrase":
            return None
        if RELATIVE.search(gap) or any(c in gap for c in ":;\n("):
            return None
        return cue, (offset, cue.start), False

    def _shared(self, quoted: Quoted) -> tuple[Cue, tuple[int, int], bool] | None:
        """*“Es una deuda” y, por ello, “la vamos a pagar”, dijo*: both have one attribution."""
        place = bisect_right(self.opens, quoted.opening)
        if place >= len(self.quoted):
            return None
        following = self.quoted[place]
        between = self.text[quoted.closing : following.opening]
        if len(between) > 60 or any(c in between for c in ".:;\n") or not between.strip():
            return None
        found = self._attribution(following.closing)
        return (found[0], found[1], False) if found is not None and found[2] else None

    def _preterite(self, offset: int, reached: int, end: int) -> Cue | None:
        """A verb of unknown meaning right after the comma of a quote."""
        verb = PRETERITE.match(self.text, reached, end)
        if verb is None or self.text[offset : offset + 1] not in (",", " ") or (
            not self.text[offset:reached].strip()
        ):
            return None
        first = self.tokens.at(verb.start())
        last = self.tokens.at(verb.end() - 1) + 1
        return Cue(first, last, verb.start(), verb.end(), "unknown")

    def _attributed_afterwards(self, offset: int) -> tuple[Cue, tuple[int, int], bool] | None:
        """*“…”. Así lo dijo el alcalde.*"""
        place = bisect_right(self.sentences, offset)
        if place >= len(self.sentences) or self.sentences[place] - offset > 4:
            return None
        start = self.sentences[place]
        cues = self._cues(start, start + 40)
        if cues and AFTERWARDS.fullmatch(self.text[start : cues[0].start]):
            return cues[0], (cues[0].end, self._after(cues[0].end)), True
        return None

    def _previous(self, quoted: Quoted) -> _Speech | None:
        return self.speech[-1] if self.speech and self.speech[-1].closing <= quoted.opening else None

    def _told_before(self, quoted: Quoted) -> bool:
        """Whether the sentence before, in the same paragraph, reports what somebody says."""
        start = self._sentence_before(quoted.opening)
        return self._same_paragraph(start, quoted.start) and bool(self._cues(start, quoted.opening))

    def _starts_capital(self, quoted: Quoted) -> bool:
        first = self.text[quoted.start : quoted.end].lstrip("¿¡ \n\t“«\"'‘…([")[:1]
        return first.isupper() or first.isdigit()

    # ---------------------------------------------------------------------- dashes

    def _split(self, speech: _Speech) -> list[_Speech]:
        """Speech broken by an aside that attributes it: *«No —dijo— iremos»* is two."""
        for aside in ASIDE.finditer(self.text, speech.start, speech.end):
            cue = self._first_cue(aside.start(1), aside.end(1))
            if cue is None:
                continue
            subject = (cue.end, aside.end(1))
            first = _Speech(
                speech.start, aside.start(), "quotes.followed", cue, subject, 0.95,
                closing=aside.end(),
            )  # fmt: skip
            rest = _Speech(
                aside.end(), speech.end, "quotes.continued", cue, None, 0.9, closing=speech.closing
            )
            return [
                part
                for part in (first, rest)
                if len(WORD.findall(self.text, part.start, part.end)) >= MIN_WORDS
            ]
        return [speech]

    def _first_cue(self, start: int, end: int) -> Cue | None:
        """A reporting verb that opens this aside."""
        for cue in self.all_cues:
            if start <= cue.start < end:
                lead = LEAD.match(self.text, start, cue.start)
                return cue if lead is not None and lead.end() == cue.start else None
        return None

    def _dashes(self) -> None:
        """Speech after a dash at the head of a line, with its attribution between dashes."""
        for line in SPOKEN_LINE.finditer(self.text):
            stop = self.text.find("\n", line.end())
            stop = len(self.text) if stop < 0 else stop
            start = line.end()
            cue = None
            for aside in ATTRIBUTED.finditer(self.text, start, stop):
                found = self._first_cue(aside.start(1), aside.end(1))
                if found is None:
                    continue
                self._dash(start, aside.start(), found, cue is None, aside.end(1))
                cue, start = found, aside.end()
            if cue is not None:
                self._dash(start, stop, cue, False, stop)

    def _dash(self, start: int, end: int, cue: Cue, attributed: bool, stop: int) -> None:
        content = self.text[start:end]
        start += len(content) - len(content.lstrip(" .,;:"))
        if len(WORD.findall(self.text, start, end)) >= MIN_WORDS:
            subject = (cue.end, stop) if attributed else None
            self.speech.append(_Speech(start, end, "quotes.dash", cue, subject, 0.9, closing=stop))

    # ---------------------------------------------------------------- reported speech

    def _reported(self) -> None:
        """Clauses after *que*: *precisó que la obra costará nueve millones*."""
        direct = list(self.speech)
        starts = [speech.start for speech in direct]
        reached = 0
        for cue in self.cues:
            if cue.kind == "phrase" or cue.start < reached:
                continue
            that = THAT.match(self.text, cue.end, min(len(self.text), cue.end + 120))
            if that is None:
                continue
            start = that.end()
            place = bisect_right(self.sentences, start)
            end = self.sentences[place] if place < len(self.sentences) else len(self.text)
            place = bisect_left(starts, start)
            if place < len(starts) and starts[place] <= end:
                end = starts[place] - 1
            reached = end
            content = _trim(self.text[start:end])
            if len(WORD.findall(content)) < MIN_REPORTED:
                continue
            sentence = self.sentences[max(0, bisect_right(self.sentences, cue.start) - 1)]
            subject, relative = self._subject_before(sentence, cue)
            end = start + len(content)
            self.speech.append(
                _Speech(
                    start, end, "quotes.indirect", cue, subject, 0.8, relative, end, kind="indirect"
                )
            )

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
        span._.quote = facts
        return span

    def _plain(self, start: int, end: int, repeated: tuple[tuple[int, int], ...]) -> str:
        """The words said, without the marks that open further paragraphs."""
        parts, at = [], start
        for first, last in repeated:
            parts.append(self.text[at:first])
            at = last
        return "".join([*parts, self.text[at:end]])


def _trim(clause: str) -> str:
    """Without what ties a clause to the quote after it: *… y que “*."""
    clause = clause.rstrip().rstrip(".;:,“«\"'‘ ")
    return re.sub(r"[\s,]+(?:y|e|pero|aunque)?\s*(?:que)?$", "", clause)


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
