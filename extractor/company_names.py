"""Firms: capitalised words before a legal form, and the same words without it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from extractor.candidates import Candidate
from extractor.phrases import spelled
from extractor.words import Words

LEGAL_FORM = re.compile(
    r"S\.?\s?A\.?\s?A\.?|S\.?\s?A\.?\s?C\.?|S\.?\s?A\.?\s?S\.?|"
    r"S\.?\s?A\.?\s?B?\.?\s?(?:de C\.?\s?V\.?)?|S\.?\s?C\.?\s?R\.?\s?L\.?|S\.?\s?R\.?\s?L\.?|"
    r"E\.?\s?I\.?\s?R\.?\s?L\.?|S\.?\s?L\.?\s?U?\.?|S\.?p\.?A\.?|S\.?\s?de R\.?\s?L\.?|"
    r"Co\., Ltd\.?|Corporation|Company|Ltda?\.?|Limitada|Inc\.?|Corp\.?|LLC|GmbH|AG|PLC|"
    r"B\.V\.|N\.V\.|& Co\.?|Sociedad An[oó]nima(?: Cerrada| Abierta)?"
)
LEGAL_START = re.compile(
    r"S\.|S\.?A|S\.?R|S\.?L|S\.?p|E\.?I|Ltda?|Limitada|Co$|Corporation|Company|Inc|Corp|LLC|"
    r"GmbH|PLC|Sociedad|B\.V|N\.V|S$|SAC|SAS"
)
COMPANY_LABELS = frozenset("empresa firma compañía sociedad la el consorcio".split())
PARTNERS = frozenset("hijos hijas hermanos hnos cía compañía asociados sucesores".split())


@lru_cache(maxsize=10_000)
def opens_legal_form(form: str) -> bool:
    """Whether a legal form may begin with this word."""
    return LEGAL_START.match(form) is not None


def companies(words: Words) -> Iterator[Candidate]:
    """`Andes Ingenieros S. A. C.`: capitalised words before a legal form."""
    text = words.source
    for k, _ in words.openings:
        if not opens_legal_form(words.texts[k]) or k == 0 or words.shape[k] not in "CAIU":
            continue
        match = LEGAL_FORM.match(text, words.starts[k])
        if match is None or match.end() < words.ends[k]:
            continue
        last = words.at(match.end() - 1)
        first = _company_start(words, k)
        if first < k:
            facts = {"form": "full", "kind": "company", "confidence": 0.95}
            yield Candidate(first, last, "organizations.company", facts)


def companies_again(words: Words, found: list[Candidate], taken: set[int]) -> Iterator[Candidate]:
    """*Cobre Austral* after *Cobre Austral S.A.*: the firm without its legal form."""
    bare: dict[str, list[tuple[tuple[str, ...], Candidate]]] = {}
    for c in found:
        if c.facts.get("kind") != "company" or not any(
            opens_legal_form(words.texts[k]) for k in range(c.first + 1, c.last + 1)
        ):
            continue
        end = c.last
        while end > c.first and not opens_legal_form(words.texts[end]):
            end -= 1
        while end - 1 > c.first and opens_legal_form(words.texts[end - 1]):
            end -= 1
        phrase = tuple(words.texts[c.first : end])
        bare.setdefault(phrase[0], []).append((phrase, c))
    for k in spelled(words, bare):
        for phrase, owner in bare[words.texts[k]]:
            last = k + len(phrase) - 1
            if (
                taken.isdisjoint(range(k, last + 1))
                and tuple(words.texts[k : last + 1]) == phrase
                and not any(c.first <= k <= c.last for c in found)
            ):
                facts = {**owner.facts, "form": "short", "defined_at": words.starts[owner.first]}
                yield Candidate(k, last, "organizations.company_again", facts)
                break


def _company_start(words: Words, k: int) -> int:
    """The first word of the capitalised phrase that ends before word `k`."""
    shape = words.shape
    first = k
    while first > 0 and k - first < 9:
        here = shape[first - 1]
        if words.first[first] and first != k:
            break
        if here in "CAIU":
            first -= 1
        elif here == "Y" and not _partners(words, first):
            break
        elif here in "DY" and first > 1 and shape[first - 2] in "CAIU" and not words.first[first]:
            first -= 2
        else:
            break
    while first < k and words.texts[first] in COMPANY_LABELS:
        first += 1
    if first < k - 1 and words.first[first] and words.texts[first].endswith(("ó", "aron", "ieron")):
        first += 1  # "Ganó Obras Norte Ltda.": the verb that opens the sentence
    return first


def _partners(words: Words, first: int) -> bool:
    """*Benito Jujuy e Hijos*, *Graña y Montero*, but not two companies joined by *y*."""
    if words.lower[first] in PARTNERS:
        return True
    return words.shape[first - 2] == "C" and words.shape[first - 3 : first - 2] not in (
        "C",
        "A",
        "D",
    )
