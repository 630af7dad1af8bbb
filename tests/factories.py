"""Small hand-made worlds. All places are real, because the tree of places is; everything else is invented."""

import itertools
import json
from datetime import date
from io import BytesIO, StringIO
from pathlib import Path

from django.conf import settings
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from django.core.management import call_command
from django.utils.text import slugify
from PIL import Image

from gsx_site.roles import ROLES, grant_roles
from networks.models import Membership, Network, Organisation
from places.loading import load_places
from places.models import Country
from practices.management.commands.load_vocabulary import TERMS
from practices.models import Illustration, Participation, Practice, Recommendation, Theme
from practices.vocabulary import load_themes
from publishing.editions.former_terms import load_terms
from publishing.editions.redaction import draft_record
from publishing.models import Entry, Generation, Source, Term
from publishing.safety.checklist import EMPTY, QUESTIONS, give_answers
from publishing.safety.pictures import keep
from publishing.safety.publication import publish
from publishing.safety.review import submit
from tests.replay import written_again

FIXTURES = Path(settings.BASE_DIR) / "fixtures"
_numbers = itertools.count(1)


def count_anew():
    """Begin again to number what has no name of its own, with as many digits for all: names have an order."""
    global _numbers
    _numbers = itertools.count(101)


@written_again
def world():
    """The places and the vocabulary, which every other factory needs, in a database that has neither."""
    assert not Country.objects.exists() and not Generation.objects.exists(), "what is written again is the whole"
    load_places(json.loads((FIXTURES / "places.json").read_text("utf-8")))
    vocabulary = json.loads((FIXTURES / "vocabulary.json").read_text("utf-8"))
    for name in TERMS:
        load_terms(name, vocabulary[name])
    load_themes(vocabulary["themes"])


@written_again
def real_directory():
    """The directory that comes with the site, in a world: the lines that the command prints, and those of progress."""
    assert not Entry.objects.exists(), "what is written again is the whole"
    out, progress = StringIO(), StringIO()
    call_command("load_directory", FIXTURES / "directory.json", stdout=out, stderr=progress)
    return out.getvalue().splitlines(), progress.getvalue().splitlines()


def have_roles():
    """The groups of the staff: `migrate` makes them, and emptying the database takes them away."""
    if Group.objects.filter(name__in=ROLES).count() < len(ROLES):
        grant_roles()


def term(vocabulary, slug):
    return Term.objects.get(vocabulary=vocabulary, slug=slug)


def make_organisation(name="", *, country="KE", about="It works for calm streets.", published=True, **facts):
    name = name or f"Riverbank Circle {next(_numbers)}"
    organisation = Organisation.objects.create(
        slug=facts.pop("slug", "") or slugify(name),
        kind=term("organisation_kinds", facts.pop("kind", "civil-society")),
        country_id=country or None,
        **facts,
    )
    organisation.texts.create(title=name, about=about)
    return _perhaps_published(organisation, published)


def make_network(name="", *, countries=("KE",), about="They meet twice a year.", published=True, **facts):
    name = name or f"Bridges Network {next(_numbers)}"
    audiences, supporters = facts.pop("audiences", ()), facts.pop("supporters", ())
    network = Network.objects.create(
        slug=facts.pop("slug", "") or slugify(name),
        kind=term("network_kinds", facts.pop("kind", "national-network")),
        scale=term("scale", facts.pop("scale", "national")),
        **facts,
    )
    network.texts.create(title=name, about=about)
    network.countries.set(countries)
    network.audiences.set([term("audiences", slug) for slug in audiences])
    network.supporters.set(supporters)
    return _perhaps_published(network, published)


TERM_SETS = ("gender", "youth", "groups", "setting", "mode", "prevention")


def make_practice(title="", *, countries=("KE",), themes=(), published=True, **facts):
    """A practice; keyword `lead`, `partner`, `funder` are organisations, `text` holds further words of its text.

    `rows` are {relation: facts of its rows}; terms are named by their slugs.
    """
    title = title or f"Evening football by the river {next(_numbers)}"
    roles = {role: facts.pop(role) for role in ("lead", "partner", "funder") if role in facts}
    sets = {name: facts.pop(name) for name in TERM_SETS if name in facts}
    rows = facts.pop("rows", {})
    networks, run_by = facts.pop("networks", ()), facts.pop("run_by", ())
    recommendations = facts.pop("recommendations", ())
    words = {"summary": "Neighbours play and talk on two evenings a week."} | facts.pop("text", {})
    practice = Practice.objects.create(
        slug=facts.pop("slug", "") or slugify(title),
        scale=term("scale", facts.pop("scale", "local")),
        evidence=term("evidence", facts.pop("evidence", "reported")),
        **facts,
    )
    practice.texts.create(title=title, **words)
    practice.countries.set(countries)
    practice.themes.add(*Theme.objects.filter(slug__in=themes))
    for name, slugs in sets.items():
        getattr(practice, name).set([term(name, slug) for slug in slugs])
    for role, organisation in roles.items():
        Participation.objects.create(practice=practice, organisation=organisation, role=role)
    practice.networks.set(networks)
    practice.run_by.set(run_by)
    for name, several in rows.items():
        for row in several:
            terms = {field: term(field, row[field]) for field in ("design", "finding") if field in row}
            getattr(practice, name).create(**row | terms)
    for number, relation in dict(recommendations).items():
        recommendation = Recommendation.objects.get(number=number)
        Illustration.objects.create(practice=practice, recommendation=recommendation, relation=relation)
    return _perhaps_published(practice, published)


def make_membership(organisation, network, *, role="member", **facts):
    """A membership; it becomes public when the organisation is published."""
    return Membership.objects.create(organisation=organisation, network=network, role=role, **facts)


def make_recommendation(number="4b-i", title="Give youth a way in", **facts):
    return Recommendation.objects.create(number=number, label=number, title=title, gist="Open doors.", **facts)


def a_source(title="A study"):
    return Source.objects.create(slug=f"source-{next(_numbers)}", title=title, url="https://study.example/")


def cite(entry, title="A public report", *, url="", locator="page 3"):
    source = Source.objects.create(slug=f"source-{next(_numbers)}", title=title, url=url, publisher="A publisher")
    return entry.citations.create(source=source, locator=locator)


def agree(entry, *, given_on=date(2026, 1, 15), role="director", **facts):
    """An agreement of the organisation, by letter."""
    facts = {"means": "letter"} | facts
    return entry.consents.create(basis="agreement", given_on=given_on, role=role, **facts)


def rest_on_source(entry, **facts):
    """That a published source is the basis of `entry`; whether it cites one is another matter."""
    return entry.consents.create(basis="source", **facts)


def make_file(colour="steelblue", size=(1600, 1200), kind="JPEG"):
    """The bytes of a picture of one colour: every colour gives another picture."""
    file = BytesIO()
    Image.new("RGB", size, colour).save(file, kind)
    return file.getvalue()


def make_picture(entry, colour="steelblue", *, size=(1600, 1200), consent=True, **facts):
    """A picture of `entry` as saved, with a `consent` that covers it; it is public once the entry is published."""
    if consent:
        agree(entry, photographs=True)
    words = {"alt": "Two teams play on a square", "licence": "permission", "people": "nobody"} | facts
    return entry.pictures.create(image=keep(make_file(colour, size)), **words)


def make_user(name="amina", *roles, superuser=False):
    """A member of the staff with the groups named in `roles`; the same one when there is one of that name."""
    have_roles()
    users = get_user_model().objects
    user = users.filter(username=name).first() or users.create_user(name, is_staff=True, is_superuser=superuser)
    user.groups.set(Group.objects.filter(name__in=roles))
    return user


def make_ready(entry, *, by=None):
    """Give `entry` what a person is asked before publishing it as it is saved: a source, a basis, safety answers."""
    if not entry.citations.exists():
        cite(entry)
    if not entry.consents.exists():
        entry.consents.create(basis="source")
    entry = type(entry).objects.editable().get(pk=entry.pk)
    given = {question.name: "no" for question in QUESTIONS} | {EMPTY: "yes"}
    give_answers(entry, draft_record(entry), given, by=by or make_user())
    entry.save(update_fields=["safety"])
    return entry


def make_submitted(entry, *, by="basil"):
    """`entry`, ready, and submitted for review by the contributor named `by`."""
    author = make_user(by, "contributor")
    entry = make_ready(entry, by=author)
    submit(entry, by=author)
    return entry


def make_careful(country, level):
    Country.objects.filter(pk=country).update(least_level=level)


def _perhaps_published(entry, published):
    if published:
        publish(entry)
    return entry
