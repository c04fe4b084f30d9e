"""The programmes that the lexicons know, and where a text names them."""

from __future__ import annotations

from collections.abc import Container, Iterator

from extractor.candidates import Candidate
from extractor.lexicon import Row, fold, read_countries
from extractor.organization_lexicon import SMALL
from extractor.phrases import PhraseBook
from extractor.words import Words

SIGNS = frozenset(
    "usuario usuarios usuaria usuarias beneficiario beneficiarios beneficiaria beneficiarias "
    "bono pensión beca becas becarios servicio subsidio transferencia transferencias "
    "afiliados".split()
)


class KnownProjects:
    """Finds the programmes of the lexicons; made once."""

    def __init__(self, heads: Container[str], countries: list[str] | None) -> None:
        self.heads = heads
        self.known: dict[str, list[Row]] = {}
        for row in read_countries("projects.csv", countries):
            for known in (row["name"], *row.many("aliases")):
                self.known.setdefault(" ".join(fold(known).split()), []).append(row)
        self.book = PhraseBook(self.known)

    def find(self, words: Words, country: str | None) -> Iterator[Candidate]:
        """Every known name; of several countries' the document's, else the one of all."""
        for first, last, phrase in self.book.find(words):
            text = " ".join(words.text(first, last).split())
            rows = [r for r in self.known[phrase] if self._fits(words, first, last, text, r)]
            row = next((r for r in rows if r.country == country), None)
            row = row or next((r for r in rows if r.country is None), None)
            row = row or (rows[0] if rows and country is None else None)
            if row is not None:
                facts = {
                    "kind": row["kind"],
                    "form": "full",
                    "known": row["name"],
                    "run_by": row["organization"] or None,
                    "confidence": 1.0,
                }
                yield Candidate(first, last, "projects.lexicon", facts)

    def _fits(self, words: Words, first: int, last: int, text: str, row: Row) -> bool:
        for k in range(first, last + 1):
            word = words.texts[k]
            if word[0].isalpha() and word[0].islower() and word not in SMALL:
                return False
        if not text[0].isupper() and not text[0].isdigit():
            return False
        if any(fold(text) == fold(form) for form in row.many("ambiguous")):
            if words.shape[first] == "U":
                return False
            return not words.first[first] and self._programme_sign(words, first, last)
        return True

    def _programme_sign(self, words: Words, first: int, last: int) -> bool:
        """*usuarios de Juntos*, *el programa Contigo*: a sign that the word is a name here."""
        window = words.lower[max(0, first - 4) : first]
        if any(word in self.heads or word in SIGNS for word in window):
            return True
        return words.shape[first - 1] == "q" and words.shape[last + 1 : last + 2] == "q"
