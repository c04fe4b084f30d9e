"""Sentence starts for press Spanish.

A sentence ends at `.`, `!`, `?` or `…` (closing marks included) before a
capital, a digit or an opening mark, but not after an abbreviation, and at the
end of a line that the layout knows to be whole (headline, section head,
bullet, furniture) or that ends in an end mark. A line that breaks off in
mid-sentence goes on in the next.
"""

from __future__ import annotations

import re
from itertools import pairwise

import numpy
from spacy.attrs import SENT_START
from spacy.language import Language
from spacy.tokens import Doc

from extractor.lexicon import fold, read_language
from extractor.spans import group, text_of, tokens_of
from extractor.structure.layout import OPEN_WORDS, TERMINAL, Line, ends_in, split_lines

END = re.compile(  # one set first, which the engine skips to
    r"[.!?…](?:[.!?…]*[\"”»’')\]]*(?=\s+[¿¡\"“«‘'(\[–—•-]*\s?[A-ZÁÉÍÓÚÑÜ0-9])"
    r"|[\"”»’')\]]*(?=\s*\n\s*\n)"
    r"|(?<=[a-záéíóúñ)]\.)(?=[A-ZÁÉÍÓÚÑ][a-záéíóúñ]))"
)
BEFORE = re.compile(r"[\w.&]*\w$")
LONGEST = 14
"""Characters of a word that are looked at."""
ABBREVIATIONS = frozenset(  # "ee": the first half of "EE. UU." and "EE. UU. AA."
    fold(
        "art arts av avda aprox apdo cap cía cfr cód col dep depto dpto ed etc excmo excma fig ib "
        "ibid inc incs jr kg km mz lt mr mrs ms n nro núm no op pág págs párr ph prov pte ptos "
        "reg sta sto ss tel telf tomo urb vol vs ud uds aa ee hh dd ff rr pp cc jj oo aprox "
        "dist mcal s c"
    ).split()
)
MONTH_CUTS = frozenset("ene feb mar abr may jun jul ago set sep sept oct nov dic".split())


@Language.factory(
    "press_sentences", assigns=["token.is_sent_start", "doc.sents"], requires=["doc.spans"]
)
def make_sentences(nlp: Language, name: str) -> Sentences:
    """The sentence component."""
    return Sentences()


class Sentences:
    """Sets the sentence starts of the whole document at once."""

    def __init__(self) -> None:
        self.abbreviations = ABBREVIATIONS | {
            fold(row["abbreviation"]).strip(".").rsplit(" ", 1)[-1]
            for row in read_language("honorifics.csv")
            if row["abbreviation"]
            and (row["abbreviation"][-1] == "." or " " not in row["abbreviation"])
        }

    def __call__(self, doc: Doc) -> Doc:
        """Set the sentence starts."""
        if not len(doc):
            return doc
        tokens = tokens_of(doc)
        starts = numpy.full(len(doc), -1, dtype="int64")
        starts[0] = 1
        for offset in self._boundaries(doc):
            i = tokens.at(offset)
            if i < 0 or tokens.ends[i] <= offset:
                i += 1
            elif tokens.starts[i] < offset:
                continue  # within a word: "EE. UU.", an address
            while i < len(doc) and tokens.texts[i].isspace():
                i += 1
            if i < len(doc):
                starts[i] = 1
        doc.from_array([SENT_START], starts.astype("uint64").reshape(-1, 1))  # type: ignore[arg-type]
        return doc

    def _boundaries(self, doc: Doc) -> list[int]:
        text = text_of(doc)
        cuts = [m.end() for m in END.finditer(text) if not self._is_abbreviation(text, m)]
        layout = [span for span in group(doc, "layout") if span.label_ != "DATELINE"]
        starts, ends = {s.start_char for s in layout}, {s.end_char for s in layout}
        lines = split_lines(text)
        for line, following in pairwise(lines):
            if (
                following.blank
                or line.end in ends
                or following.start in starts
                or not _goes_on(line, following)
            ):
                cuts.append(line.end)
        return cuts

    def _is_abbreviation(self, text: str, mark: re.Match[str]) -> bool:
        """Whether the full stop belongs to the word before it."""
        if mark[0] != ".":
            return False
        end = mark.start()
        nearest = text[max(0, end - LONGEST) : end]
        if nearest and not nearest[-1].isspace():
            nearest = nearest.rsplit(None, 1)[-1]
        before = BEFORE.search(text, end - len(nearest), end)
        if before is None:
            return False
        word = before[0].rsplit(".", 1)[-1]
        folded = fold(word)
        if folded in MONTH_CUTS:
            return DIGIT_NEXT.match(text, mark.end()) is not None
        if len(word) == 1 and word.isupper():
            return _is_initial(text, before.start(), mark.end(), dotted="." in before[0])
        return folded in self.abbreviations and not (word.isdigit())


DIGIT_NEXT = re.compile(r"\s*\d")
SENTENCE_OPENERS = re.compile(
    r"\s*(?:El|La|Los|Las|En|De|Un|Una|Por|Para|Con|Se|Su|Sus|Al|Este|Esta|Estos|Estas|Así|Según|"
    r"Tras|También|Además|Durante|Asimismo|Ambas|Ambos|Entre|Desde|A|Como|Cuando|Aunque|No|Si)\b"
)


def _is_initial(text: str, start: int, end: int, dotted: bool) -> bool:
    """`J. Pérez`, `S. A. C.` go on; `vitamina A. El` and `Andes S.A. La` do not."""
    following = re.match(r"\s*([A-ZÁÉÍÓÚÑ])([\w.]?)", text[end : end + 40])
    if following is None:
        return False
    if following[2] == ".":
        return True
    if SENTENCE_OPENERS.match(text, end):
        return False
    before = text[max(0, start - 3) : start].rstrip()
    return dotted or not before or before[-1] == "." or before[-1].isalpha()


def _goes_on(line: Line, following: Line) -> bool:
    """Whether the sentence of this line goes on in the next."""
    if ends_in(line.text, TERMINAL):
        return line.text[-1] in ",;" or (
            line.text.endswith(":") is False and following.text[0].islower()
        )
    if following.text[0].islower() or _last_word(line.text) in OPEN_WORDS:
        return True
    return len(line.text) > 40


def _last_word(text: str) -> str:
    """In small letters; empty where there is none."""
    for piece in reversed(text.lower().split()):
        if words := re.findall(r"\w+", piece):
            return str(words[-1])
    return ""
