"""Whether the verb beside a bare *el viernes* speaks of the past or of what is to come."""

from __future__ import annotations

import re

_PAST = (
    r"fue(?:ron)?|hubo|hizo|dijo|dijeron|dio|tuvo|vino|puso|pudo|quiso|estuvo|supo|trajo|hicieron"
    r"|dieron|tuvieron|pusieron|estuvieron|eran?|había[ns]?|"
    r"(?:ha|han|he|hemos|había|habían)\s+(?:sido|\w+(?:ado|ido|to|cho|so))|"
    r"\w{2,}(?:aron|ieron|jeron|yeron|ábamos|aban?)|\w+ó|"
    r"\w{3,}(?:ad|id)[oa]s?|\w{2,}(?:amos|imos)(?=\s+(?:el|la|los|las|un|una)\b)"
)
_FUTURE = (
    r"\w{2,}(?:rá|rán|ré|remos)|será|serán|habrá|habrán|irá|dará|vamos\s+a|van?\s+a(?=\s+\w+r)|"
    r"prev[eé]n?|previst[oa]s?|programad[oa]s?|vencen?|espera(?:n|mos)?(?=\s+\w+r\b)|"
    r"(?:por|a)\s+\w+[aei]rse|hasta|antes\s+del?|a\s+partir\s+del?|a\s+más\s+tardar|"
    r"convoca(?:n|da)?|invita(?:n)?|plazo|debe(?:n|rán?)?\s+\w+r|puede[ns]?\s+\w+r|inicia|inician"
)
_VERB = re.compile(rf"\b(?:(?P<future>{_FUTURE})|(?P<past>{_PAST}))\b")
_STOP = re.compile(r"[.;!?:\n](?:\s|$)")
WINDOW = 110
"""Characters on either side in which the verb is looked for."""


def tense(low: str, start: int, end: int) -> int:
    """-1 for past, 1 for future, 0 where no verb of the sentence tells.

    Args:
        low: the text in small letters.
        start: first character of the expression.
        end: the character after its last one.
    """
    left, right = low[max(0, start - WINDOW) : start], low[end : end + WINDOW]
    cut = max((stop.end() for stop in _STOP.finditer(left)), default=0)
    left = left[cut:]
    if stop_right := _STOP.search(right):
        right = right[: stop_right.start()]
    best, found = WINDOW + 1, 0
    for match in _VERB.finditer(left):
        away = len(left) - match.end()
        if away <= best:
            best, found = away, -1 if match.lastgroup == "past" else 1
    if (match_right := _VERB.search(right)) and match_right.start() < best:
        found = -1 if match_right.lastgroup == "past" else 1
    return found
