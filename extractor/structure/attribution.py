"""What stands around a quoted stretch: its sentence, the verbs near it, who it is given to."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from dataclasses import dataclass

import numpy
from spacy.tokens import Doc

from extractor.spans import text_of, tokens_of
from extractor.structure.quotation import Quoted, pair_marks, paragraph_ends
from extractor.structure.reporting import Cue, Cues

MIN_WORDS = 4
"""Words of the shortest quotation; less is a term, a title or irony."""
NEAR = 90
"""Characters between a closing mark and the verb behind its subject."""

WORD = re.compile(r"\w+(?:[.,'’-]\w+)*")
LEAD = re.compile(
    r"[”»\"'’)\]]*\s*[,;]?\s*[—–-]?\s*(?:(?:y|e|así|también|además|asimismo|según|tal|como|lo|se|le|"
    r"les|nos|me|luego|después|entonces|finalmente|al respecto|a su vez|"
    r"por su parte|sin embargo|no obstante)\b[,\s]*){0,6}",
    re.I,
)
"""From a closing mark to the verb of its attribution: *”, así lo* afirmó."""
PRETERITE = re.compile(
    r"(?:\w{2,}ó|\w{3,}(?:aron|ieron)|(?:ha|han|había|habían) \w{2,}[aií]do)\b(?=\s*[.,;:]|\s+\w)"
)
"""A verb that only its place shows to be one of saying: *“…”,* ironizó *el alcalde*."""
AFTERWARDS = re.compile(
    r"\s*(?:(?:así|esto|eso) (?:lo|se lo)?|lo|de esta (?:manera|forma)(?: lo| se)?|"
    r"con estas palabras)(?: ha| han)? ?$",
    re.I,
)
"""Opens a sentence that attributes the one before: *Así lo* dijo."""
RELATIVE = re.compile(r"\b(?:que|quien(?:es)?|cual(?:es)?|cuy[oa]s?|donde)\b", re.I)
SENTENCE_END = re.compile(r"(?<=[.!?…])[\"”»’')]*\s+(?=[¿¡\"“«‘'—–]?[A-ZÁÉÍÓÚÑ])|\n\s*\n")


@dataclass(slots=True, frozen=True)
class Attribution:
    """A verb or phrase, the stretch that holds its subject, and whether it is beyond doubt."""

    cue: Cue
    subject: tuple[int, int]
    sure: bool


class Sentences:
    """Sentence starts by characters: those of the Doc, or a simple reading where it has none."""

    def __init__(self, doc: Doc, text: str) -> None:
        marked = numpy.flatnonzero(doc.to_array("SENT_START") == 1)
        if len(marked) > 1:
            starts = tokens_of(doc).starts
            self.starts = [starts[i] for i in marked.tolist()]
        else:
            self.starts = [0, *(m.end() for m in SENTENCE_END.finditer(text))]
        self._end = len(text)

    def begin(self, offset: int) -> int:
        """Where the sentence begins that holds this character."""
        return self.starts[max(0, bisect_right(self.starts, offset) - 1)]

    def before(self, offset: int) -> int:
        """Where the last sentence begins that begins before this character."""
        return self.starts[max(0, bisect_left(self.starts, offset) - 1)]

    def after(self, offset: int) -> int:
        """Where the next sentence begins behind this character, or the end of the text."""
        place = bisect_right(self.starts, offset)
        return self.starts[place] if place < len(self.starts) else self._end

    def from_(self, offset: int) -> int:
        """Where the next sentence begins at this character or behind it."""
        place = bisect_left(self.starts, offset)
        return self.starts[place] if place < len(self.starts) else self._end


class Surroundings:
    """Quoted stretches, reporting verbs, sentences and paragraphs of one document."""

    def __init__(self, doc: Doc, cues: Cues) -> None:
        self.text = text_of(doc)
        self.tokens = tokens_of(doc)
        outer = [quoted for quoted in pair_marks(self.text).quoted if not quoted.depth]
        self.quoted = outer
        self.opens = [quoted.opening for quoted in outer]
        self.words = [WORD.findall(self.text, quoted.start, quoted.end) for quoted in outer]
        self.all_cues = cues.find(doc)
        self.cues = [cue for cue in self.all_cues if self._around(cue.start) is None]
        self._cue_starts = [cue.start for cue in self.cues]
        self._all_starts = [cue.start for cue in self.all_cues]
        self.sentences = Sentences(doc, self.text)
        self._paragraphs = paragraph_ends(self.text) if outer else ()

    def _around(self, offset: int) -> Quoted | None:
        """The quoted stretch that holds this character."""
        place = bisect_right(self.opens, offset) - 1
        if place >= 0 and self.quoted[place].closing > offset:
            return self.quoted[place]
        return None

    def clause_end(self, offset: int) -> int:
        """Where the sentence ends that goes on at `offset`, or its next quotation begins."""
        end = self.sentences.from_(offset)
        if end < len(self.text) and not self.text[offset:end].strip():
            return offset
        for place in range(bisect_left(self.opens, offset), len(self.opens)):
            if self.opens[place] >= end:
                break
            if len(self.words[place]) >= MIN_WORDS:
                return self.opens[place]
        return end

    def cues_between(self, start: int, end: int) -> list[Cue]:
        """The reporting verbs outside quotes from `start` to `end`."""
        first = bisect_left(self._cue_starts, start)
        return self.cues[first : bisect_left(self._cue_starts, end)]

    def same_paragraph(self, start: int, end: int) -> bool:
        """Whether no paragraph ends between the two characters."""
        return bisect_left(self._paragraphs, start) == bisect_left(self._paragraphs, end)

    def attribution(self, offset: int) -> Attribution | None:
        """Who the words that end at `offset` (after the closing mark) are given to."""
        end = self.clause_end(offset)
        lead = LEAD.match(self.text, offset, end)
        reached = offset if lead is None else lead.end()
        cues = self.cues_between(offset, end)
        if not cues or cues[0].start > reached:
            guessed = self._preterite(offset, reached, end)
            if guessed is not None:
                return Attribution(guessed, (guessed.end, end), True)
        if not cues:
            return self._afterwards(offset)
        cue = cues[0]
        if len(cues) > 1 and cue.kind == "phrase" and cues[1].first == cue.last:
            cue = cues[1]
        gap = self.text[offset : min(cue.start, offset + 2 * NEAR)]
        if cue.start <= reached:
            return None if "\n\n" in gap else Attribution(cue, (cue.end, end), True)
        if not gap.strip().startswith((",", "—", "–")) or len(gap) > NEAR or cue.kind == "phrase":
            return None
        if RELATIVE.search(gap) or any(c in gap for c in ":;\n("):
            return None
        return Attribution(cue, (offset, cue.start), False)

    def shared(self, quoted: Quoted) -> Attribution | None:
        """*“Es una deuda” y, por ello, “la vamos a pagar”, dijo*: one attribution for both."""
        place = bisect_right(self.opens, quoted.opening)
        if place >= len(self.quoted):
            return None
        following = self.quoted[place]
        between = self.text[quoted.closing : min(following.opening, quoted.closing + NEAR)]
        if len(between) > 60 or any(c in between for c in ".:;\n") or not between.strip():
            return None
        found = self.attribution(following.closing)
        return Attribution(found.cue, found.subject, False) if found and found.sure else None

    def aside(self, start: int, end: int) -> Cue | None:
        """The reporting verb that opens this aside between dashes."""
        place = bisect_left(self._all_starts, start)
        if place >= len(self.all_cues) or self.all_cues[place].start >= end:
            return None
        cue = self.all_cues[place]
        lead = LEAD.match(self.text, start, cue.start)
        return cue if lead is not None and lead.end() == cue.start else None

    def _preterite(self, offset: int, reached: int, end: int) -> Cue | None:
        """A verb of unknown meaning right after the comma of a quote."""
        if not self.text[offset:reached].strip():
            return None
        verb = PRETERITE.match(self.text, reached, end)
        if verb is None:
            return None
        first = self.tokens.at(verb.start())
        last = self.tokens.at(verb.end() - 1) + 1
        return Cue(first, last, verb.start(), verb.end(), "unknown")

    def _afterwards(self, offset: int) -> Attribution | None:
        """*“…”. Así lo dijo el alcalde.*"""
        start = self.sentences.after(offset)
        if start - offset > 4:
            return None
        cues = self.cues_between(start, start + 40)
        if cues and AFTERWARDS.fullmatch(self.text[start : cues[0].start]):
            return Attribution(cues[0], (cues[0].end, self.clause_end(cues[0].end)), True)
        return None
