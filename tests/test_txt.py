"""Bytes into text: encodings, and what is no text at all."""

from __future__ import annotations

import codecs
import io
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractor.errors import SourceError
from extractor.readers import txt

SENTENCE = "La señora Muñoz, de Áncash, dijo: “Habrá más agua”."


@pytest.mark.parametrize(
    "encoding",
    ["utf-8", "utf-8-sig", "utf-16", "utf-32", "cp1252"],
)
def test_encodings_that_are_recognised(encoding):
    assert txt.decode(SENTENCE.encode(encoding), "x") == SENTENCE


@pytest.mark.parametrize(
    ("mark", "encoding"), [(codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be")]
)
def test_both_byte_orders(mark, encoding):
    assert txt.decode(mark + SENTENCE.encode(encoding), "x") == SENTENCE


def test_latin_1_is_not_taken_for_central_european():
    assert txt.decode("El señor Núñez".encode("latin-1"), "x") == "El señor Núñez"


def test_one_stray_byte_does_not_spoil_a_utf8_text():
    data = SENTENCE.encode() + "El niño\n".encode("cp1252")
    assert txt.decode(data, "x") == SENTENCE + "El niño\n"


def test_a_utf8_text_cut_in_a_letter_is_utf8():
    assert txt.decode(SENTENCE.encode() + "ó".encode()[:1], "x").startswith(SENTENCE)


def test_a_declared_encoding_is_believed_where_utf8_does_not_fit():
    data = "año".encode("cp850")
    assert txt.decode(data, "x", declared="cp850") == "año"
    assert txt.decode("año".encode(), "x", declared="cp850") == "año"
    assert txt.decode("año".encode("cp1252"), "x", declared="no-such-encoding") == "año"


def test_an_encoding_that_is_asked_for_is_the_only_one():
    assert txt.decode("año".encode("cp850"), "x", "cp850") == "año"
    with pytest.raises(SourceError, match=r"x: is not utf-8 \(byte 1\)"):
        txt.decode("año".encode("cp1252"), "x", "utf-8")


def test_line_ends_stay_since_offsets_count_them():
    assert txt.decode(b"uno\r\ndos\rtres\n", "x") == "uno\r\ndos\rtres\n"


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "x: is empty"),
        (b" \r\n\t", "x: is empty (white space only)"),
        (codecs.BOM_UTF8, "x: is empty (white space only)"),
        (b"%PDF-1.7 ...", "x: is a PDF, not text"),
        (b"PK\x03\x04....", "x: is a ZIP archive or an office document, not text"),
        (b"\x89PNG\r\n\x1a\n", "x: is a picture, not text"),
        (b"ab\0cd", "x: is a binary file, not text (or UTF-16 without its mark)"),
        (bytes(range(1, 32)) * 9, "x: is a binary file, not text"),
        (codecs.BOM_UTF16_LE + b"a\0b", "x: is not utf-16-le (byte 2)"),
        (b"a" * (txt.MAX_CHARACTERS + 1), txt.too_large("x")),
    ],
)
def test_what_is_no_text_is_named_with_its_reason(data, reason):
    with pytest.raises(SourceError) as caught:
        txt.decode(data, "x")
    assert str(caught.value) == reason


def test_a_text_of_just_the_limit_is_read():
    assert len(txt.decode("ñ".encode() * txt.MAX_CHARACTERS, "x")) == txt.MAX_CHARACTERS


def test_an_endless_stream_is_not_read_to_its_end():
    class Endless(io.RawIOBase):
        given = 0

        def read(self, size=-1):
            self.given += min(size, 65536)
            return b"a" * min(size, 65536)

    endless = Endless()
    with pytest.raises(SourceError, match="longer than 1,000,000 characters"):
        txt.read_stream(endless, "x")
    assert endless.given <= txt.MAX_BYTES + 1


def test_files(tmp_path):
    file = tmp_path / "ñandú.txt"
    file.write_bytes(SENTENCE.encode())
    assert txt.read(file) == SENTENCE
    with pytest.raises(SourceError, match=r"nada\.txt: no such file$"):
        txt.read(tmp_path / "nada.txt")
    with pytest.raises(SourceError, match="is a folder; name the files in it"):
        txt.read(tmp_path)


@given(st.text(alphabet=st.characters(exclude_categories=["Cs", "Cc"]), min_size=1))
def test_any_text_survives_utf8(text):
    if text.strip() and not text.startswith("\ufeff"):
        assert txt.decode(text.encode(), "x") == text


@given(st.binary(max_size=300))
def test_no_bytes_raise_anything_but_a_source_error(data):
    with suppress(SourceError):
        assert txt.decode(data, "x").strip()
