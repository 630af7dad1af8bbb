"""Export, import, export: byte for byte the same, into the same database and into one without the entries."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from networks.models import Membership, Network, Organisation
from networks.sheets import OrganisationSheet
from practices.models import Practice, Recommendation, Theme
from practices.sheets import PracticeSheet
from publishing.editing.sheets.cells import as_typed, join_answer, join_items, neutral, plain, split_answer, split_items
from publishing.editing.sheets.reading import read_sheet
from publishing.editing.sheets.resource import digest
from publishing.editing.sheets.writing import write_sheet
from publishing.models import Source
from tests import factories

# Letters of several scripts, marks, what formulas begin with, what parts values, what ends lines.
LETTERS = "aé ÅßКعনি日🙂'\"=+-@|;\\,\n\r\t[]_x0D00F\u200f\u2028"
WORDS = st.one_of(
    st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=40),
    st.text(LETTERS, max_size=20),
    st.sampled_from(
        ["withheld", "not reported", "\\withheld", "[withheld] x", "[Not Reported]", "=1+1", "'=x", "x005"]
    ),
)
# A title or a role: something that stays when spaces around it go.
TITLES = WORDS.filter(lambda text: plain(text))
ANSWERS = st.sampled_from(["not-reported", "withheld"])
ANYTHING = settings(max_examples=4, suppress_health_check=[HealthCheck.function_scoped_fixture])


@settings(max_examples=300)
@given(WORDS)
def test_what_is_neutralised_comes_back(text):
    assert as_typed(neutral(text)) == text
    assert not neutral(text).lstrip().startswith(("=", "+", "-", "@", "\t", "\r"))


@settings(max_examples=300)
@given(st.sampled_from(["", "not-reported", "withheld"]), WORDS.map(plain))
def test_answers_and_texts_are_not_mistaken_for_each_other(answer, text):
    assert split_answer(join_answer(answer, text)) == (answer, text)


@settings(max_examples=300)
@given(st.lists(st.lists(TITLES.map(plain), min_size=1, max_size=3), max_size=4))
def test_names_may_hold_what_parts_them(items):
    assert split_items(join_items(items)) == items


@pytest.fixture
def vocabulary(world):
    factories.make_organisation("Riverbank; Circle", published=False)
    factories.make_organisation("=Hilltop | Youth", published=False)
    factories.make_network("Bridges\\Network", published=False)
    factories.make_network("Arches", published=False)
    for number in ("3", "4b"):
        factories.make_recommendation(number)
    for slug in ("voices", "report"):
        Source.objects.create(slug=slug, title=f"{slug}; of the | valley")


def some(draw, model, **options):
    return draw(st.lists(st.sampled_from(list(model.objects.order_by("pk"))), unique=True, max_size=3, **options))


def give_texts(draw, entry, **words):
    """Texts in some languages, in the original one or not; `words` are the fields with their strategies."""
    languages = draw(st.lists(st.sampled_from(["en", "fr", "ar", "pt-BR"]), unique=True, min_size=1))
    for language in languages:
        origin = "original" if language == entry.original_language else draw(st.sampled_from(["human", "machine"]))
        entry.texts.create(language=language, origin=origin, **{name: draw(one) for name, one in words.items()})


def cite(draw, entry):
    for place, source in enumerate(some(draw, Source)):
        entry.citations.create(source=source, position=place, locator=draw(WORDS))


def facts(draw, record_fields, needed):
    """What all entries have; of the `needed` fields none is without an answer, but they can be withheld."""
    answers = draw(st.dictionaries(st.sampled_from(record_fields), ANSWERS, max_size=4))
    answers |= draw(st.dictionaries(st.sampled_from(needed), st.just("withheld"), max_size=2))
    return {
        "level": draw(st.sampled_from(["open", "generalised", "withheld"])),
        "original_language": draw(st.sampled_from(["en", "fr"])),
        "unanswered": answers,
        "verified_on": draw(st.none() | st.dates()),
    }


def random_practice(draw, number):
    ongoing = draw(st.sampled_from([None, True, False]))
    start = draw(st.none() | st.integers(1900, 2000))
    practice = Practice.objects.create(
        slug=f"practice-{number}",
        scale=factories.term("scale", draw(st.sampled_from(["local", "national"]))),
        evidence=factories.term("evidence", "reported"),
        start_year=start,
        end_year=None if ongoing else draw(st.none() | st.integers(2000, 2100)),
        ongoing=ongoing,
        from_report=draw(st.booleans()),
        **facts(draw, ["context", "places", "participations", "sources", "themes", "ongoing"], ["scale", "title"]),
    )
    notes = {"years_note": WORDS, "evidence_note": WORDS}
    give_texts(draw, practice, title=TITLES, summary=TITLES, context=WORDS, outcomes=WORDS, lessons=WORDS, **notes)
    practice.countries.set(draw(st.lists(st.sampled_from(["KE", "UG", "CI"]), unique=True)))
    for role in ("lead", "partner", "funder"):
        for organisation in some(draw, Organisation):
            practice.participations.create(organisation=organisation, role=role)
    practice.networks.set(some(draw, Network))
    practice.themes.add(*some(draw, Theme))
    practice.groups.set([factories.term("groups", "young-people")] if draw(st.booleans()) else [])
    for recommendation in some(draw, Recommendation):
        practice.illustrations.create(
            recommendation=recommendation, relation=draw(st.sampled_from(["illustrates", "named"]))
        )
    cite(draw, practice)
    practice.drop_needless_reasons()  # as every way of saving one does


def random_organisation(draw, number):
    organisation = Organisation.objects.create(
        slug=f"organisation-{number}",
        kind=factories.term("organisation_kinds", "civil-society"),
        acronym=draw(WORDS.map(lambda text: text[:20])),
        country_id=draw(st.sampled_from([None, "KE", "CI"])),
        women_led=draw(st.sampled_from([None, True, False])),
        youth_led=draw(st.sampled_from([None, True, False])),
        website=draw(st.sampled_from(["", "https://riverbank.example/a;b|c"])),
        contact=draw(st.sampled_from(["", "https://riverbank.example/write;to|us"])),
        languages=draw(st.sampled_from(["", "sw", "en\nsr-Latn-RS"])),
        wikidata=draw(st.sampled_from(["", "Q1065"])),
        ror=draw(st.sampled_from(["", "03yrm5c26"])),
        iati=draw(st.sampled_from(["", "XM-DAC-41114"])),
        **facts(draw, ["about", "places", "memberships", "sources", "acronym", "languages", "ror"], ["kind", "title"]),
    )
    give_texts(draw, organisation, title=TITLES, about=WORDS)
    for network in some(draw, Network):
        since = draw(st.none() | st.integers(1900, 2000))
        until = draw(st.none() | st.integers(2000, 2100))
        role = plain(draw(TITLES))[:80].strip()
        if role:
            Membership.objects.create(
                organisation=organisation,
                network=network,
                role=role,
                since=since,
                until=until,
                shown=draw(st.booleans()),
            )
    cite(draw, organisation)
    organisation.drop_needless_reasons()


def exported(sheet, file_format, entries):
    return write_sheet(file_format, sheet().headers, sheet().rows(entries))


def imported(sheet, data):
    """Import the bytes `data`; the answer is what each row was."""
    return sheet().write(data, expected=digest(sheet().look(data)))[0].rows


def without_uids(data):
    """The headers and the rows of the sheet in the bytes `data`."""
    headers, rows, *_others = read_sheet(data)
    place = headers.index("uid")
    return [one[:place] + one[place + 1 :] for one in (headers, *rows)]


CASES = [
    pytest.param(sheet, model, fill, file_format, id=f"{model.KIND} {file_format}")
    for sheet, model, fill in (
        (PracticeSheet, Practice, random_practice),
        (OrganisationSheet, Organisation, random_organisation),
    )
    for file_format in ("csv", "xlsx")
]


@pytest.mark.parametrize(("sheet", "model", "fill", "file_format"), CASES)
@ANYTHING
@given(data=st.data())
def test_an_export_that_is_imported_changes_nothing_and_is_exported_the_same(
    vocabulary, sheet, model, fill, file_format, data
):
    model.objects.filter(slug__regex=r"-\d+$").delete()
    for number in range(data.draw(st.integers(1, 3))):
        fill(data.draw, number)
    entries = model.objects.filter(slug__regex=r"-\d+$").order_by("slug")
    before = exported(sheet, file_format, entries)
    rows = imported(sheet, before)
    assert {row.kind: row.faults for row in rows} == {"unchanged": {}}
    assert exported(sheet, file_format, entries) == before


@pytest.mark.parametrize(("sheet", "model", "fill", "file_format"), CASES)
@ANYTHING
@given(data=st.data())
def test_an_export_into_an_empty_directory_is_exported_the_same(vocabulary, sheet, model, fill, file_format, data):
    entries = model.objects.filter(slug__regex=r"-\d+$").order_by("slug")
    entries.delete()
    fill(data.draw, 1)
    entry = entries.get()
    if not entry.texts.filter(language=entry.original_language).exists():
        entry.texts.first().delete()
        entry.texts.create(language=entry.original_language, title="Tea", **_summary(model))
    before = exported(sheet, file_format, entries)
    entries.delete()
    headers, *cells = without_uids(before)
    rows = imported(sheet, write_sheet(file_format, headers, cells))
    assert {row.kind: row.faults for row in rows} == {"new": {}}
    after = exported(sheet, file_format, entries)
    assert without_uids(after) == without_uids(before)
    assert imported(sheet, after)[0].kind == "unchanged"


def _summary(model):
    return {"summary": "They drink tea."} if model is Practice else {}
