"""How to run over an archive, where a run is, and what it did."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from extractor.readers import Options


@dataclass(frozen=True, slots=True)
class Settings:
    """How to run.

    Attributes:
        options: about the files.
        extractor: arguments of `Extractor`.
        form: format of a target that is a folder, or against its ending.
        excel: CSV as Excel wants it.
        workers: processes; 0 for one per core.
        resume, overwrite: what to do where a run was begun or a target stands.
        strict: end at the first failure.
        copies: read texts again that were seen before.
        foreign: also make records of texts in other languages.
        limit: documents (or files that hold them) to take at most.
        sample: share of them to take, chosen by their id.
    """

    options: Options = field(default_factory=Options)
    extractor: dict[str, Any] = field(default_factory=dict)
    form: str | None = None
    excel: bool = False
    workers: int = 0
    resume: bool = False
    overwrite: bool = False
    strict: bool = False
    copies: bool = False
    foreign: bool = False
    limit: int | None = None
    sample: float | None = None


@dataclass(frozen=True, slots=True)
class Progress:
    """Where a run is; `share` of the bytes to read, None where it is not known."""

    phase: str
    documents: int
    failures: int
    share: float | None
    resumed: int = 0


@dataclass(frozen=True, slots=True)
class Summary:
    """What a run did, with what earlier runs of it did.

    `complete`: there was nothing to resume, the target was whole already.
    """

    target: Path
    errors: Path
    records: int
    failures: int
    copies: int
    warned: int
    resumed: int
    seconds: float
    skipped: dict[str, int]
    complete: bool = False

    @property
    def documents(self) -> int:
        """All documents that were met."""
        return self.records + self.failures + self.copies
