"""Which encoding a reader gets."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gsx_site.kept_page import encoding_for


@pytest.mark.parametrize(
    ("accepted", "given_"),
    [
        ("", "identity"),
        ("gzip, deflate, br, zstd", "br"),
        ("gzip, deflate", "gzip"),
        ("x-gzip", "gzip"),
        ("GZIP", "gzip"),
        ("deflate", "identity"),
        ("identity", "identity"),
        ("br;q=0", "identity"),
        ("br;q=0, gzip", "gzip"),
        ("br;q=0.5, gzip;q=0.8", "gzip"),
        ("br; q=0.8 , gzip ; q=0.5", "br"),
        ("identity;q=1, br;q=0.5", "identity"),
        ("identity;q=0.5, br;q=0.5", "br"),
        ("br;q=0.001", "br"),
        ("*", "br"),
        ("*;q=0.5, br;q=0", "gzip"),
        ("gzip;q=1.0, *;q=0", "gzip"),
        ("*;q=0", "identity"),
        ("identity;q=0", "identity"),
        ("identity;q=0, gzip", "gzip"),
        ("br;q=high, gzip", "gzip"),
        ("brotli, ;, gzip;level=9, br", "br"),
    ],
)
def test_the_encoding_is_the_one_that_the_reader_likes_best(accepted, given_):
    assert encoding_for(accepted) == given_


@given(st.text(max_size=80))
def test_any_header_gives_an_encoding(accepted):
    assert encoding_for(accepted) in ("br", "gzip", "identity")
