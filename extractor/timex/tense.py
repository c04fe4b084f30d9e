"""Whether the verb beside a bare *el viernes* speaks of the past or of what is to come."""

from __future__ import annotations

import re

_PAST = (
    r"fue(?:ron)?|hubo|hizo|dijo|dijeron|dio|tuvo|vino|puso|pudo|quiso|estuvo|supo|trajo|hicieron"
    r"|dieron|tuvieron|pusieron|estuvieron|eran?|había[ns]?"
    r"|(?:ha|han|he|hemos|había|habían)\s+(?:sido|\w+(?:ado|ido|to|cho|so))"
    r"|\w{2,}(?:aron|ieron|jeron|yeron|ábamos|aba|aban)|\w+ó"
)
_PARTICIPLE = (
    r"(?!(?:mediad|pasad|estad|mercad|cuidad|sábad|resultad|privad|partid|unid|helad|sentid|contenid)[oa])"
    r"\w{3,}(?:ad|id)[oa]s?"
)
_FUTURE = (
    r"(?:será|serán|estará|estarán|habrá|habrán|quedará|quedarán)\s+\w+[aei]d[oa]s?"
    r"|\w+(?:rá|rán|ré|remos)|vamos\s+a|van?\s+a(?=\s+\w+r)"
    r"|prev[eé]n?|previst[oa]s?|programad[oa]s?|vencen?|espera(?:n|mos)?(?=\s+\w+r\b)"
    r"|por\s+\w+[aei]rse|a\s+(?:realizar|celebrar|llevar|efectuar|desarrollar|ejecutar|disputar)se"
    r"|hasta|antes\s+del?|a\s+partir\s+del?|a\s+más\s+tardar|para(?=\s+(?:el|la|los|las)?\s*\Z)"
    r"|convoca(?:n|da)?|invita(?:n)?|plazo|debe(?:n|rán?)?\s+\w+r|puede[ns]?\s+\w+r|inicia|inician"
)
_VERB = re.compile(
    rf"\b(?=\w)(?:(?P<future>{_FUTURE})|(?P<past>{_PAST})|(?P<participle>{_PARTICIPLE}))\b"
)
_STOP = re.compile(r"[.;!?:](?:\s|$)|[\n“”\"«»]")
_LAST_STOP = re.compile(rf"(?s:.*)(?:{_STOP.pattern})")
WINDOW = 110
"""Characters on either side in which the verb is looked for."""
NEAR = 25
"""Characters within which the verb leaves no doubt."""
COMMA = 30
"""Characters that a comma between counts for."""
JOINT = 10
"""Characters that *y*, *pero* between count for: another clause may begin there."""
_JOINTS = re.compile(r"\b(?:y|pero|mientras|aunque)\b")


def tense(low: str, start: int, end: int) -> int:
    """-1 for past, 1 for future, 0 where no verb of the clause tells; doubled where it is near.

    Args:
        low: the text in small letters.
        start: first character of the expression.
        end: the character after its last one.
    """
    left, right = low[max(0, start - WINDOW) : start], low[end : end + WINDOW]
    if stop := _LAST_STOP.match(left):
        left = left[stop.end() :]
    if stop := _STOP.search(right):
        right = right[: stop.start()]
    best, found = WINDOW + 1, 0
    if verbs := list(_VERB.finditer(left)):
        last = verbs[-1]  # any before it stands farther away
        gap = left[last.end() :]
        away = len(gap) + COMMA * gap.count(",") + JOINT * len(_JOINTS.findall(gap))
        if away <= best:
            best, found = away, _sign(last)
    if match_right := _VERB.search(right):
        away = match_right.start() + COMMA * right.count(",", 0, match_right.start())
        if away < best:
            best, found = away, _sign(match_right)
    sure = best <= NEAR or (found < 0 and left.endswith("desde "))
    return found * 2 if sure and abs(found) == 1 else found


def _sign(match: re.Match[str]) -> int:
    return 1 if match.lastgroup == "future" else -1


def tense_after(low: str, end: int) -> int:
    """The tense of the first verb of the clause behind the expression, as `tense` gives it."""
    right = low[end : end + WINDOW // 2]
    if stop := _STOP.search(right):
        right = right[: stop.start()]
    match = _VERB.search(right)
    return _sign(match) if match else 0
