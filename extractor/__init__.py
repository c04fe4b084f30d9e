"""comunicado: one structured, validated record from a Spanish-language press release."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

__version__ = "0.1.0"
__all__ = ["Extractor", "ExtractorError", "PressRelease", "extract", "to_frames"]

if TYPE_CHECKING:
    from extractor.errors import ExtractorError
    from extractor.exports.frames import to_frames
    from extractor.pipeline import Extractor, extract
    from extractor.records import PressRelease

_HOMES = {
    "Extractor": "extractor.pipeline",
    "extract": "extractor.pipeline",
    "PressRelease": "extractor.records",
    "ExtractorError": "extractor.errors",
    "to_frames": "extractor.exports.frames",
}


def __getattr__(name: str) -> Any:
    """Import on first use, so that `import extractor` and the command line start at once."""
    if name in _HOMES:
        from importlib import import_module

        return getattr(import_module(_HOMES[name]), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
