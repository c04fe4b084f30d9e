"""The proofreader: what is wrong with a press release, by what its record says.

>>> from extractor import extract
>>> findings = check(extract("El plan de de riego empezó."))
>>> [finding.rule for finding in findings]
['typos.repeated']

The rules stand in `docs/check.md`, each with a text that triggers it and one
that does not.
"""

from __future__ import annotations

from collections.abc import Collection

from extractor.check import dates, figures, marks, names, parts, posts, typing_errors
from extractor.check.findings import RULES, SEVERITIES, Finding, Release, Rule, Severity
from extractor.check.output import FORMATS, render
from extractor.errors import ExtractorError
from extractor.lexicon import using
from extractor.records import PressRelease
from extractor.user_lexicon import UserLexicon

__all__ = (
    "FORMATS",
    "RULES",
    "SEVERITIES",
    "Finding",
    "Rule",
    "Severity",
    "check",
    "render",
    "select",
)

MODULES = (typing_errors, marks, names, dates, figures, parts, posts)
"""The modules whose import registers the rules."""


def select(without: Collection[str] = ()) -> list[Rule]:
    """All rules but these; `names` leaves out every rule that begins with `names.`.

    Raises:
        ExtractorError: there is no such rule.
    """
    for name in without:
        if name not in RULES and not any(rule.startswith(f"{name}.") for rule in RULES):
            raise ExtractorError(f"no rule {name!r}; docs/check.md lists them")
    return [
        rule
        for rule in RULES.values()
        if rule.id not in without and rule.id.split(".")[0] not in without
    ]


def check(
    record: PressRelease, without: Collection[str] = (), lexicon: UserLexicon | None = None
) -> list[Finding]:
    """What is wrong with the release of a record, in text order.

    Args:
        record: as the extractor made it; its text is read as well.
        without: rules to leave out, by id (`typos.spaces`) or family (`typos`).
        lexicon: the user's own (`Extractor.lexicon`), whose rows win over ours.

    Raises:
        ExtractorError: `without` names no rule.
    """
    release = Release(record)
    with using(lexicon):
        found = {
            (f.start, f.end, f.rule): f for rule in select(without) for f in rule.findings(release)
        }
    return [found[key] for key in sorted(found)]
