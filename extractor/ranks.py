"""Ordinals that state a position: *tercer lugar*, *el segundo destino más visitado*."""

from __future__ import annotations

import re
from dataclasses import dataclass

from extractor.spanish import ORDINALS, ordinal

_ORDINAL = rf"(?<!\w)(?P<ordinal>{ORDINALS})(?!\w)"
_FIRST = r"(?=[pstcqondvu0-9])"

_PLACE = re.compile(
    rf"(?<!\w){_FIRST}{_ORDINAL}\s+(?P<noun>(?:lugar|puesto|posicion|sitio|escalon|casillero)(?!\w))"
    r"(?!\s+de\s+(?!la\s|los\s|las\s|el\s|entre\s|un\s|una\s|honor|importancia))"
    rf"|{_ORDINAL.replace('ordinal', 'best')}(?P<middle>(?:\s+[a-zñ]+){{0,3}}?)\s+mas\s+(?!de\s|que\s)[a-zñ]+"
    rf"|{_ORDINAL.replace('ordinal', 'great')}\s+(?P<greater>mayor|mejor|peor)(?!\w)"
)
