"""Whether years and months are somebody's age or a length of time.

*Leandro Mamani, de 67 años*, *menores de tres años*, *a los 18 meses* are ages;
*un plazo de 18 meses* and *a los tres meses de iniciada* are not.
"""

from __future__ import annotations

import re

from extractor.quantities.cues import cues
from extractor.quantities.reading import Reading

_AGED = frozenset({"año", "mes", "día", "semana"})
_LONGEST_LIFE = 120
_OF_WORKING_AGE = 14
_WORDS_OF_TERM = 6
_OF_AGE = re.compile(r"\s+(?:cumplid[oa]s\s+)?de\s+edad(?!\w)")
_GOES_ON = re.compile(r"\s+(?:de\s+[a-zñáéíóú]|que\s)")
_ENDS = re.compile(r"\s*[,.;)”»\"]")
_LIMIT = re.compile(r"(?:menor|mayor)(?:es)?\s+(?:de|a|que|o igual(?:es)? a)(?:\s+los)?\s*$")
_AT = re.compile(r"(?:^|\s)(?:a|desde|hasta|antes de|sobre|cumplidos|cumplir) los\s*$")
_NAME_COMMA = re.compile(r"[A-ZÁÉÍÓÚÑ](?:[\w’'-]+|\.)(?:,(?:\s+de)?|\s*\((?:de)?)\s*$")
_LINKS = frozenset({
    "de", "entre", "los", "las", "a", "desde", "hasta", "con", "mas", "menos", "al",
    "unos", "casi", "tiene", "tienen", "tenia", "cumplidos", "edad", "edades", "cuya",
    "cuyo", "es", "son", "oscilan", "oscila", "comprendidas", "comprendidos",
})  # fmt: skip


def is_age(plain: str, text: str, reading: Reading) -> bool:
    """Whether a reading of kind duration tells how old somebody is."""
    measure = reading.measure
    if measure is None or measure.name not in _AGED or reading.value > _LONGEST_LIFE:
        return False
    if _OF_AGE.match(plain, reading.end):
        return True
    before = plain[max(0, reading.start - 48) : reading.start]
    if _LIMIT.search(before):
        return measure.name != "día"
    if measure.name not in ("año", "mes"):
        return False
    goes_on = _GOES_ON.match(text, reading.end) is not None
    if _AT.search(before):
        return not goes_on
    if (
        measure.name == "año"
        and not goes_on
        and _NAME_COMMA.search(text, max(0, reading.start - 32), reading.start)
    ):
        return True
    if measure.name == "año" and before.endswith(", de ") and _ENDS.match(plain, reading.end):
        last = before.split()[-_WORDS_OF_TERM:]
        return reading.value >= _OF_WORKING_AGE and not any(w.startswith(cues().term) for w in last)
    return _of_person(before, goes_on)


def _of_person(before: str, goes_on: bool) -> bool:
    """*jóvenes de 18 a 40 años*, *población entre 6 y 35 meses*."""
    words = before.split()
    if goes_on or not words or words[-1] not in _LINKS:
        return False
    while words and words[-1].strip(",") in _LINKS:
        words.pop()
    stems = cues().person
    return any(word.lstrip("(“«").startswith(stems) for word in words[-2:])
