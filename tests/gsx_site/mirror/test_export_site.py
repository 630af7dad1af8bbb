"""The whole site as files: what is in them, where their links lead, and what a second run does."""

import json
import resource

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError

from catalogue.kinds import KINDS
from gsx_site.mirror import CopyError
from gsx_site.mirror.copying import copy_site
from gsx_site.mirror.folder import Folder
from practices.models import Practice
from publishing.safety.publication import keep_from_exports, publish, withdraw
from tests.factories import make_practice
from tests.gsx_site.mirror.copies import SECRETS, SHORT_PAGE, Links, export, few_places, files, inhabit, local_links
from tests.wsgi import in_one_transaction  # noqa: F401

pytestmark = [pytest.mark.usefixtures("world"), pytest.mark.usefixtures("in_one_transaction")]


def names_of(path):
    return {str(one.relative_to(path)) for one in path.rglob("*") if one.is_file()}


def pages(path):
    """Every page: the files of lists and entries that happen to be HTML are carried as they are."""
    return [one for one in path.rglob("*.html") if one.parent != path or one.name in ("index.html", "copy.html")]


def test_every_link_leads_to_a_file_no_secret_is_told_and_a_second_run_writes_nothing(tmp_path):
    inhabit()
    path = tmp_path / "copy"
    export(path)
    assert {one.stat().st_mode & 0o777 for one in path.rglob("*")} == {0o644, 0o755}  # a web server reads them
    names = names_of(path)
    assert names >= {
        "index.html",
        "copy.html",
        "copy.json",
        "about/index.html",
        "places/KE/index.html",
        "practices/index.html",
        "practices/page-2.html",
        "practices/theme-sport-arts-culture.html",
        "practices/page-2-theme-sport-arts-culture.html",
        "practices/evening-football/index.html",
        "practices/evening-football/editions/index.html",
        "practices/evening-football/editions/1/index.html",
        "practices/evening-football.json",
        "practices.json",
        "search.json",
        "practices/evening-football/lang-ar.html",
        "robots.txt",
        "sitemap.xml",
    }
    assert [name for name in names if name.startswith("pictures/")]
    assert not [name for name in names if name.startswith(("search/", "suggest/", "admin/", "account/", "consent/"))]
    for page in pages(path):
        text = page.read_text("utf-8")
        assert "<form" not in text, page
        assert "data-live" not in text, page
        assert 'type="module"' not in text, page
        assert "integrity=" not in text, page
        assert local_links(text), page
        for _tag, link in local_links(text):
            assert not link.startswith("/"), (page, link)
            assert (page.parent / link.partition("#")[0]).resolve().is_file(), (page, link)
    everything = "\n".join(one.decode("utf-8", "replace") for one in files(path).values())
    assert "Evening football" in everything
    assert [secret for secret in SECRETS if secret in everything] == []
    assert "كرة القدم" in (path / "practices/evening-football/lang-ar.html").read_text("utf-8")
    check_that_pages_name_the_site(path)
    stamps = {one: one.stat().st_mtime_ns for one in path.rglob("*")}
    assert " 0 written (0 bytes)" in export(path).replace("\xa0", " ")
    assert {one: one.stat().st_mtime_ns for one in path.rglob("*")} == stamps


def test_a_copy_has_every_language_and_says_in_each_what_it_is(tmp_path, in_two_languages):
    few_places()
    shown = make_practice("Evening football", published=False)
    shown.texts.create(language="ar", title="كرة القدم", summary="يلعب الجيران.", origin="human")
    publish(shown)
    path = tmp_path / "copy"
    export(path)
    assert names_of(path) >= {
        "ar/index.html",
        "ar/copy.html",
        "ar/practices/index.html",
        "ar/practices/evening-football/index.html",
        "ar/practices.json",
        "ar/practices.html",
    }
    assert not [name for name in names_of(path) if name.startswith(("ar/search/", "ar/suggest/", "ar/consent/"))]
    assert "كرة القدم" in (path / "ar/practices/evening-football/index.html").read_text("utf-8")
    arabic = (path / "ar/index.html").read_text("utf-8")
    assert '<html lang="ar" dir="rtl">' in arabic
    assert ("a", "../index.html") in local_links(arabic)
    assert '<a href="copy.html">عن هذه النسخة</a>' in arabic
    assert '<html lang="ar" dir="rtl">' in (path / "ar/copy.html").read_text("utf-8")


def check_that_pages_name_the_site(path):
    home = (path / "index.html").read_text("utf-8")
    assert ("link", {"rel": "canonical", "href": "http://localhost/"}) in Links(home).tags
    suggesting = [attrs for tag, attrs in Links(home).tags if attrs.get("href") == "copy.html"]
    assert suggesting
    about = (path / "copy.html").read_text("utf-8")
    assert ("a", {"href": "http://localhost/", "rel": "external noreferrer noopener"}) in Links(about).tags
    assert f"{SHORT_PAGE + 5} entries" in about
    leaving = [attrs for tag, attrs in Links(home).tags if "data-leave" in attrs]
    assert leaving[0]["href"].startswith("https://")
    assert "http://localhost/practices/evening-football/" in (path / "practices.json").read_text("utf-8")


def test_a_later_run_writes_only_what_changed_and_removes_what_is_gone(tmp_path):
    inhabit()
    path = tmp_path / "copy"
    export(path)
    before = files(path)
    (path / "notes.txt").write_text("somebody's own")
    (path / "practices/practice-03/mine.txt").write_text("somebody's own")
    changed = Practice.objects.get(slug="practice-05")
    changed.texts.update(summary="Neighbours sing.")
    publish(changed)
    withdraw(Practice.objects.get(slug="practice-03"))
    said = export(path)
    after = files(path)
    assert " removed." in said
    assert "practices/practice-03/index.html" not in after
    assert "practices/practice-03.json" not in after
    assert not (path / "practices/practice-03/editions").exists()
    assert after["notes.txt"] == after["practices/practice-03/mine.txt"] == b"somebody's own"
    assert b"Neighbours sing." in after["practices/practice-05/index.html"]
    assert "practices/practice-05/editions/2/index.html" in after
    same = {"about/index.html", "networks/bridges/index.html", "places/BD/index.html"}
    assert {name for name in same if before[name] != after[name]} == set()
    written = {name for name in after if before.get(name) != after[name]}
    of_others = {name for name in before if name.startswith(("practices/practice-01", "practices/practice-02"))}
    assert len(of_others) > 15
    assert {name for name in of_others & written if not name.endswith(("/index.html", "/relations.json"))} == set()


def test_an_edition_of_before_somebody_agreed_to_more_is_not_carried(tmp_path):
    few_places()
    practice = make_practice("Evening football", slug="evening-football")
    keep_from_exports(practice)
    practice.texts.update(summary="Neighbours sing.")
    publish(practice)
    path = tmp_path / "copy"
    export(path)
    names = names_of(path)
    assert "practices/evening-football/editions/2/index.html" in names
    assert "practices/evening-football/editions/1/index.html" not in names


def test_an_empty_directory_is_copied_too_and_a_fault_leaves_the_copy_as_it_was(tmp_path):
    few_places()
    path = tmp_path / "copy"
    assert " written " in export(path)
    assert "held nothing yet" in (path / "copy.html").read_text("utf-8")
    manifest = json.loads((path / "copy.json").read_bytes())
    assert manifest["site"] == "http://localhost"
    assert set(manifest["files"]) == names_of(path) - {"copy.json"}

    before = files(path)
    make_practice()
    whole = dict(KINDS)
    del KINDS["network"]
    try:
        with pytest.raises(CommandError, match=r"http://localhost/.* answers with an error \(500\)\."):
            export(path)
    finally:  # in the order that they had
        KINDS.clear()
        KINDS.update(whole)
    assert files(path) == before


def test_what_is_published_while_it_reads_is_in_it_and_nothing_is_half_old(tmp_path):
    few_places()
    path, waiting = tmp_path / "copy", [make_practice("Morning chess", slug="morning-chess", published=False)]

    def publish_meanwhile(what, done, of):
        while what == "Read" and done > 20 and waiting:
            publish(waiting.pop())

    copy_site(Folder(path), "http://localhost", publish_meanwhile)
    assert "Morning chess" in (path / "practices/morning-chess/index.html").read_text("utf-8")
    assert "1 practice" in (path / "index.html").read_text("utf-8").replace("<b>", "").replace("</b>", "").lower()
    assert "Morning chess" in (path / "practices.json").read_text("utf-8")


def test_a_folder_with_other_things_in_it_is_refused(tmp_path):
    (tmp_path / "letter.txt").write_text("Dear")
    with pytest.raises(CommandError, match="holds other things and no copy of the site"):
        export(tmp_path)
    assert files(tmp_path) == {"letter.txt": b"Dear"}
    with pytest.raises(CommandError, match="is not a folder"):
        export(tmp_path / "letter.txt")


@pytest.mark.parametrize(
    ("address", "words"),
    [
        ("example.org", "must be like https://example.org"),
        ("https://localhost/below", "must be like https://example.org"),
        ("https://elsewhere.invalid", "name it in ALLOWED_HOSTS"),
    ],
)
def test_an_address_that_cannot_be_is_refused(tmp_path, address, words):
    with pytest.raises(CommandError, match=words):
        call_command("export_site", str(tmp_path / "copy"), address=address)
    assert not (tmp_path / "copy").exists()


def test_it_is_not_made_while_debugging(tmp_path, settings):
    settings.DEBUG = True
    with pytest.raises(CommandError, match="set DEBUG=off"):
        export(tmp_path / "copy")


def test_what_could_not_be_written_is_named_and_not_what_was_read(tmp_path):
    source = tmp_path / "read"
    source.write_bytes(b"x" * 100_000)
    folder = Folder(tmp_path / "copy")
    folder.begin(["page.html"])
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (50_000, before[1]))  # a disk that is full, for this process alone
    try:
        with pytest.raises(CopyError, match=r"copy/page\.html can't be written: File too large\.$"):
            folder.put("page.html", source)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
