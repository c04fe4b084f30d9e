"""The corpus reader of `ner.cfg`: fresh variations of the training text every epoch.

The held-out part is every fifteenth dispatch of the corpus as it stands and some
generated releases; it decides when training stops.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from random import Random

from augment import Swapper, capital_roles, respell
from corpus import (
    Sentence,
    Text,
    dispatches,
    join,
    read_corrections,
    read_sentences,
    to_doc,
    write,
)
from generate import HERE, Phrases, Writer, read_sections
from spacy.language import Language
from spacy.training import Example
from spacy.util import registry
from vocabulary import Vocabulary

GLUES = (" ", " ", " ", "\n", "\n\n")
HELD_OUT_EVERY = 15
CORRECTIONS = 5


class Maker:
    """Makes texts of corpus sentences and of templates."""

    def __init__(self, held: list[list[Sentence]], random: Random, swaps: float) -> None:
        self.random = random
        self.words = Vocabulary.read()
        phrases = Phrases([s for group in held for s in group], self.words)
        self.writer = Writer(self.words, phrases, random)
        self.swapper = Swapper(self.words, random, swaps)
        self.templates = read_sections(HERE / "templates.txt")
        self.roles = {role for r in self.words.roles for role in (r.masculine, r.feminine)}

    def line(self, section: str) -> Text:
        """One filled template of the section, with single blanks."""
        text = self.writer.fill(self.random.choice(self.templates[section]))
        return _single_blanks(text)

    def release(self) -> Text:
        """A press release, clean or with the clutter of a web page around it."""
        self.writer.start()
        random = self.random
        cluttered = random.random() < 0.5
        lines: list[Text] = []
        if random.random() < 0.6:
            lines.append(self.line("headline"))
        if random.random() < 0.5:
            lines.append(self.line("opening"))
        for _ in range(random.randint(2, 6)):
            lines.append(self.line("body"))
            if cluttered and random.random() < 0.35:
                lines.append(self.line(random.choice(("web", "web", "headline"))))
        if cluttered:
            for _ in range(random.randint(0, 3)):
                lines.insert(random.randint(0, 1), self.line("web"))
        return self.assemble(lines, ragged=cluttered)

    def dispatch(self, sentences: list[Sentence]) -> Text:
        """Sentences of the corpus with other names, spellings and surroundings."""
        self.swapper.start()
        self.writer.start()
        random = self.random
        lines = []
        cluttered = random.random() < 0.15
        for sentence in sentences:
            lines.append(write(self.swapper.swap(sentence)))
            if cluttered and random.random() < 0.3:
                lines.append(self.line("web"))
        return self.assemble(lines, ragged=False)

    def assemble(self, lines: list[Text], ragged: bool) -> Text:
        glue = self.random.choice(GLUES)
        lines = [
            respell(capital_roles(line, self.roles, self.random), self.random) for line in lines
        ]
        if ragged and self.random.random() < 0.5:
            glue = " "
            lines = [_without_stop(line) if self.random.random() < 0.2 else line for line in lines]
        return join(lines, glue)


def _single_blanks(text: Text) -> Text:
    while (at := text.prose.find("  ")) >= 0:
        prose = text.prose[:at] + text.prose[at + 1 :]
        moved = [(s - (s > at), e - (e > at), label) for s, e, label in text.entities]
        text = Text(prose, moved)
    return text


def _without_stop(text: Text) -> Text:
    if text.prose.endswith("."):
        end = len(text.prose) - 1
        if all(last <= end for _, last, _ in text.entities):
            return Text(text.prose[:end], text.entities)
    return text


def _pieces(group: list[Sentence], random: Random) -> Iterator[list[Sentence]]:
    at = 0
    while at < len(group):
        size = random.choice((1, 2, 3, 4, 6, 8, 12))
        yield group[at : at + size]
        at += size


@registry.readers("press_corpus.v1")
def read_corpus(
    path: Path,
    part: str,
    seed: int,
    generated: float = 0.5,
    swaps: float = 0.4,
    corrections: Path | None = None,
) -> Callable[[Language], Iterator[Example]]:
    """Examples of the part (`train` or `held_out`) of the CoNLL-2002 file at `path`.

    `generated`: releases written for each piece of the corpus; `swaps`: share of
    names exchanged for others; `corrections`: JSON Lines of own texts, seen
    `CORRECTIONS` times an epoch.
    """
    own = read_corrections(Path(corrections)) if corrections else []
    groups = dispatches(read_sentences(Path(path)))
    held = [group for i, group in enumerate(groups) if i % HELD_OUT_EVERY == 7]
    kept = [group for i, group in enumerate(groups) if i % HELD_OUT_EVERY != 7]
    random = Random(seed if part == "train" else seed + 1)
    maker = Maker(kept, random, swaps)

    def read(nlp: Language) -> Iterator[Example]:
        texts: list[Text] = []
        if part == "train":
            for group in kept:
                for piece in _pieces(group, random):
                    plain = random.random() < 0.4 or not swaps
                    texts.append(join(map(write, piece)) if plain else maker.dispatch(piece))
                    if random.random() < generated:
                        texts.append(maker.release())
            texts += own * CORRECTIONS
            random.shuffle(texts)
        else:
            texts = [join(map(write, group)) for group in held]
            if generated:
                texts += [maker.release() for _ in range(40)]
        for text in texts:
            doc = to_doc(nlp, text)
            if len(doc):
                yield Example(nlp.make_doc(doc.text), doc)

    return read
