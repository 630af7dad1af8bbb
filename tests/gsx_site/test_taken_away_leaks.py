"""Somebody who wants to find out whom the directory hides asks whatever can be taken away from it, then and now."""

import csv
import io
import json
import zipfile
from datetime import date
from urllib.parse import urlencode
from xml.etree import ElementTree

import pytest

from catalogue.alternates import offered
from catalogue.exported import only_exported
from catalogue.kinds import KINDS, own_kinds
from publishing.models import Edition, Generation
from publishing.safety.publication import keep_from_exports, publish, restrict, withdraw
from tests import factories
from tests.addresses import public_patterns
from tests.corpus import said_at
from tests.gsx_site.test_leak_walk import fresh

pytestmark = pytest.mark.usefixtures("world")

# The names and the addresses of what is hidden.
NAMES = ("zornhut", "zhc")
# Lists of entries of all kinds, what is hidden among them.
OF_ALL_KINDS = ("/search", "/changes")
# How words that were searched for are said back.
QUOTING = (("“", "”"), ("<bdi>", "</bdi>"), ('<dd dir="auto">', "</dd>"), (": ", "\n"))
FILES = ("list-file", "detail-file", "edition-file")


@pytest.fixture
def hidden(world):
    """{kind: an entry that all others refer to}, in all ways in which they can."""
    factories.make_recommendation()
    organisation = factories.make_organisation("Zornhut Circle", slug="zornhut-circle", acronym="ZHC")
    network = factories.make_network("Zornhut Network", slug="zornhut-network")
    practice = factories.make_practice("Zornhut football", slug="zornhut-football")
    other = factories.make_network(
        "Bridges", slug="bridges", secretariat=organisation, supporters=[organisation], parent=network
    )
    neighbour = factories.make_organisation("Riverbank Circle", slug="riverbank-circle")
    factories.make_membership(organisation, other, role="founding member")
    factories.make_membership(neighbour, network)
    publish(organisation)
    publish(neighbour)
    for role in ("lead", "partner", "funder"):
        roles = {role: organisation}
        factories.make_practice(f"Chess with a {role}", networks=[network, other], adapted_from=practice, **roles)
    return {"organisation": organisation, "network": network, "practice": practice}


def published_at(level):
    def hide(entry):
        type(entry).objects.filter(pk=entry.pk).update(level=level)
        entry.texts.update(title="Neighbours meet")  # its words are written anew, as an editor must
        publish(fresh(entry))

    return hide


WAYS = {
    "generalised": published_at("generalised"),
    "anonymised": published_at("anonymised"),
    "withheld": published_at("withheld"),
    "restricted": lambda entry: restrict(fresh(entry), "generalised"),
    "restricted more": lambda entry: restrict(fresh(entry), "anonymised"),
    "withdrawn": lambda entry: withdraw(fresh(entry)),
    "redacted": lambda entry: withdraw(fresh(entry), redact=True),
    "kept": lambda entry: keep_from_exports(fresh(entry)),
}
# In which way each of the three is hidden.
TOGETHER = [
    ("generalised", "kept", "withdrawn"),
    ("kept", "restricted", "restricted more"),
    ("restricted", "withdrawn", "kept"),
    ("anonymised", "redacted", "withheld"),
]


def queries():
    """Query strings of lists: of earlier generations, and of words that name what is hidden."""
    now = Generation.objects.now().number
    yield from (urlencode({"as_of": number}) for number in (now - 4, now - 1))
    yield from (urlencode({"q": "zornhut"}), urlencode({"as_of": now - 1, "q": "zornhtu"}))


def taken_away():
    """The addresses at which anything can be taken away."""
    for pattern in public_patterns():
        if pattern.name.partition(":")[2] in FILES or "/v1/" in pattern.route:
            yield from pattern.addresses()
    for kind in KINDS.values():
        yield f"{kind.list_url}?embed=1"
        for query in queries():
            yield f"{kind.list_url}?{query.replace('q=', 'embed=1&q=') if 'q=' in query else f'{query}&embed=1'}"
            yield from (f"{kind.file_address(form)}?{query}" for form in offered.of_lists())
    for kind in own_kinds():
        yield from (f"/api/v1/{kind.namespace}?{query}" for query in queries())
    yield from (f"/api/v1/changes?since={number}" for number in range(Generation.objects.now().number))


def told_at(client, address):
    """All that is said at an address, in lower case, without what was asked for."""
    response, said = said_at(client, address)
    assert response.status_code < 500, address
    path = address.partition("?")[0].strip("/")
    asked = {path, *(part.partition(".")[0] for part in path.split("/")), "q=zornhut", "q=zornhtu"}
    said = said.lower()
    for words in sorted((one.lower() for one in asked if "zornh" in one.lower()), key=len, reverse=True):
        said = said.replace(words, "")
    if "q=" in address:
        for mark, end in QUOTING:
            said = said.replace(f"{mark}zornhut{end}", "").replace(f"{mark}zornhtu{end}", "")
    return said


@pytest.mark.parametrize("ways", TOGETHER, ids=" ".join)
def test_nothing_that_is_taken_away_tells_whom_the_directory_hides(client, hidden, ways):
    for entry, way in zip(hidden.values(), ways, strict=True):
        WAYS[way](entry)
    # The documentation shows whole entries, each in a place of its own.
    leaks, addresses = [], [address for address in taken_away() if address != "/api/v1/"]
    for address in addresses:
        said = told_at(client, address)
        leaks += [(address, said[max(0, said.find(name) - 90) :][:160]) for name in NAMES if name in said]
        for kind, entry in hidden.items():
            own = (entry.uid, KINDS[kind].namespace, *OF_ALL_KINDS)
            if entry.uid in said and not any(one in address for one in own):
                leaks.append((address, said[max(0, said.find(entry.uid) - 90) :][:160]))
    assert leaks == []
    assert len(addresses) > 300


def refusing(name, **facts):
    """An organisation that agreed to pages alone before anything of it was published."""
    organisation = factories.make_organisation(name, published=False, **facts)
    factories.agree(organisation, exports=False)
    publish(fresh(organisation))
    assert not Edition.objects.current().get(uid=organisation.uid).read().exports
    return organisation


def test_nobody_is_told_of_what_may_not_be_taken_away(client):
    never = refusing("Zornhut Circle")
    never.texts.update(about="Other words.")
    publish(fresh(never))
    once = factories.make_organisation("Riverbank Circle")
    for address in ("/api/v1/changes", "/organisations.atom", "/search.atom"):
        assert once.uid in said_at(client, address)[1], address
    keep_from_exports(once)
    for address in ("/api/v1/changes", "/organisations.atom", "/search.atom"):
        said = said_at(client, address)[1]
        assert once.uid not in said, address
        assert never.uid not in said, address
    withdraw(never)
    for address in ("/api/v1/changes", "/organisations.atom", "/search.atom"):
        assert never.uid not in said_at(client, address)[1], address


def test_an_earlier_list_holds_no_edition_that_might_not_be_taken_away(client):
    was = refusing("Zornhut Circle", slug="riverbank")
    then = Generation.objects.now().number
    was.texts.update(title="Riverbank Circle")
    factories.agree(was, given_on=date(2026, 3, 1))
    publish(fresh(was))
    assert "Riverbank Circle" in said_at(client, "/organisations.json")[1]
    for address in (
        f"/organisations.json?as_of={then}",
        f"/organisations.csv?as_of={then}",
        f"/api/v1/organisations?as_of={then}",
        f"/organisations/?as_of={then}&embed=1",
        "/organisations/riverbank/editions/1.json",
        "/api/v1/organisations/riverbank/editions/1",
        "/api/v1/organisations/riverbank/editions",
    ):
        assert "Zornhut" not in said_at(client, address)[1], address
    page = client.get(f"/organisations/?as_of={then}")
    assert [row.card.title for row in page.context["listing"].rows] == ["Zornhut Circle"]
    assert (page.context["listing"].taking.total, page.context["listing"].taking.left_out) == (0, 1)
    assert client.get(f"/api/v1/organisations?as_of={then}").json()["count"] == 0


def test_a_copy_of_the_site_does_not_lead_to_what_may_not_be_copied(client):
    factories.make_organisation("Riverbank Circle", slug="riverbank-circle")
    keep_from_exports(factories.make_organisation("Zornhut Circle", slug="zornhut-circle"))
    factories.make_practice("Evening football")
    assert "zornhut" in said_at(client, "/sitemap-1.xml")[1]
    with only_exported():
        said = "".join(said_at(client, f"/sitemap{part}.xml")[1] for part in ("", "-1", "-pages"))
    assert "riverbank-circle" in said
    assert "zornhut" not in said


# --- words that would be something else in a file

HOSTILE = [
    '</script><script>alert(1)</script><!-- ]]> "quoted" \u2028 \u202e',
    '=HYPERLINK("https://example.invalid","x")',
    "@comment{x} \\input{/etc/passwd} } \\",
    "One\r\nTY  - JOUR\r\nER  - ",
    "+1 | ; , \t \x0b \ufffe",
]


@pytest.mark.parametrize("words", HOSTILE)
def test_hostile_words_stay_words_in_every_form(client, words):
    factories.make_organisation(words, slug="hostile", about=words)
    factories.make_practice(words, slug="hostile", text={"summary": words}, lead=factories.make_organisation("Friends"))
    for kind in ("practices", "organisations", "search"):
        files = {form: file(client, f"/{kind}.{form}") for form in offered.of_lists()}
        for form in ("json", "jsonld", "geojson", "csl.json", "datapackage.json"):
            json.loads(files[form])
        ElementTree.fromstring(files["atom"])
        for cell in (cell for row in csv.reader(io.StringIO(files["csv"].decode("utf-8-sig"))) for cell in row):
            assert not cell.startswith(("=", "+", "@", "\t", "\r"))
        with zipfile.ZipFile(io.BytesIO(files["xlsx"])) as book:
            for name in book.namelist():
                ElementTree.fromstring(book.read(name))
        pack = files["html"].decode()
        assert (pack.count("<script"), pack.count("</script>"), pack.count("<!--")) == (1, 1, 0)
        ris = files["ris"].decode().split("\r\n")
        assert sum(line.startswith("TY  - ") for line in ris) == sum(line == "ER  - " for line in ris)
        assert ris.count("TY  - JOUR") == 0
        bibtex = files["bib"].decode()
        assert bibtex.replace("\\{", "").count("{") == bibtex.replace("\\}", "").count("}")
        assert all(line.startswith(("@misc{", "  ", "}")) for line in bibtex.splitlines() if line)
        assert "\u202e" not in files["txt"].decode()


def file(client, address):
    response = client.get(address)
    assert response.status_code == 200, address
    return b"".join(response.streaming_content)


@pytest.mark.parametrize(
    "words",
    ["a\x0bb", "a\x00b", "a\ufffeb", "a\r\nTY  - JOUR", "</script>", "=1+1", '"a" OR -b', "a\u202eb", "(" * 3000],
)
def test_hostile_words_that_are_searched_for_break_no_file(client, words):
    factories.make_practice("Evening football")
    for form in offered.of_lists():
        response = client.get(f"/practices.{form}", {"q": words}, follow=True)
        assert response.status_code in (200, 400), form
        if response.status_code == 400:
            continue
        body = b"".join(response.streaming_content)
        if form == "xlsx":
            with zipfile.ZipFile(io.BytesIO(body)) as book:
                for name in book.namelist():
                    ElementTree.fromstring(book.read(name))
        if form == "atom":
            ElementTree.fromstring(body)
        for name, value in response.headers.items():
            assert value.isprintable(), name


@pytest.mark.parametrize("form", ["csv", "xlsx", "zip", "json", "html"])
def test_who_asks_for_the_head_of_a_file_makes_nothing_of_it(client, django_assert_num_queries, form):
    factories.make_organisation("Riverbank Circle", slug="riverbank-circle")
    whole = client.get(f"/organisations.{form}")
    with django_assert_num_queries(1):
        head = client.head(f"/organisations.{form}")
        assert b"".join(head.streaming_content) == b""
    assert head.headers == whole.headers


@pytest.mark.parametrize("asked", ["0", "-1", "1e3", "٣", "9" * 19, "9" * 5000, "1 ", "+1", "0x1", "1&as_of=2"])
def test_a_generation_that_is_none_is_refused_in_files_and_named_on_pages(client, asked):
    factories.make_practice("Evening football")
    query = "as_of=1&as_of=2" if "&" in asked else urlencode({"as_of": asked})
    for address in ("/practices.json", "/practices.atom", "/api/v1/practices"):
        response = client.get(f"{address}?{query}", follow=True)
        assert response.status_code == (200 if "&" in asked else 400), address
    assert client.get(f"/practices/?{query}", follow=True).status_code == 200
    assert client.get(f"/practices/?{query}&embed=1", follow=True).status_code == 200


@pytest.mark.parametrize("number", ["0", "9" * 10, "9" * 19, "9" * 40, "9" * 5000])
def test_a_number_that_no_edition_can_have_is_not_found(client, number):
    factories.make_practice("Evening football", slug="evening-football")
    for address in (
        f"/practices/evening-football/editions/{number}.json",
        f"/practices/evening-football/editions/{number}/",
        f"/api/v1/practices/evening-football/editions/{number}",
        f"/sitemap-{number}.xml",
    ):
        assert client.get(address).status_code == 404, address


@pytest.mark.parametrize(
    "path",
    [
        "/practices/..%2f.json",
        "/practices//x.json",
        "/practices/%00.json",
        "/practices/" + "x" * 5000 + ".json",
        "/practices.json/",
        "/practices.%0d%0aX-Bad:1",
        "/practices/a%0d%0ab.csv",
    ],
)
def test_tricks_with_paths_find_nothing(client, path):
    response = client.get(path)
    assert response.status_code in (301, 404)
    assert "X-Bad" not in response.headers
