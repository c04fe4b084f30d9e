"""How much of what a careful reader finds does the extractor find?

    python benchmarks/quality.py                     precision, recall, F1 of each field
    python benchmarks/quality.py --errors pe-01      what was missed, what is false

Reads the pairs `ID.txt`, `ID.json` of a folder, by default the annotated releases
in `tests/quality/bulletins`, whose README says what the annotations mean. What
counts as the same:

- names: equal without case, accents, marks and leading article, or equal to one of
  the other forms that the annotation gives; people without honorific; projects
  also where three quarters of the words are the same;
- places: name and, where the annotation has one, code;
- figures: kind and value (both bounds of a range); dates: the TIMEX3 value;
  quotations: the same words, give or take a tenth.

An entry marked optional is neither right nor wrong; so are durations and sets
among the dates, which are not annotated. Facts (role, unit, speaker…) are judged
on what was found: their share that is right. The macro average is the mean of the
seven F1.
"""

from __future__ import annotations

import json
import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from functools import cache
from pathlib import Path
from typing import Any

import click

BULLETINS = Path(__file__).parents[1] / "tests" / "quality" / "bulletins"
FIELDS = ("organizations", "officials", "regions", "projects", "figures", "dates", "quotes")
SAME_WORDS = 0.75
SAME_QUOTE = 0.9
UNANNOTATED = ("DURATION", "SET")

Value = dict[str, Any]


# What is the same


@cache
def plain(text: str | None) -> str:
    """Small letters without accents, marks and leading article."""
    letters = unicodedata.normalize("NFKD", (text or "").lower())
    words = re.findall(r"\w+", "".join(c for c in letters if not unicodedata.combining(c)))
    if len(words) > 1 and words[0] in ("el", "la", "los", "las"):
        del words[0]
    return " ".join(words)


@cache
def singular(text: str | None) -> tuple[str, ...]:
    """The words, without their plural ending."""
    return tuple(re.sub(r"(?<=[^aeiou])es$|s$", "", word) for word in plain(text).split())


@cache
def likeness(one: str, other: str) -> float:
    return SequenceMatcher(None, one, other, autojunk=False).ratio()


def within(one: tuple[str, ...], other: tuple[str, ...]) -> bool:
    """Whether one is a run of words of the other; nothing is within nothing."""
    short, long = sorted((one, other), key=len)
    size = len(short)
    return size > 0 and any(long[k : k + size] == short for k in range(len(long) - size + 1))


def surface(value: Value) -> str:
    """The words of a figure, a date or a quotation."""
    return plain(value["text"] if "text" in value else value["mentions"][0]["text"])


def forms(gold: Value) -> set[str]:
    """All names the annotation accepts."""
    names = (gold["name"], gold.get("acronym"), *(gold.get("aliases") or ()))
    return {plain(name) for name in names} - {""}


def equal(one: float | None, other: float | None) -> bool:
    if one is None or other is None:
        return one is other
    return abs(one - other) <= 1e-9 * max(1.0, abs(one))


def by_name(gold: Value, found: Value) -> float:
    name = plain(found["name"])
    return 1.0 if name == plain(gold["name"]) else 0.9 * (name in forms(gold))


def by_place(gold: Value, found: Value) -> float:
    if gold.get("code") and gold["code"] != found.get("code"):
        return 0.0
    return by_name(gold, found) * (1.0 if gold.get("code") == found.get("code") else 0.9)


def by_words(gold: Value, found: Value) -> float:
    words = set(plain(found["name"]).split())
    shares = [
        len(words & set(name.split())) / len(words | set(name.split())) for name in forms(gold)
    ]
    return max(shares) if max(shares) >= SAME_WORDS else 0.0


def by_amount(gold: Value, found: Value) -> float:
    if gold["kind"] != found["kind"]:
        return 0.0
    if gold.get("low") is None:
        candidates = (found["value"], found["low"], found["high"])
        if not any(equal(gold["value"], c) for c in candidates if c is not None):
            return 0.0
    elif not (equal(gold["low"], found["low"]) and equal(gold["high"], found["high"])):
        return 0.0
    return 0.5 + likeness(surface(gold), surface(found)) / 2


def by_timex(gold: Value, found: Value) -> float:
    if gold["value"] != found["value"]:
        return 0.0
    return 0.5 + likeness(surface(gold), surface(found)) / 2


def by_speech(gold: Value, found: Value) -> float:
    same = likeness(surface(gold), surface(found))
    return same if same >= SAME_QUOTE else 0.0


SAME: dict[str, Callable[[Value, Value], float]] = {
    "organizations": by_name,
    "officials": by_name,
    "regions": by_place,
    "projects": by_words,
    "figures": by_amount,
    "dates": by_timex,
    "quotes": by_speech,
}


# Facts of what was found: None where there is nothing to judge


def right_role(gold: Value, found: Value) -> bool | None:
    """The same role, or one that goes on where the other stops (*directora*, *directora de X*)."""
    if not gold["role"]:
        return None
    one, other = plain(gold["role"]).split(), plain(found["role"]).split()
    return bool(other) and one[0] == other[0] and within(tuple(one), tuple(other))


def right_institution(gold: Value, found: Value, whole: Value) -> bool | None:
    """Any form of the institution; where the text names none, none of those it names."""
    answer, named = plain(found["organization"]), whole["organizations"]
    if not gold["organization"]:
        return not any(answer in forms(one) for one in named)
    wanted = plain(gold["organization"])
    return answer == wanted or any(wanted in forms(one) and answer in forms(one) for one in named)


def right_unit(gold: Value, found: Value) -> bool | None:
    if gold.get("currency"):
        return bool(gold["currency"] == found["currency"])
    if not gold.get("unit"):
        return None
    return within(singular(gold["unit"]), singular(found["unit"]))


def facts(name: str, gold: Value, found: Value, whole: Value) -> Iterator[tuple[str, bool | None]]:
    """Each fact of a pair with whether it is right."""
    if name == "organizations":
        acronym = gold.get("acronym")
        yield "acronym", plain(acronym) == plain(found["acronym"]) if acronym else None
        yield "kind", gold["kind"] == found["kind"]
    elif name == "officials":
        yield "role", right_role(gold, found)
        yield "organization", right_institution(gold, found, whole)
    elif name == "regions":
        yield "kind", gold["kind"] == found["kind"]
        yield "country", gold["country"] == found["country"]
    elif name == "projects":
        yield "kind", gold["kind"] == found["kind"]
    elif name == "figures":
        yield "unit", right_unit(gold, found)
        yield "qualifier", gold.get("qualifier", "exact") == found["qualifier"]
    elif name == "quotes":
        yield "speaker", plain(gold["speaker"]) == plain(found["speaker"])


# Counting


@dataclass
class Count:
    """Hits, false and missed ones of a field, and of each fact how many were right of how many."""

    hits: int = 0
    false: int = 0
    missed: int = 0
    facts: Counter[tuple[str, bool]] = field(default_factory=Counter)
    notes: list[str] = field(default_factory=list)

    def add(self, other: Count) -> None:
        self.hits += other.hits
        self.false += other.false
        self.missed += other.missed
        self.facts += other.facts
        self.notes += other.notes

    @property
    def precision(self) -> float:
        return self.hits / (self.hits + self.false) if self.hits + self.false else 0.0

    @property
    def recall(self) -> float:
        return self.hits / (self.hits + self.missed) if self.hits + self.missed else 0.0

    @property
    def f1(self) -> float:
        total = 2 * self.hits + self.false + self.missed
        return 2 * self.hits / total if total else 0.0

    def shares(self) -> dict[str, float]:
        """Fact -> share that is right."""
        names = dict.fromkeys(name for name, _ in self.facts)
        return {
            name: self.facts[name, True] / (self.facts[name, True] + self.facts[name, False])
            for name in names
        }


def pairs(name: str, gold: list[Value], found: list[Value]) -> dict[int, int]:
    """Index of each annotation -> index of the value that is the same; the likest pairs first.

    An annotation that counts takes its value before an optional one does.
    """
    candidates = [
        (bool(one.get("optional")), -same, i, j)
        for i, one in enumerate(gold)
        for j, other in enumerate(found)
        if (same := SAME[name](one, other)) > 0
    ]
    matched: dict[int, int] = {}
    for _, _, i, j in sorted(candidates):
        if i not in matched and j not in matched.values():
            matched[i] = j
    return matched


def count(gold: Value, record: Value) -> dict[str, Count]:
    """The counts of one document, both sides as plain data."""
    return {name: _count(name, gold, record) for name in FIELDS}


def _count(name: str, whole: Value, record: Value) -> Count:
    gold, found = whole.get(name) or [], record.get(name) or []
    if name == "organizations":  # a portfolio's ministry that the text never names
        inferred = {plain(one["organization"]) for one in whole.get("officials") or []}
        inferred -= {form for one in gold for form in forms(one)}
        found = [one for one in found if plain(one["name"]) not in inferred]
    matched = pairs(name, gold, found)
    result = Count()
    for i, one in enumerate(gold):
        if one.get("optional"):
            continue
        if i not in matched:
            result.missed += 1
            result.notes.append(f"missed  {name}: {describe(one)}")
            continue
        result.hits += 1
        other = found[matched[i]]
        for fact, right in facts(name, one, other, whole):
            if right is not None:
                result.facts[fact, right] += 1
            if right is False:
                result.notes.append(f"{fact}  {name}: {describe(one)}  <-  {describe(other)}")
    for j, other in enumerate(found):
        annotated = name != "dates" or other.get("type") not in UNANNOTATED
        if annotated and j not in matched.values():
            result.false += 1
            result.notes.append(f"false   {name}: {describe(other)}")
    return result


def describe(value: Value) -> str:
    """The value on one line, without what is empty."""
    keep = ("name", "text", "acronym", "role", "organization", "value", "low", "high", "unit",
            "currency", "qualifier", "kind", "code", "country", "speaker", "rule")  # fmt: skip
    shown = {key: value[key] for key in keep if value.get(key) not in (None, "")}
    if "text" not in shown and "name" not in shown and value.get("mentions"):
        shown = {"text": value["mentions"][0]["text"], **shown}
    return ", ".join(
        f"{key}={val!r}" if n else str(val) for n, (key, val) in enumerate(shown.items())
    )


@dataclass
class Result:
    """All documents of a folder."""

    fields: dict[str, Count]
    documents: dict[str, dict[str, Count]]

    @property
    def macro(self) -> float:
        return sum(one.f1 for one in self.fields.values()) / len(self.fields)


def measure(records: Iterable[tuple[str, Value, Value]]) -> Result:
    """From `(id, gold, record)` of each document to the counts of all."""
    result = Result({name: Count() for name in FIELDS}, {})
    for key, gold, record in records:
        result.documents[key] = count(gold, record)
        for name, one in result.documents[key].items():
            result.fields[name].add(one)
    return result


def read(folder: Path = BULLETINS) -> Iterator[tuple[str, str, Value]]:
    """Id, text and annotation of each pair, by id."""
    for path in sorted(folder.glob("*.json")):
        text = path.with_suffix(".txt").read_text(encoding="utf-8")
        yield path.stem, text, json.loads(path.read_text(encoding="utf-8"))


def run(folder: Path = BULLETINS) -> Result:
    """The extractor over the folder."""
    from extractor import Extractor

    extractor = Extractor()
    return measure(
        (key, gold, extractor.extract(text, gold.get("published")).model_dump(mode="json"))
        for key, text, gold in read(folder)
    )


@click.command(help=__doc__.split("\n\n")[0] if __doc__ else None)
@click.argument(
    "folder", type=click.Path(exists=True, file_okay=False, path_type=Path), default=BULLETINS
)
@click.option("--errors", metavar="ID", help="Missed, false and wrong of one document, or 'all'.")
@click.option("--json", "as_json", is_flag=True, help="The figures for programs.")
def main(folder: Path, errors: str | None, as_json: bool) -> None:
    result = run(folder)
    if as_json:
        figures = {
            name: {"precision": one.precision, "recall": one.recall, "f1": one.f1, **one.shares()}
            for name, one in result.fields.items()
        }
        click.echo(json.dumps({"macro_f1": result.macro, "fields": figures}, indent=2))
        return
    for key, fields in result.documents.items():
        if errors in (key, "all"):
            for one in fields.values():
                for note in one.notes:
                    click.echo(f"{key}  {note}")
    click.echo(f"{'':14}{'P':>7}{'R':>7}{'F1':>7}   facts right")
    for name, one in result.fields.items():
        shares = "  ".join(f"{fact} {100 * share:.1f}" for fact, share in one.shares().items())
        row = "".join(f"{100 * x:7.1f}" for x in (one.precision, one.recall, one.f1))
        click.echo(f"{name:14}{row}   {shares}")
    click.echo(f"{'macro':14}{100 * result.macro:21.1f}   {len(result.documents)} documents")


if __name__ == "__main__":
    main()
