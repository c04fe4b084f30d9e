"""What can go wrong, as one tree: catch `ExtractorError` to catch them all.

    ExtractorError
    ├── SourceError    an input that cannot be read: missing, binary, empty, too large
    ├── LexiconError   a lexicon file with a bad row, column or code
    └── ModelError     a pipeline that cannot be loaded or lacks a component

Odd text is no error: it gives an emptier record.
"""


class ExtractorError(Exception):
    """Base of all errors that a user can mend; the message says what, where and what to do."""


class SourceError(ExtractorError):
    """An input that cannot be read; the message names the file and the reason."""


class LexiconError(ExtractorError):
    """A lexicon file that breaks its contract; the message names file, line and column."""


class ModelError(ExtractorError):
    """A pipeline that cannot be loaded."""
