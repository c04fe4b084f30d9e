"""Where a text says that somebody says: reporting verbs and cue phrases.

*señaló*, *ha asegurado*, *puso de relieve*, *tras indicar*; *según*, *en
palabras de*, *a juicio de*. Forms that are nouns as well (*denuncia*,
*reclamo*, *informe*) count only where no article or preposition stands before.
"""

from __future__ import annotations

from typing import NamedTuple

from spacy.tokens import Doc

from extractor.lexicon import Row, read_language
from extractor.spans import Tokens, tokens_of
from extractor.words import Words, words_of

HAVE = frozenset("ha han he hemos has había habían hubo haya hayan habrá habría haber".split())
BEFORE_NOUN = frozenset(
    "el los un una unos unas su sus este esta estos estas ese esa dicho dicha otro otra cada toda "
    "todo de del al en con por sin sobre mediante ante tras gran nuevo nueva cualquier ningún "
    "ninguna algún alguna primer primera nuestra nuestro bajo contra".split()
)
ARTICLES = frozenset(("la", "las"))


class Cue(NamedTuple):
    """One reporting verb or phrase; `first` and `last` are its tokens (end exclusive)."""

    first: int
    last: int
    start: int
    end: int
    kind: str


def is_participle(form: str) -> bool:
    """*asegurado*, *dicho*, *expuesto*: a verb only after *haber*."""
    return form.endswith(("ado", "ido", "ído", "cho", "sto", "ito"))


def names_speaker(cue: str) -> bool:
    """Whether who speaks follows the phrase: *a juicio de*, *lo señalado por*, but not *ante todo*.

    Sources that are no persons (*con base en*, *a tenor de*) attribute facts, not words.
    """
    last = cue.split()[-2:]
    return cue == "según" or (
        len(last) == 2 and ((last[0] in WORDS_OF and last[1] == "de") or is_said_by(*last))
    )


def is_said_by(participle: str, preposition: str) -> bool:
    """*señalado por*, *dicho por*."""
    return preposition == "por" and is_participle(participle)


WORDS_OF = frozenset(
    "boca concepto consideración criterio decir entender juicio ojos opinión palabras parecer ver "
    "versión voz".split()
)


class Cues:
    """The reporting words of the language, ready to be looked up."""

    def __init__(self, rows: tuple[Row, ...] | None = None) -> None:
        self._verbs: dict[str, list[tuple[tuple[str, ...], str]]] = {}
        for row in read_language("speech_verbs.csv") if rows is None else rows:
            for form in row.many("forms"):
                self._add(form, row["kind"])
        for row in read_language("speech_cues.csv"):
            if names_speaker(row["cue"]):
                self._add(row["cue"], "phrase")
                if row["cue"].endswith(" de"):
                    self._add(row["cue"] + "l", "phrase")
        for forms in self._verbs.values():
            forms.sort(key=lambda form: -len(form[0]))
        self._participles = frozenset(filter(is_participle, self._verbs))
        self._no_nouns = frozenset(filter(_is_verb, self._verbs))
        # "en", "a", "lo" are in every line: what must follow a word that is no cue alone
        self._next: dict[str, frozenset[str] | None] = {
            head: None if any(not rest for rest, _ in forms) else frozenset(f[0][0] for f in forms)
            for head, forms in self._verbs.items()
        }

    def _add(self, form: str, kind: str) -> None:
        head, *rest = form.lower().split()
        self._verbs.setdefault(head, []).append((tuple(rest), kind))

    def find(self, doc: Doc) -> list[Cue]:
        """All cues of the document in text order, without overlaps."""
        tokens = tokens_of(doc)
        found: list[Cue] = []
        taken = 0
        for i in self._places(words_of(doc), tokens.lower):
            if i < taken:
                continue
            cue = self._at(tokens, i)
            if cue is not None:
                found.append(cue)
                taken = cue.last
        return found

    def _places(self, words: Words, lower: list[str]) -> list[int]:
        """The tokens with which a cue may begin, in order."""
        where, token = words.where, words.token
        present = where.keys()
        places: list[int] = []
        for head in present & self._next.keys():
            following = self._next[head]
            if following is None:
                places += [token[k] for k in where[head]]
            elif not present.isdisjoint(following):
                at = [token[k] for k in where[head] if token[k] + 1 < len(lower)]
                places += [i for i in at if lower[i + 1] in following]
        places.sort()
        return places

    def _at(self, tokens: Tokens, i: int) -> Cue | None:
        lower = tokens.lower
        for rest, kind in self._verbs[lower[i]]:
            last = i + 1 + len(rest)
            if rest and tuple(lower[i + 1 : last]) != rest:
                continue
            first = i
            if kind != "phrase":
                before = lower[i - 1] if i else ""
                if lower[i] in self._participles:
                    if before not in HAVE:
                        return None
                    first = i - 1
                elif lower[i] not in self._no_nouns and _is_noun(lower[i], before):
                    return None
            return Cue(first, last, tokens.starts[first], tokens.ends[last - 1], kind)
        return None


def _is_verb(form: str) -> bool:
    """*decir*, *dijeron*, *señaló*: no noun looks like this."""
    return form.endswith(
        ("ar", "er", "ir", "ndo", "ó", "ron", "ba", "ban", "rá", "rán", "ía", "ían")
    )


def _is_noun(word: str, before: str) -> bool:
    """Whether this form, which may be a noun as well, is one here."""
    if before in BEFORE_NOUN:
        return True
    return before in ARTICLES and not word.endswith(("n", "s"))
