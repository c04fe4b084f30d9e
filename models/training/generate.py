"""Writes press releases of its own, with every name marked.

The sentences are in `templates.txt`, the names come from the lexicons, and what
an official *said* or *did* comes from the clauses of the corpus that hold no
name. Nothing here is drawn from a text that anybody is measured on.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path
from random import Random

from corpus import Sentence, Text, write
from vocabulary import Institution, Person, Vocabulary, is_feminine

HERE = Path(__file__).parent
MADE_UP = 0.3  # share of institutions that no lexicon has
PART = re.compile(r"\{(\w+)\}|<([A-Z]+) |>|\[([^\]]*)\]")


def capitalised(text: str) -> str:
    """The first letter made a capital; marks before it stay."""
    for i, letter in enumerate(text):
        if letter.isalpha():
            return text[:i] + letter.upper() + text[i + 1 :]
    return text


class Phrases:
    """Clauses and predicates without names, and verbs, from the sentences of the corpus."""

    def __init__(self, sentences: Iterable[Sentence], vocabulary: Vocabulary) -> None:
        self.clauses: list[str] = []
        self.rests: list[str] = []
        past, pasts = set(), set()
        for sentence in sentences:
            inside = {i for first, last, _ in sentence.entities for i in range(first, last)}
            words = sentence.words
            for i, word in enumerate(words[:-4]):
                if word == "que" or (word.endswith("ó") and word.islower() and len(word) > 4):
                    end = i + 1
                    while end < len(words) and end - i < 22 and end not in inside:
                        if words[end] in ('"', ".", ";", ":", "-", "(", ")") or (
                            words[end][:1].isupper()
                        ):
                            break
                        end += 1
                    if end - i - 1 >= 4 and end < len(words) and words[end] in (".", ";"):
                        phrase = write(Sentence(words[i + 1 : end])).prose
                        (self.clauses if word == "que" else self.rests).append(phrase)
                if word.islower() and len(word) > 5:
                    if word.endswith("ó"):
                        past.add(word)
                    elif word.endswith(("aron", "ieron")):
                        pasts.add(word)
        forms = vocabulary.verbs
        self.past = sorted(past) + [v for v in forms if v.endswith("ó")] * 2
        self.pasts = sorted(pasts) + [v for v in forms if v.endswith("ron")] * 2
        self.present = [v for v in forms if v.endswith(("a", "e")) and not v.endswith("ía")]
        self.presents = [v for v in forms if v.endswith(("an", "en")) and not v.endswith("ían")]


class Writer:
    """Fills templates; remembers the persons of its text, so that surnames return."""

    def __init__(self, words: Vocabulary, phrases: Phrases, random: Random) -> None:
        self.words = words
        self.phrases = phrases
        self.random = random
        self.persons: list[Person] = []
        self.institutions: list[Institution] = []
        self.places: list[str] = []
        self.role_gender: bool | None = None
        self.capital_roles = False
        self.lists = read_sections(HERE / "phrases.txt")

    def start(self) -> None:
        """Forget the persons and institutions of the last text; choose its habits."""
        self.persons.clear()
        self.institutions.clear()
        self.places.clear()
        self.capital_roles = self.random.random() < 0.3
        self.role_gender = None

    def fill(self, template: str) -> Text:
        """The template as text, with its entities."""
        out = Text("")
        opened: list[tuple[int, str]] = []
        at = 0
        for match in PART.finditer(template):
            out.prose += template[at : match.start()]
            at = match.end()
            if match[1]:
                piece = self.slot(match[1])
                if opened:
                    piece.entities = []
                out += piece
            elif match[2]:
                opened.append((len(out.prose), match[2]))
            elif match[3] is not None:
                out += self.fill_choice(match[3], bool(opened))
            else:
                start, label = opened.pop()
                out.entities.append((start, len(out.prose.rstrip()), label))
        out.prose += template[at:]
        return out

    def fill_choice(self, choices: str, inside: bool) -> Text:
        piece = self.fill(self.random.choice(choices.split("|")))
        if inside:
            piece.entities = []
        return piece

    def slot(self, name: str) -> Text:
        """What a slot is replaced with."""
        method = getattr(self, f"slot_{name.lower()}", None)
        if method is None:
            raise KeyError(f"templates.txt: no slot {{{name}}}")
        piece: Text = method()
        if name.isupper() and len(name) > 1:
            piece.prose = piece.prose.upper()
        elif name[0].isupper():
            piece.prose = capitalised(piece.prose)
        return piece

    def one(self, items: list[str] | tuple[str, ...]) -> str:
        return self.random.choice(items)

    # persons

    def slot_person(self) -> Text:
        if self.persons and self.random.random() < 0.15:
            person = self.random.choice(self.persons)
        else:
            person = self.words.person(self.random)
            if self.role_gender is not None and person.feminine != self.role_gender:
                person.given = self.one(self.words.given[self.role_gender])
                person.feminine = self.role_gender
            self.persons.append(person)
        self.role_gender = None
        shown = person.full
        return marked(shown.upper() if self.random.random() < 0.02 else shown, "PER")

    def slot_surname(self) -> Text:
        person = self.random.choice(self.persons) if self.persons else None
        if person is None:
            person = self.words.person(self.random)
            self.persons.append(person)
        both = len(person.surnames) == 2 and self.random.random() < 0.35
        return marked(" ".join(person.surnames) if both else person.surname, "PER")

    def slot_surname_plain(self) -> Text:
        return Text(self.words.surname(self.random))

    def slot_given_plain(self) -> Text:
        return Text(self.one(self.words.given[True]))

    def slot_given(self) -> Text:
        return marked(self.one(self.words.given[self.random.random() < 0.5]), "PER")

    def slot_initials(self) -> Text:
        if self.random.random() < 0.6 or not self.persons:
            return marked(self.one(self.lists["initials"]), "PER")
        person = self.random.choice(self.persons)
        return marked("".join(w[0] for w in person.full.split() if w[0].isupper()), "PER")

    def slot_initials_plain(self) -> Text:
        return Text("".join(self.one("ABCDEFGHJLMNPRSTVZ") for _ in range(3)))

    def slot_nick(self) -> Text:
        return Text(self.one(self.lists["nicknames"]))

    # roles

    def role(self, feminine: bool, complement: bool = True) -> Text:
        role = self.random.choice(self.words.roles)
        shown = Text(role.feminine if feminine else role.masculine)
        if self.capital_roles:
            shown = Text(capitalised(shown.prose))
        if not complement or self.random.random() < 0.25:
            return shown
        kind = self.random.random()
        if kind < 0.35:
            return shown + Text(" de ") + self.slot_portfolio()
        if kind < 0.6 and "place" in role.takes:
            return shown + Text(" de ") + self.any_place()
        if kind < 0.9:
            return shown + Text(" ") + self.slot_del_org()
        return shown + Text(self.one((" nacional", " regional", " general", " estatal")))

    def slot_el_role(self) -> Text:
        feminine = self.random.random() < 0.45
        shown = Text("la " if feminine else "el ") + self.role(feminine)
        self.role_gender = feminine
        return shown

    def slot_al_role(self) -> Text:
        feminine = self.random.random() < 0.45
        shown = Text("a la " if feminine else "al ") + self.role(feminine)
        self.role_gender = feminine
        return shown

    def slot_la_role_cap(self) -> Text:
        self.role_gender = True
        shown = self.role(True)
        return Text("la ") + Text(capitalised(shown.prose), shown.entities)

    def slot_role_any(self) -> Text:
        feminine = self.persons[-1].feminine if self.persons else False
        return self.role(feminine, complement=False)

    def slot_role_cap(self) -> Text:
        role = self.slot_role_any()
        return Text(capitalised(role.prose), role.entities)

    def slot_role_bare_cap(self) -> Text:
        return self.slot_role_cap()

    def slot_portfolio(self) -> Text:
        return Text(self.one(self.words.portfolios))

    # institutions

    def institution(self) -> Institution:
        if self.institutions and self.random.random() < 0.2:
            return self.random.choice(self.institutions)
        if self.random.random() < MADE_UP:
            found = self.made_institution()
        else:
            found = self.random.choice(self.words.institutions)
        self.institutions.append(found)
        return found

    def made_institution(self) -> Institution:
        """A head and what it is in charge of: *Subgerencia de Cultura y Turismo de Ica*."""
        head = capitalised(self.one(self.words.heads))
        topics = [self.one(self.words.portfolios) for _ in range(self.random.choice((1, 1, 1, 2)))]
        tail = " y ".join(topics)
        place = self.random.random()
        if place < 0.35:
            tail += " de " + self.any_place().prose
        elif place < 0.45:
            tail += " del Estado"
        middle = self.one(("", "", "", " General", " Regional", " Nacional", " Estatal"))
        name = f"{head}{middle} de {tail}"
        initials = "".join(word[0] for word in name.split() if word[0].isupper())
        return Institution(name, initials[:6], is_feminine(head))

    def slot_made_company(self) -> Text:
        word = self.one(self.lists["company words"])
        name = self.one((f"{word} ", "")) + self.words.surname(self.random)
        if self.random.random() < 0.3:
            name += " " + self.one(self.words.countries)
        return marked(f"{name} {self.one(self.lists['legal forms'])}", "ORG")

    def slot_hero(self) -> Text:
        return Text(self.words.person(self.random).full)

    def slot_title(self) -> Text:
        return Text(self.one(self.lists["titles"]))

    def slot_el_org(self) -> Text:
        found = self.institution()
        return Text("la " if found.feminine else "el ") + marked(found.name, "ORG")

    def slot_del_org(self) -> Text:
        if self.random.random() < 0.2:
            return self.slot_del_sig()
        found = self.institution()
        return Text("de la " if found.feminine else "del ") + marked(found.name, "ORG")

    def slot_al_org(self) -> Text:
        found = self.institution()
        return Text("a la " if found.feminine else "al ") + marked(found.name, "ORG")

    def slot_org_sig_of(self) -> Text:
        last = self.institutions[-1] if self.institutions else None
        if last is not None and last.acronym:
            return marked(last.acronym, "ORG")
        return self.slot_sig()

    def acronym(self) -> Institution:
        for _ in range(20):
            found = self.random.choice(self.words.institutions)
            if found.acronym:
                return found
        return Institution("Organización", "OI", True)

    def slot_sig(self) -> Text:
        if self.random.random() < 0.3:
            return marked(self.slot_sig_plain().prose, "ORG")
        shown = self.acronym().acronym
        shown = capitalised(shown.lower()) if self.random.random() < 0.15 else shown
        return marked(shown, "ORG")

    def slot_sig_plain(self) -> Text:
        length = self.random.choice((3, 4, 4, 5))
        letters = [self.one("AEIOU" if i % 2 else "BCDFGILMNPRSTU") for i in range(length)]
        shown = "".join(letters)
        return Text(capitalised(shown.lower()) if self.random.random() < 0.3 else shown)

    def slot_el_sig(self) -> Text:
        return Text(self.one(("el ", "la "))) + self.slot_sig()

    def slot_del_sig(self) -> Text:
        return Text(self.one(("del ", "de la "))) + self.slot_sig()

    def slot_el_sig_bare(self) -> Text:
        return self.slot_sig()

    def slot_party(self) -> Text:
        return marked(self.random.choice(self.words.parties).name, "ORG")

    def slot_party_sig(self) -> Text:
        found = self.random.choice(self.words.parties)
        return marked(found.acronym or found.name, "ORG")

    def slot_coalition(self) -> Text:
        return Text(self.fill(self.one(self.lists["coalitions"])).prose)

    def slot_media(self) -> Text:
        return marked(self.one(self.words.media), "ORG")

    def slot_company(self) -> Text:
        return marked(self.one(self.words.companies), "ORG")

    def slot_agency(self) -> Text:
        return marked(self.one(self.lists["agencies"]), "ORG")

    def slot_photo(self) -> Text:
        return self.fill(self.one(self.lists["photos"]))

    # places

    def any_place(self) -> Text:
        return self.random.choice((self.slot_city, self.slot_region, self.slot_country))()

    def slot_city(self) -> Text:
        if self.places and self.random.random() < 0.15:
            return marked(self.random.choice(self.places), "LOC")
        self.places.append(self.words.city(self.random))
        return marked(self.places[-1], "LOC")

    def slot_region(self) -> Text:
        return marked(self.one(self.words.regions), "LOC")

    def slot_regionabbr(self) -> Text:
        region = self.one([r for r in self.words.regions if " " not in r])
        short = region[: self.random.choice((3, 4))]
        return marked(self.random.choice((short, short.upper(), region)), "LOC")

    def slot_country(self) -> Text:
        if self.random.random() < 0.3:
            usual = ("Estados Unidos", "EE.UU.", "EEUU", "EU", "México", "Perú", "Colombia")
            return marked(self.one(usual), "LOC")
        return marked(self.one(self.words.countries), "LOC")

    # what is no name

    def slot_demonym_m(self) -> Text:
        return Text(self.one(self.words.demonyms[0::4]))

    def slot_demonym_pl(self) -> Text:
        return Text(self.one(self.words.demonyms[2::4]))

    def slot_clause(self) -> Text:
        return Text(self.one(self.phrases.clauses))

    def slot_clause_cap(self) -> Text:
        return Text(capitalised(self.one(self.phrases.clauses)))

    def slot_clause_past(self) -> Text:
        return self.slot_clause()

    def slot_rest(self) -> Text:
        return Text(self.one(self.phrases.rests))

    def slot_verb_past(self) -> Text:
        return Text(self.one(self.phrases.past))

    def slot_verbs_past(self) -> Text:
        return Text(self.one(self.phrases.pasts))

    def slot_verb_cap_pl(self) -> Text:
        return Text(capitalised(self.one(self.phrases.pasts)))

    def slot_verb_pres(self) -> Text:
        return Text(self.one(self.phrases.present))

    def slot_verbs_pres(self) -> Text:
        return Text(self.one(self.phrases.presents))

    def slot_goal(self) -> Text:
        return Text(self.one(self.lists["goals"]))

    def slot_goal_cap(self) -> Text:
        return Text(capitalised(self.one(self.lists["goals"])))

    def slot_event(self) -> Text:
        return Text(self.one(self.lists["events"]))

    def slot_iniciativa(self) -> Text:
        word = self.one(self.lists["things"])
        return Text(capitalised(word) if self.random.random() < 0.15 else word)

    def slot_convenio(self) -> Text:
        word = self.one(self.lists["agreements"])
        return Text(capitalised(word) if self.random.random() < 0.15 else word)

    def slot_people(self) -> Text:
        return Text(self.one(self.lists["people"]))

    def slot_people_cap(self) -> Text:
        return Text(capitalised(self.one(self.lists["people"])))

    def slot_units(self) -> Text:
        return Text(self.one(self.lists["units"]))

    def slot_la_ley(self) -> Text:
        return self.fill(self.one(self.lists["laws"]))

    def slot_project(self) -> Text:
        return Text(self.one(self.words.projects))

    def slot_nav(self) -> Text:
        return Text(self.one(self.lists["navigation"]))

    def slot_su_par(self) -> Text:
        return Text(self.one(("su homólogo", "su par", "el presidente")))

    # dates and numbers

    def slot_day(self) -> Text:
        return Text(str(self.random.randint(1, 31)))

    def slot_month(self) -> Text:
        return Text(self.one(self.lists["months"]))

    def slot_mon(self) -> Text:
        return Text(self.one(self.lists["short months"]))

    def slot_mon_cap(self) -> Text:
        return Text(
            capitalised(self.one([*self.lists["short months"], "Jan", "Apr", "Aug", "Dec"]))
        )

    def slot_weekday(self) -> Text:
        return Text(self.one(self.lists["weekdays"]))

    def slot_weekday_cap(self) -> Text:
        return Text(capitalised(self.one(self.lists["weekdays"])))

    def slot_year(self) -> Text:
        return Text(str(self.random.randint(1998, 2026)))

    def slot_hour(self) -> Text:
        return Text(f"{self.random.randint(1, 23)}:{self.random.randint(0, 59):02}")

    def slot_num(self) -> Text:
        number = self.random.choice((self.random.randint(2, 99), self.random.randint(100, 99999)))
        return Text(f"{number:,}" if self.random.random() < 0.5 else str(number))

    def slot_money(self) -> Text:
        sign = self.one(("S/ ", "$", "US$ ", "", "€"))
        return Text(f"{sign}{self.random.randint(2, 900)} millones")


def marked(name: str, label: str) -> Text:
    """The name as an entity of its own."""
    return Text(name, [(0, len(name), label)])


def read_sections(path: Path) -> dict[str, list[str]]:
    """The lines of each section (`# == name: …`), in the order of the file."""
    sections: dict[str, list[str]] = {}
    current: list[str] = []
    for line in path.read_text(encoding="utf-8").splitlines():
        if line.startswith("# =="):
            current = sections.setdefault(line[4:].split(":")[0].strip(), [])
        elif line and not line.startswith("#"):
            current.append(line)
    return sections
