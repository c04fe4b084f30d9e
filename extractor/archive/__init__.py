"""Archives: many documents into one target, resumable, with nothing lost.

    files -> documents -> batches -> worker processes -> journal -> target

`run` is all of it; `extractor batch` is its command.
"""

from extractor.archive.running import run
from extractor.archive.settings import Settings, Summary

__all__ = ["Settings", "Summary", "run"]
