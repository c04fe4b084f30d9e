"""Alters sentences of the corpus: other names in them, other spellings, other surroundings.

`swap` works on words, before a sentence is written as prose; `respell` on prose,
letter by letter, so that the entities keep their places.
"""

from __future__ import annotations

from random import Random

from corpus import Sentence, Text
from generate import capitalised
from vocabulary import Person, Vocabulary, is_feminine

PLAIN = str.maketrans("áéíóúüÁÉÍÓÚÜ", "aeiouuAEIOUU")


class Swapper:
    """Gives the names of one text other names, each always the same one."""

    def __init__(self, words: Vocabulary, random: Random, share: float) -> None:
        self.words = words
        self.random = random
        self.share = share
        self.given = {name for names in words.given.values() for name in names}
        self.places = {*words.cities, *words.regions}
        self.countries = set(words.countries)
        self.by_gender = {
            gender: [i for i in words.institutions if i.feminine == gender]
            for gender in (False, True)
        }
        self.acronyms = [i.acronym for i in words.institutions if i.acronym]
        self.chosen: dict[tuple[str, str], str] = {}
        self.persons: dict[str, Person] = {}

    def start(self) -> None:
        """Begin another text."""
        self.chosen.clear()
        self.persons.clear()

    def swap(self, sentence: Sentence) -> Sentence:
        """The sentence with some of its names exchanged."""
        words: list[str] = []
        entities = []
        at = 0
        for first, last, label in sentence.entities:
            words += sentence.words[at:first]
            old = sentence.words[first:last]
            new = self.other(" ".join(old), label).split()
            entities.append((len(words), len(words) + len(new), label))
            words += new
            at = last
        return Sentence(words + sentence.words[at:], entities)

    def other(self, name: str, label: str) -> str:
        """What stands for this name in the present text; often the name itself."""
        key = (name, label)
        if key not in self.chosen:
            keep = self.random.random() >= self.share or (name.isupper() and len(name) > 6)
            self.chosen[key] = name if keep else self.draw(name, label)
        return self.chosen[key]

    def draw(self, name: str, label: str) -> str:
        words = name.split()
        if label == "PER":
            if len(words) > 1 and words[0] in self.given:
                person = self.words.person(self.random)
                self.persons[words[-1]] = person
                self.persons[words[1]] = person
                return person.full
            if len(words) == 1 and name in self.persons:
                return self.persons[name].surname
            return self.words.surname(self.random) if len(words) == 1 else name
        if label == "LOC":
            if name in self.countries:
                return self.random.choice(self.words.countries)
            if len(words) == 1 or name in self.places:
                return self.random.choice((self.words.city, self.region))(self.random)
        if label == "ORG":
            if name.isupper() and 2 <= len(name) <= 6 and name not in ("EFE", "EFECOM"):
                return self.random.choice(self.acronyms)
            if len(words) >= 3 and words[0][0].isupper():
                return self.random.choice(self.by_gender[is_feminine(name)]).name
        return name

    def region(self, random: Random) -> str:
        return random.choice(self.words.regions)


def respell(text: Text, random: Random) -> Text:
    """The text in one of the spellings that releases come in; mostly as it is."""
    prose = text.prose
    quotes = random.random()
    if quotes < 0.3 and prose.count('"') % 2 == 0:
        marks = "“”" if quotes < 0.2 else "«»"
        parts = prose.split('"')
        prose = "".join(
            p + (marks[i % 2] if i < len(parts) - 1 else "") for i, p in enumerate(parts)
        )
    if random.random() < 0.06:
        prose = prose.translate(PLAIN)
    if len(prose) < 160 and random.random() < 0.12:
        upper = prose.upper()
        prose = upper if len(upper) == len(prose) else prose
    return Text(prose, list(text.entities))


def capital_roles(text: Text, roles: set[str], random: Random) -> Text:
    """The role before a person with a capital: *el Ministro Pedro Díaz*."""
    prose = text.prose
    for start, _, label in text.entities:
        if label != "PER" or start < 3 or random.random() < 0.6:
            continue
        before = prose[:start].rstrip(" ,").rsplit(" ", 1)[-1]
        if before in roles:
            at = prose.rfind(before, 0, start)
            prose = prose[:at] + capitalised(before) + prose[at + len(before) :]
    return Text(prose, list(text.entities))
