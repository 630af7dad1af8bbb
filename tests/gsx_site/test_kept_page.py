"""Which encoding a reader gets, and how closely a page is packed."""

import gzip

import brotli
import pytest
from hypothesis import given
from hypothesis import strategies as st

from gsx_site.kept_page import AGAIN, KeptPage, encoding_for, packed_best


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


def test_a_page_that_is_read_again_is_packed_closely_and_stays_the_same():
    body = " ".join(f"Neighbours play on {number} evenings." for number in range(2000)).encode()
    page = KeptPage([("Content-Type", "text/html")], body)
    size, sizes, tags = page.size, [], set()

    def start_response(status, headers):
        said = dict(headers)
        sizes.append(int(said["Content-Length"]))
        tags.add(said["ETag"])

    for _reader in range(AGAIN + 1):
        (packed,) = page.answer({"REQUEST_METHOD": "GET", "HTTP_ACCEPT_ENCODING": "br"}, start_response)
        assert (brotli.decompress(packed), len(packed)) == (body, sizes[-1])
    usual, *_rest, best, later = sizes
    assert sizes == [usual] * (AGAIN - 1) + [best, later]
    assert best == later < usual
    assert (page.size, len(tags)) == (size, 1)
    (packed,) = page.answer({"REQUEST_METHOD": "GET", "HTTP_ACCEPT_ENCODING": "gzip"}, start_response)
    assert gzip.decompress(packed) == body


def test_each_reader_is_counted_though_another_comes_while_one_is():
    """The second one comes in the middle of the first, as in another thread; the third gets the page packed closely."""

    class Page(KeptPage):
        others = 0

        @property
        def _asked(self):
            asked = self.__dict__["asked"]
            if self.others:
                self.others -= 1
                self.read()
            return asked

        @_asked.setter
        def _asked(self, asked):
            self.__dict__["asked"] = asked

        def read(self):
            (packed,) = self.answer({"REQUEST_METHOD": "GET", "HTTP_ACCEPT_ENCODING": "br"}, lambda *_reply: None)
            return len(packed)

    body = " ".join(f"Neighbours play on {number} evenings." for number in range(2000)).encode()
    page = Page([("Content-Type", "text/html")], body)
    page.others = AGAIN - 2
    first, second = page.read(), page.read()
    assert second == len(packed_best(body)) < first
