"""Records as HTML pages for people: highlights by field, and the record beside the text."""

from extractor.view.languages import LANGUAGES
from extractor.view.render import Entry, Fragments, fragments, index_page, page, title_of

__all__ = ["LANGUAGES", "Entry", "Fragments", "fragments", "index_page", "page", "title_of"]
