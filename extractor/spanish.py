"""Numbers as Spanish writes them: in words, in digits of either style, as ordinals.

Closed classes of the language, hence code and no lexicon. The regex sources
(`NUMBER_WORDS`, `DIGITS`, `ORDINALS`) are for lower-case text, with or without
accents; they nest to a fixed depth and repeat only over disjoint pieces, so that
no text makes them backtrack without bound.
"""

from __future__ import annotations

import re

_PLAIN = str.maketrans("áéíóúüÁÉÍÓÚÜ", "aeiouuaeiouu")

_UNITS = {
    "un": 1, "uno": 1, "una": 1, "dos": 2, "tres": 3, "cuatro": 4, "cinco": 5, "seis": 6,
    "siete": 7, "ocho": 8, "nueve": 9,
}  # fmt: skip
_TEENS = {
    "diez": 10, "once": 11, "doce": 12, "trece": 13, "catorce": 14, "quince": 15,
    "dieciseis": 16, "diecisiete": 17, "dieciocho": 18, "diecinueve": 19, "veinte": 20,
    "veintiun": 21, "veintiuno": 21, "veintiuna": 21, "veintidos": 22, "veintitres": 23,
    "veinticuatro": 24, "veinticinco": 25, "veintiseis": 26, "veintisiete": 27,
    "veintiocho": 28, "veintinueve": 29,
}  # fmt: skip
_TENS = {
    "treinta": 30, "cuarenta": 40, "cincuenta": 50, "sesenta": 60, "setenta": 70,
    "ochenta": 80, "noventa": 90,
}  # fmt: skip
_HUNDREDS = {
    "cien": 100, "ciento": 100, "doscient": 200, "trescient": 300, "cuatrocient": 400,
    "quinient": 500, "seiscient": 600, "setecient": 700, "ochocient": 800, "novecient": 900,
}  # fmt: skip
_SCALES = {
    "millon": 10**6, "millones": 10**6, "millardo": 10**9, "millardos": 10**9,
    "billon": 10**12, "billones": 10**12, "trillon": 10**18, "trillones": 10**18,
}  # fmt: skip

_SIMPLE = {
    **_UNITS,
    **_TEENS,
    **_TENS,
    **{stem + end: n for stem, n in _HUNDREDS.items() for end in ("os", "as") if n > 100},
    "cien": 100,
    "ciento": 100,
    "cero": 0,
}
_PARTS = {**_SIMPLE, **_SCALES, "mil": 1000, "y": -1, "medio": -1, "media": -1, "coma": -1}


def _accents(word: str) -> str:
    """The word as a pattern that takes it with or without its accents."""
    for vowel, accented in zip("aeiou", "áéíóú", strict=True):
        word = word.replace(vowel, f"[{vowel}{accented}]")
    return word


def _one_of(words: list[str]) -> str:
    """An alternation, longest first; only the words that bear an accent pay for it."""
    marked = {"dieciseis", "veintiun", "veintidos", "veintitres", "veintiseis", "millon", "billon"}
    return "|".join(
        word[:-2] + _accents(word[-2:]) if word in marked else word
        for word in sorted(words, key=lambda w: (-len(w), w))
    )


_BELOW_10 = f"(?:{_one_of(list(_UNITS))})"
_BELOW_100 = (
    rf"(?:(?:{_one_of([*_TENS, 'diez', 'veinte'])})\s+y\s+{_BELOW_10}"
    rf"|{_one_of([*_TEENS, *_TENS, *_UNITS])})"
)
_BELOW_1000 = (
    rf"(?:(?:ciento|(?:{_one_of([s for s, n in _HUNDREDS.items() if n > 100])})[oa]s)"
    rf"(?:\s+{_BELOW_100}\b)?|cien|{_BELOW_100})"
)
_BELOW_MILLION = rf"(?:(?:{_BELOW_1000}\s+)?mil(?:\s+{_BELOW_1000}\b)?|{_BELOW_1000})"
_SCALE = r"(?:(?:m|b|tr)ill[oó]n(?:es)?|millardos?)"

NUMBER_WORDS = (
    rf"(?:(?:(?:medio|{_BELOW_MILLION})\s+{_SCALE}\b"
    rf"(?:\s+y\s+medio\b|\s+{_BELOW_MILLION}\b(?:\s+{_SCALE}\b(?:\s+{_BELOW_MILLION}\b)?)?)?"
    rf"|cero|{_BELOW_MILLION})\b(?:\s+coma(?:\s+cero)*\s+(?:{_BELOW_100}|cero)\b)?)"
)
"""A maximal run of number words (to be used after a word boundary)."""

DIGITS = (
    r"(?:[0-9]{1,3}(?:[ \u00a0\u2009\u202f][0-9]{3})+(?:[.,][0-9]+)?(?![0-9])"
    r"|[0-9]+(?:['’´][0-9]+)?(?:[.,][0-9]+)*)"
)
"""A number in digits of any style: `1 234 567`, `2'450,000`, `1.234,5`, `5000`."""

_NUMERAL = re.compile(r"([-−+]?)([0-9](?:[0-9.,'’´ \u00a0\u2009\u202f]*[0-9])?)")
_BLANKS = re.compile(r"[ \u00a0\u2009\u202f]")
_GROUPS = re.compile(r"[0-9]{1,3}(?:[^0-9][0-9]{3})+")
_AMBIGUOUS = re.compile(r"[1-9][0-9]{0,2}[.,][0-9]{3}")
_ONE_MARK = re.compile(r"([0-9]+)([.,])([0-9]+)")
_MILLIONS = re.compile(r"[0-9]{3}(?:[.,][0-9]{3})*(?:[.,][0-9]{1,2})?")
_LONGEST = 40
"""Characters of a numeral beyond which it is a code and no number."""


def read_words(text: str) -> int | float | None:
    """The number that is written out in words, or None where it is none.

    *un*, *una* are 1; *medio millón* is 500000; *tres coma cinco* is 3.5. Spelling
    without accents and *diez y seis* are read; *dos tres* is not.
    """
    low = text.lower()
    words = (low if low.isascii() else low.translate(_PLAIN)).split()
    if not words or not all(map(_PARTS.__contains__, words)):
        return None
    if len(words) == 1 and words[0] in _SIMPLE:
        return _SIMPLE[words[0]]
    if "coma" in words:
        return _read_decimal(words)
    if words[-2:] == ["y", "medio"] and len(words) > 2 and words[-3] in _SCALES:
        whole = _read_scales(words[:-2])
        return None if whole is None else whole + _SCALES[words[-3]] // 2
    return _read_scales(words)


def _read_decimal(words: list[str]) -> float | None:
    """*tres coma cero cinco*."""
    cut = words.index("coma")
    whole, tail = _read_scales(words[:cut]), words[cut + 1 :]
    zeros = 0
    while tail[:1] == ["cero"] and len(tail) > 1:
        zeros, tail = zeros + 1, tail[1:]
    part = _read_below_million(tail)
    if whole is None or part is None:
        return None
    return float(f"{whole}.{'0' * zeros}{part}")


def _read_scales(words: list[str]) -> int | None:
    """*dos billones tres mil millones cien*: scales fall from left to right."""
    if words == ["cero"]:
        return 0
    total, begin, last = 0, 0, 10**24
    for i, word in enumerate(words):
        scale = _SCALES.get(word)
        if scale is None:
            continue
        if scale >= last:
            return None
        head = words[begin:i]
        if head == ["medio"]:
            total += scale // 2
        elif not head and not total:
            total += scale
        elif (factor := _read_below_million(head)) is None:
            return None
        else:
            total += factor * scale
        begin, last = i + 1, scale
    if begin == len(words):
        return total or None
    rest = _read_below_million(words[begin:])
    return None if rest is None else total + rest


def _read_below_million(words: list[str]) -> int | None:
    if words.count("mil") > 1:
        return None
    if "mil" not in words:
        return _read_below_1000(words)
    cut = words.index("mil")
    head = _read_below_1000(words[:cut]) if cut else 1
    tail = _read_below_1000(words[cut + 1 :]) if cut + 1 < len(words) else 0
    return None if head is None or tail is None else head * 1000 + tail


def _read_below_1000(words: list[str]) -> int | None:
    if not words:
        return None
    first = _SIMPLE.get(words[0], 0)
    if first == 0:
        return 0 if words == ["cero"] else None
    if first < 100:
        return _read_below_100(words)
    if len(words) == 1:
        return first
    rest = None if words[0] == "cien" else _read_below_100(words[1:])
    return None if rest is None else first + rest


def _read_below_100(words: list[str]) -> int | None:
    if len(words) == 1:
        value = _SIMPLE.get(words[0], 0)
        return value if 0 < value < 100 else None
    if len(words) == 3 and words[1] == "y" and words[2] in _UNITS:
        tens = _TENS.get(words[0]) or {"diez": 10, "veinte": 20}.get(words[0])
        return None if tens is None else tens + _UNITS[words[2]]
    return None


def is_ambiguous(text: str) -> bool:
    """Whether `read_digits` needs the style: *1,234* and *1.234* may be 1234 or 1.234."""
    return _AMBIGUOUS.fullmatch(text) is not None


def style_of(text: str) -> str | None:
    """What the shape of one numeral tells of its writer: `comma`, `point`, or None.

    `comma` writes 1,234.5 and `point` 1.234,5. A lone separator before other than
    three digits is the decimal one; one that repeats groups the thousands.
    """
    commas, points = text.count(","), text.count(".")
    if not (commas or points) or is_ambiguous(text):
        return None
    comma_first = bool(commas) and (not points or text.index(",") < text.index("."))
    if commas + points > 1 or "'" in text or "’" in text or "´" in text:
        return "comma" if comma_first else "point"
    return "point" if comma_first else "comma"


def read_digits(text: str, style: str | None) -> int | float | None:
    """The number that is written in digits, or None where it is none.

    Args:
        text: the numeral alone; a sign before it is read.
        style: `comma` for 1,234.5 and `point` for 1.234,5; None reads by the shape, which
            takes a lone separator before three digits for the thousands. The shape has
            the last word: *1.234.567* and *12,5* have one reading in every style.
    """
    match = _NUMERAL.fullmatch(text.strip())
    if match is None or len(text) > _LONGEST:
        return None
    sign = -1 if match[1] in ("-", "−") else 1
    value = _read_unsigned(match[2], style)
    return None if value is None else sign * value


def _read_unsigned(text: str, style: str | None) -> int | float | None:
    if text.isdigit():
        return int(text)
    if match := _ONE_MARK.fullmatch(text):
        return _read_one_mark(text, match[2], [match[1], match[3]], style)
    text = text.replace("’", "'").replace("´", "'")
    blank = _BLANKS.search(text)
    if blank:  # 1 234 567,8
        whole, _, decimals = text.replace(",", ".").partition(".")
        if not _GROUPS.fullmatch(whole) or (decimals and not decimals.isascii()):
            return None
        digits = _BLANKS.sub("", whole)
        if not digits.isdigit() or (decimals and not decimals.isdigit()):
            return None
        return float(f"{digits}.{decimals}") if decimals else int(digits)
    marks = re.sub("[0-9]", "", text)
    if "'" in marks:
        return _read_apostrophe(text)
    groups = re.split("[.,]", text)
    if any(not group for group in groups):
        return None
    if len(set(marks)) == 1:
        return _read_one_mark(text, marks, groups, style)
    grouped = _GROUPS.fullmatch(text[: text.rindex(marks[-1])]) and len(set(marks[:-1])) == 1
    if grouped and marks[-1] not in marks[:-1]:
        return float(f"{''.join(groups[:-1])}.{groups[-1]}")
    return None


def _read_one_mark(
    text: str, marks: str, groups: list[str], style: str | None
) -> int | float | None:
    grouped = _GROUPS.fullmatch(text) is not None and text[0] != "0"
    if len(marks) > 1:
        return int("".join(groups)) if grouped else None
    decimal = {"comma": ".", "point": ","}.get(style or "")
    if grouped and marks != decimal:
        return int("".join(groups))
    return float(f"{groups[0]}.{groups[1]}")


def _read_apostrophe(text: str) -> int | float | None:
    """*2'450,000* groups the millions; *37'4* is decimal, as written in Spain."""
    if text.count("'") > 1:
        return int(text.replace("'", "")) if _GROUPS.fullmatch(text) else None
    if text.index("'") > 3 or not text[0].isdigit():
        return None
    head, _, tail = text.partition("'")
    if not head.isdigit():
        return None
    if _MILLIONS.fullmatch(tail):
        groups = re.split("[.,]", tail)
        if len(groups) > 1 and len(groups[-1]) < 3:
            return float(f"{head}{''.join(groups[:-1])}.{groups[-1]}")
        return int(head + "".join(groups))
    return float(f"{head}.{tail}") if tail.isdigit() else None


_ORDINAL_UNITS = {
    "primer": 1, "segund": 2, "tercer": 3, "cuart": 4, "quint": 5, "sext": 6, "septim": 7,
    "setim": 7, "octav": 8, "noven": 9, "nov": 9,
}  # fmt: skip
_ORDINAL_TENS = {
    "decim": 10, "undecim": 11, "duodecim": 12, "vigesim": 20, "trigesim": 30,
    "cuadragesim": 40, "quincuagesim": 50, "sexagesim": 60, "septuagesim": 70,
    "octogesim": 80, "nonagesim": 90, "centesim": 100,
}  # fmt: skip
_TENS_MARKED = (
    r"(?:und[eé]|duod[eé]|d[eé]|vig[eé]s|trig[eé]s|cuadrag[eé]s|quincuag[eé]s|sexag[eé]s"
    r"|septuag[eé]s|octog[eé]s|nonag[eé]s|cent[eé]s)(?:im|cim)"
)
_UNITS_MARKED = r"(?:primer|segund|tercer|cuart|quint|sext|s[eé]p?tim|octav|noven)"

ORDINAL_WORDS = rf"(?:(?:{_TENS_MARKED}[oa]\s*)?{_UNITS_MARKED}(?:[oa]s?)?|{_TENS_MARKED}[oa]s?)"
ORDINAL_DIGITS = (
    r"(?:[0-9]{1,3}(?:\.?[ºª°]|\.?(?:er|ero|era|ro|ra|do|da|to|ta|mo|ma|vo|va|no|na|avo|ava)))"
)
ORDINALS = rf"(?:{ORDINAL_WORDS}|{ORDINAL_DIGITS})"
"""An ordinal, in words or digits (to be used between word boundaries)."""

_ORDINAL_DIGITS = re.compile(
    r"([0-9]{1,3})\.?(?:[ºª°]|er|er[oa]|r[oa]|d[oa]|t[oa]|m[oa]|v[oa]|n[oa]|av[oa])"
)
_STEM = re.compile(r"(.+?)(?:[oa]s?)?")


def ordinal(text: str) -> int | None:
    """The position that an ordinal names: *primer*, *tercera*, *undécimo*, *3.º*, *3er*."""
    plain = text.strip().lower().translate(_PLAIN)
    if match := _ORDINAL_DIGITS.fullmatch(plain):
        return int(match[1])
    words = plain.split()
    if len(words) == 2:
        tens, unit = _ORDINAL_TENS.get(_stem(words[0])), _ORDINAL_UNITS.get(_stem(words[1]))
        return tens + unit if tens and tens % 10 == 0 and tens < 100 and unit else None
    if len(words) != 1:
        return None
    stem = _stem(words[0])
    value = _ORDINAL_UNITS.get(stem) or _ORDINAL_TENS.get(stem)
    if value:
        return value
    for tens_stem, tens in _ORDINAL_TENS.items():
        for joint in ("o", "a"):
            head = tens_stem + joint
            if tens in range(10, 40, 10) and stem.startswith(head):
                unit = _ORDINAL_UNITS.get(stem.removeprefix(head))
                return tens + unit if unit else None
    return None


def _stem(word: str) -> str:
    match = _STEM.fullmatch(word)
    return match[1] if match else word
