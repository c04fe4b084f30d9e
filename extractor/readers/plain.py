"""Plain text and Markdown, one document a file."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import BinaryIO

from extractor.readers import Item, Options, Source, read_day, streams, txt


@streams
def read_text(stream: BinaryIO, name: str, options: Options) -> Iterator[Item]:
    """The text as it stands."""
    yield Source(txt.read_stream(stream, name, options.encoding), name)


@streams
def read_markdown(stream: BinaryIO, name: str, options: Options) -> Iterator[Item]:
    """The words of a Markdown file without its marks; title and date from its front matter."""
    text = txt.read_stream(stream, name, options.encoding)
    fields, body = front_matter(text.replace("\r\n", "\n"))
    body = words_of(body).strip()
    title = fields.get("title") or fields.get("titulo") or fields.get("título")
    if title and title.casefold() not in body[: len(title) + 2].casefold():
        body = f"{title}\n\n{body}"
    published = next((read_day(fields[key]) for key in DATES if key in fields), None)
    yield Source(body + "\n", name, published)


DATES = ("date", "fecha", "published", "publicado", "pubdate")

_FRONT = re.compile(r"---[ \t]*\n(.*?\n)(?:---|\.\.\.)[ \t]*(?:\n|$)", re.DOTALL)
_FIELD = re.compile(r"^([A-Za-zÁ-ú_-]+):[ \t]*(.+?)[ \t]*$", re.MULTILINE)


def front_matter(text: str) -> tuple[dict[str, str], str]:
    """The simple `key: value` lines between `---` at the top, and the rest."""
    match = _FRONT.match(text)
    if match is None:
        return {}, text
    fields = {key.lower(): value.strip("\"'") for key, value in _FIELD.findall(match[1])}
    return fields, text[match.end() :]


# Each mark of Markdown with what is left of it: the words, as they would be read aloud.
_MARKS: tuple[tuple[re.Pattern[str], str], ...] = (
    (re.compile(r"<!--.*?-->", re.DOTALL), ""),
    (re.compile(r"^(?:```|~~~).*$", re.MULTILINE), ""),
    (re.compile(r"^(?:[-*_][ \t]*){3,}$", re.MULTILINE), ""),
    (re.compile(r"^[ \t]*\[[^\]\n]+\]:[ \t]+\S+.*$", re.MULTILINE), ""),
    (re.compile(r"^[ \t]*\|?(?:[ \t]*:?-{2,}:?[ \t]*\|)+(?:[ \t]*:?-{2,}:?[ \t]*)?$", re.M), ""),
    (re.compile(r"^[ \t]{0,3}#{1,6}[ \t]+(.*?)[ \t#]*$", re.MULTILINE), r"\1"),
    (re.compile(r"^[ \t]*(?:=+|-+)[ \t]*$", re.MULTILINE), ""),
    (re.compile(r"^(?:[ \t]{0,3}>[ \t]?)+", re.MULTILINE), ""),
    (re.compile(r"^([ \t]*)[*+](?=[ \t])", re.MULTILINE), r"\1-"),
    (re.compile(r"!\[[^\]\n]*\]\([^)\n]*\)"), ""),
    (re.compile(r"\[([^\]\n]+)\](?:\([^)\n]*\)|\[[^\]\n]*\])"), r"\1"),
    (re.compile(r"<(https?://[^>\s]+|[^>\s@]+@[^>\s]+)>"), r"\1"),
    (re.compile(r"</?[A-Za-z][^>\n]*>"), ""),
    (re.compile(r"(\*\*|__)(?=\S)([^\n]*?\S)\1"), r"\2"),
    (re.compile(r"(?<![\w*])\*(?=\S)([^*\n]*?\S)\*(?![\w*])"), r"\1"),
    (re.compile(r"(?<!\w)_(?=\S)([^_\n]*?\S)_(?!\w)"), r"\1"),
    (re.compile(r"`([^`\n]+)`"), r"\1"),
    (re.compile(r"\\([\\`*_{}\[\]()#+.!>~|-])"), r"\1"),
    (re.compile(r"[ \t]+$", re.MULTILINE), ""),
    (re.compile(r"\n{3,}"), "\n\n"),
)


def words_of(text: str) -> str:
    """Markdown without its marks: headings, emphasis, links, pictures, quotes, rules."""
    for pattern, rest in _MARKS:
        text = pattern.sub(rest, text)
    return text
