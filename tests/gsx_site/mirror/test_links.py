"""Links in pages and style sheets, written anew: what changes, and that nothing else does."""

import json
from io import StringIO

import pytest

from gsx_site.management.commands.export_site import Progress
from gsx_site.mirror import CopyError
from gsx_site.mirror.addresses import file_of, is_carried, own_address
from gsx_site.mirror.folder import MANIFEST, Folder
from gsx_site.mirror.links import (
    css_rewritten,
    links_in,
    links_in_header,
    links_in_sitemap,
    put_together,
    relative,
    taken_apart,
)

SITE = "https://example.org"


def changed(text):
    return put_together(taken_apart(text), lambda link, tag, rel: f"to:{link}", lambda attrs: "<p>instead</p>")


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ('<a href="/x/?a=1&amp;b=2">x</a>', '<a href="to:/x/?a=1&amp;b=2">x</a>'),
        ('<A  HREF="/x/" title="a > b">x</A>', '<A href="to:/x/" title="a > b">x</A>'),
        ("<img alt='' src=/a.webp>", "<img alt='' src=\"to:/a.webp\">"),
        ('<source srcset="/a 1w, /b 2w">', '<source srcset="to:/a 1w, to:/b 2w">'),
        ('<script type="module" src="/s.js" integrity="sha256-x"></script>', '<script src="to:/s.js" defer></script>'),
        ('<script type="application/ld+json">{"a": "<a href="/x/">"}</script>',) * 2,
        ('a<link rel="manifest" href="/m">b', "ab"),
        ('a<form action="/s/"><a href="/x/">x</a><b>é</b></form>b', "a<p>instead</p>b"),
        ("a<p data-live>b<p>c</p>", "a<p data-live>b<p>c</p>"),
        ('a<div data-live>b<div>c</div>d</div>e<a href="/x/">', 'a<p>instead</p>e<a href="to:/x/">'),
        ("<!-- <a href='/x/'> -->\r\n&amp; &nbsp;&#39; <br/><p title=x>",) * 2,
        ('<a\nname=x\n href="/x/"\n>x</a>', '<a\nname=x href="to:/x/"\n>x</a>'),
    ],
)
def test_only_links_and_forms_change(before, after):
    assert changed(before) == after


def test_links_are_found():
    assert links_in(taken_apart('<a href="/x/">x</a><link rel="icon" href="/i"><img src="/s" srcset="/b 2w">')) == [
        "/x/",
        "/i",
        "/s",
        "/b",
    ]
    assert links_in_header('</a.json>; rel="alternate"; type="x", </b.csv>; rel="alternate"') == ["/a.json", "/b.csv"]
    assert links_in_sitemap("<url><loc>https://example.org/?a=1&amp;b=2</loc></url>") == [
        "https://example.org/?a=1&b=2"
    ]
    assert css_rewritten("a{b:url(x.svg) url('data:y')}", lambda link: f"../{link}") == (
        "a{b:url(\"../x.svg\") url('data:y')}"
    )


@pytest.mark.parametrize(
    ("link", "own"),
    [
        ("/practices/", ("/practices/", "")),
        ("?page=2#take", ("/places/KE/?page=2", "take")),
        ("https://example.org", ("/", "")),
        ("../?b=1&a=2", ("/places/?a=2&b=1", "")),
        ("https://example.com/practices/", None),
        ("mailto:a@example.org", None),
        ("//example.com/", None),
    ],
)
def test_own_links_are_told_from_others(link, own):
    assert own_address(link, "/places/KE/", SITE) == own


@pytest.mark.parametrize(
    ("address", "file"),
    [
        ("/", "index.html"),
        ("/practices/", "practices/index.html"),
        ("/practices/?page=2", "practices/page-2.html"),
        ("/practices/?place=KE&theme=a-b", "practices/place-KE-theme-a-b.html"),
        ("/practices/x/?lang=ar", "practices/x/lang-ar.html"),
        ("/practices/x.csl.json", "practices/x.csl.json"),
        ("/practices.html", "practices.html"),
        ("/practices/x.csl.json?lang=ar", "practices/x.lang-ar.csl.json"),
        ("/a/%2e%2e/%2F..%2Fb/", "a/b/index.html"),
        ("/a/?theme=../b", "a/theme-.._2fb.html"),
        ("/a:b/", "a_3ab/index.html"),
    ],
)
def test_addresses_have_files_below_the_top(address, file):
    assert file_of(address) == file


@pytest.mark.parametrize(
    ("address", "carried"),
    [
        ("/practices/", True),
        ("/practices/?page=2&theme=x", True),
        ("/practices/?place=KE&theme=x", True),
        ("/practices/?place=KE&theme=x&theme=y", False),
        ("/practices/?q=football", False),
        ("/practices/?as_of=3", False),
        ("/practices/?embed=1", False),
        ("/practices/?sort=title", False),
        ("/practices.json", True),
        ("/practices.json?theme=x", False),
        ("/practices/x.json?lang=ar", True),
        ("/search/", False),
        ("/search.json", True),
        ("/suggest/", False),
        ("/consent/x/", False),
        ("/admin/", False),
        ("/account/sign-in/", False),
        ("/nowhere/", False),
        ("/static/css/site.css", True),
    ],
)
def test_a_copy_carries_what_has_an_end(address, carried):
    assert is_carried(address) is carried


def test_links_between_files():
    assert relative("index.html", "places/KE/index.html") == "../../index.html"
    assert relative("places/KE/index.html", "places/index.html") == "KE/index.html"
    assert relative("copy.html", "index.html") == "copy.html"


# --- the folder


def test_nothing_is_written_or_removed_through_a_link(tmp_path):
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    (elsewhere / "x.html").write_text("theirs")
    path = tmp_path / "copy"
    path.mkdir()
    (path / MANIFEST).write_text('{"files": {"a/x.html": null}}')
    (path / "a").symlink_to(elsewhere)
    with pytest.raises(CopyError, match="is a link"):
        Folder(path).begin(["a/x.html"])
    with pytest.raises(CopyError, match="is a link"):
        Folder(path).finish({})
    assert (elsewhere / "x.html").read_text() == "theirs"


@pytest.mark.parametrize("name", ["../x.html", "/etc/x", "a/../../x", "copy.json"])
def test_a_list_of_files_that_leads_elsewhere_is_refused(tmp_path, name):
    (tmp_path / MANIFEST).write_text(json.dumps({"files": {name: None}}))
    with pytest.raises(CopyError, match="is not what export_site wrote there"):
        Folder(tmp_path)


def test_a_file_that_no_run_wrote_is_not_written_over(tmp_path):
    (tmp_path / MANIFEST).write_text('{"files": {}}')
    (tmp_path / "index.html").write_text("theirs")
    with pytest.raises(CopyError, match="is in the way"):
        Folder(tmp_path).begin(["index.html"])


def test_a_run_that_was_cut_off_is_taken_up_by_the_next(tmp_path):
    path, source = tmp_path / "copy", tmp_path / "source"
    source.write_text("x")
    cut = Folder(path)
    cut.begin(["a.html", "b/c.html"])
    cut.put("a.html", source)
    again = Folder(path)
    again.begin(["b/c.html"])
    again.put("b/c.html", source)
    again.finish({})
    assert sorted(str(one.relative_to(path)) for one in path.rglob("*")) == ["b", "b/c.html", MANIFEST]
    assert (again.tally.written, again.tally.removed) == (1, 1)


# --- progress


class Terminal(StringIO):
    def isatty(self):
        return True


class Out:
    """As a command's stdout."""

    def __init__(self, stream):
        self.stream = stream
        self.isatty, self.flush = stream.isatty, stream.flush

    def write(self, words, ending="\n"):
        self.stream.write(words + ending)


def test_progress_is_one_line_on_a_terminal_and_every_tenth_elsewhere():
    terminal, log = Terminal(), StringIO()
    for stream in (terminal, log):
        progress = Progress(Out(stream))
        for done in range(1, 1001):
            progress("Read", done, 1000)
        progress.end()
    assert log.getvalue().splitlines() == [f"Read {n:,} of 1,000" for n in range(100, 1001, 100)]
    assert "\n" not in terminal.getvalue()
    assert terminal.getvalue().count("\r") == 1001
