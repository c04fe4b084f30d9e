"""Reads CoNLL-2002 and writes it as prose.

A corpus of tokens is not what an extractor meets: here the tokens of each
dispatch become running text with the entities as character ranges, and it is
our own tokenizer that cuts them again.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from spacy.language import Language
from spacy.tokens import Doc
from spacy.util import filter_spans

Entity = tuple[int, int, str]
"""Start, end (exclusive) and label; counted in words or in characters, as the holder says."""

LABELS = ("PER", "ORG", "LOC", "MISC")
DATELINE = re.compile(r"\d{1,2} [a-z]{3} \( ?EFE")
LONGEST = 30  # sentences of one text, where a dateline is missing


@dataclass
class Sentence:
    """Words and the entities over them (in words)."""

    words: list[str]
    entities: list[Entity] = field(default_factory=list)


@dataclass
class Text:
    """Prose and the entities in it (in characters)."""

    prose: str
    entities: list[Entity] = field(default_factory=list)

    def __add__(self, other: Text) -> Text:
        shift = len(self.prose)
        moved = [(start + shift, end + shift, label) for start, end, label in other.entities]
        return Text(self.prose + other.prose, self.entities + moved)


def read_sentences(path: Path) -> Iterator[Sentence]:
    """The sentences of a file of lines `index, word, BIO tag`, an empty line after each.

    Raises:
        ValueError: a line has other columns; the message names file and line.
    """
    words: list[str] = []
    tags: list[str] = []
    with path.open(encoding="utf-8") as file:
        for number, line in enumerate(file, start=1):
            if line.strip():
                cells = line.split("\t")
                if len(cells) != 3:
                    raise ValueError(f"{path}:{number}: {len(cells)} columns, expected 3")
                words.append(cells[1].strip())
                tags.append(cells[2].strip())
            elif words:
                yield Sentence(words, list(_entities(tags)))
                words, tags = [], []
    if words:
        yield Sentence(words, list(_entities(tags)))


def _entities(tags: list[str]) -> Iterator[Entity]:
    first, kind = 0, ""
    for i, tag in enumerate([*tags, "O"]):
        if kind and tag != f"I-{kind}":
            yield first, i, kind
            kind = ""
        if tag.startswith("B-") or (tag.startswith("I-") and not kind):
            first, kind = i, tag[2:]


def dispatches(sentences: Iterable[Sentence]) -> list[list[Sentence]]:
    """Sentences that belong together: a dispatch opens with its dateline."""
    found: list[list[Sentence]] = []
    for sentence in sentences:
        if all(word.strip("=") == "" for word in sentence.words):
            continue
        opens = DATELINE.search(" ".join(sentence.words)) is not None
        if not found or opens or len(found[-1]) >= LONGEST:
            found.append([])
        found[-1].append(sentence)
    return found


def read_corrections(path: Path) -> list[Text]:
    """Texts from JSON Lines: `{"text": "…", "entities": [[start, end, "PER"], …]}`, in characters.

    Raises:
        ValueError: a line is no such object, or an entity lies outside its text or has
            another label; the message names file and line.
    """
    texts = []
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
        if not line.strip():
            continue
        try:
            item = json.loads(line)
            entities = [(int(s), int(e), str(label)) for s, e, label in item["entities"]]
            text = Text(str(item["text"]), entities)
        except (KeyError, TypeError, ValueError) as error:
            raise ValueError(f"{path}:{number}: no text with entities ({error})") from error
        for start, end, label in entities:
            if not 0 <= start < end <= len(text.prose) or label not in LABELS:
                raise ValueError(f"{path}:{number}: no entity: [{start}, {end}, {label!r}]")
        texts.append(text)
    return texts


CLOSING = frozenset([",", ".", ";", ":", "!", "?", ")", "]", "}", "»", "”", "…", "...", "%", "º"])
OPENING = frozenset(["(", "[", "{", "¡", "¿", "«", "“", "#", "$"])
PAIRED = frozenset(['"', "'", "`", "``", "''"])


def write(sentence: Sentence) -> Text:
    """The sentence as Spanish is written: marks closed up, quotes and dashes in pairs."""
    inside: set[str] = set()
    dashes = sentence.words.count("-")
    prose = ""
    starts: list[int] = []
    close_up = True
    for i, word in enumerate(sentence.words):
        paired = word in PAIRED or (word == "-" and dashes % 2 == 0)
        closes = word in CLOSING or (paired and word in inside)
        if paired:
            follows = sentence.words[i + 1] if i + 1 < len(sentence.words) else "."
            closes = closes or (i > 0 and follows in CLOSING)
            inside = inside - {word} if closes else inside | {word}
        if not close_up and not closes:
            prose += " "
        starts.append(len(prose))
        prose += '"' if word in ("``", "''") else word
        close_up = (paired and not closes) or word in OPENING
    shown = [
        (starts[first], starts[last - 1] + len(sentence.words[last - 1]), label)
        for first, last, label in sentence.entities
    ]
    return Text(prose, shown)


def join(texts: Iterable[Text], glue: str = " ") -> Text:
    """One text of several; what is left of the mark after a dateline (`.-`) closes up."""
    whole = Text("")
    for text in texts:
        if whole.prose:
            whole += Text("" if text.prose.strip() == "-" else glue)
        whole += text
    return whole


def to_doc(nlp: Language, text: Text) -> Doc:
    """The text through the pipeline's tokenizer, entities over every token they touch."""
    doc = nlp.make_doc(text.prose)
    spans = [
        doc.char_span(start, end, label=label, alignment_mode="expand")
        for start, end, label in text.entities
    ]
    doc.ents = tuple(filter_spans([span for span in spans if span is not None]))
    return doc
