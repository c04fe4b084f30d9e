"""Findings as text, as JSON and as SARIF 2.1.0 (https://docs.oasis-open.org/sarif/sarif/v2.1.0/)."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import asdict
from typing import Any
from urllib.parse import quote

from extractor import __version__
from extractor.check.findings import RULES, Finding, Rule, Severity

SARIF_SCHEMA = (
    "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
)
LEVELS: Mapping[Severity, str] = {"error": "error", "warning": "warning", "info": "note"}
NAMES: Mapping[Severity, str] = {"error": "error", "warning": "aviso", "info": "nota"}


def as_text(findings: Iterable[Finding]) -> str:
    """One finding a line: `source:line:column: severity: message. Advice [rule]`."""
    return "".join(
        f"{f.source or '-'}:{f.line}:{f.column}: {NAMES[f.severity]}: {f.message}."
        f" {f.advice} [{f.rule}]\n"
        for f in findings
    )


def as_json(findings: Iterable[Finding]) -> str:
    """A list of objects with the fields of `Finding`."""
    return json.dumps([asdict(f) for f in findings], ensure_ascii=False, indent=2) + "\n"


def as_sarif(findings: Iterable[Finding]) -> str:
    """One run with all rules and all findings, for editors and CI."""
    log = {
        "$schema": SARIF_SCHEMA,
        "version": "2.1.0",
        "runs": [
            {
                "tool": {
                    "driver": {
                        "name": "extractor check",
                        "version": __version__,
                        "rules": [_sarif_rule(rule) for rule in RULES.values()],
                    }
                },
                "columnKind": "unicodeCodePoints",
                "results": [_sarif_result(f) for f in findings],
            }
        ],
    }
    return json.dumps(log, ensure_ascii=False, indent=2) + "\n"


def _sarif_rule(rule: Rule) -> dict[str, Any]:
    return {
        "id": rule.id,
        "shortDescription": {"text": rule.title},
        "help": {"text": rule.advice},
        "defaultConfiguration": {"level": LEVELS[rule.severity]},
    }


def _sarif_result(finding: Finding) -> dict[str, Any]:
    region = {
        "startLine": finding.line,
        "startColumn": finding.column,
        "charOffset": finding.start,
        "charLength": finding.end - finding.start,
        "snippet": {"text": finding.text},
    }
    place: dict[str, Any] = {"region": region}
    if finding.source:
        place["artifactLocation"] = {"uri": _uri(finding.source)}
    return {
        "ruleId": finding.rule,
        "ruleIndex": list(RULES).index(finding.rule),
        "level": LEVELS[finding.severity],
        "message": {"text": f"{finding.message}. {finding.advice}"},
        "locations": [{"physicalLocation": place}],
    }


def _uri(source: str) -> str:
    """A path or URL as SARIF wants it."""
    if "://" in source:
        return source
    return quote(source.replace("\\", "/"), safe="/:@")


FORMATS: Mapping[str, Callable[[Iterable[Finding]], str]] = {
    "text": as_text,
    "json": as_json,
    "sarif": as_sarif,
}
"""Name of a format -> its writer."""


def render(findings: Iterable[Finding], format: str = "text") -> str:
    """The findings, of one or several releases, in one of `FORMATS`.

    Raises:
        ValueError: there is no such format.
    """
    if format not in FORMATS:
        raise ValueError(f"no format {format!r}; there are {', '.join(FORMATS)}")
    return FORMATS[format](findings)
