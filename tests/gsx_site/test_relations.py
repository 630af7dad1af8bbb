"""Every relation of every form offers and takes what somebody may see, and keeps what is saved; nothing tells of more.

Forms, inlines, pages and columns are walked, not listed: see tests/hidden.py.
"""

import re

import pytest
from django.contrib import admin
from django.db import models

from networks.models import Membership, Network, Organisation
from practices.models import Practice
from publishing.editing.sheets.columns import Named
from publishing.editing.sheets.lookups import Run
from publishing.entries import history
from publishing.models import BaseCitation, Entry, Source, Version
from publishing.safety.publication import publish, restrict
from tests.addresses import patterns
from tests.admin_forms import add_row, fields, messages, save
from tests.corpus import Corpus
from tests.factories import (
    a_source,
    cite,
    make_membership,
    make_network,
    make_organisation,
    make_practice,
    make_ready,
    make_submitted,
    make_user,
    term,
)
from tests.hidden import NOTHING_HIDDEN, SECRET, page, plant, relations
from tests.pages import Page
from tests.sheets import A_PRACTICE, AN_ORGANISATION, SHEETS, as_csv, bring_in, export, faults, look, read_csv, said
from tests.staff import StaffClient

pytestmark = pytest.mark.usefixtures("world")

NO_ENTRY = "an entry that you may not see"
NOBODY = 999_999  # a key that no row has


@pytest.fixture
def hidden():
    return plant()


@pytest.fixture
def author():
    return make_user("basil", "contributor")


@pytest.fixture
def contributor(author):
    return signed_in(author)


@pytest.fixture
def editor():
    return signed_in(make_user("amina", "editor"))


def signed_in(user):
    client = StaffClient()
    client.force_login(user)
    return client


def tells(response):
    return SECRET.casefold() in response.content.decode().casefold()


def sighted(found):
    return [relation for relation in found if relation.target._meta.label_lower not in NOTHING_HIDDEN]


# --- what forms offer and take


def test_of_every_relation_it_is_known_whether_it_hides_something(hidden, admin_client):
    for relation in sighted(relations(admin_client)):
        assert relation.target in hidden, f"{relation}: plant a hidden one in tests/hidden.py, or say that none is"


def test_the_walk_finds_the_relations_that_there_are(hidden, contributor):
    found = {(one.owner, one.prefix, one.name) for one in sighted(relations(contributor))}
    assert found >= {
        (Practice, "", "adapted_from"),
        (Practice, "", "networks"),
        (Practice, "participations", "organisation"),
        (Practice, "citations", "source"),
        (Network, "", "parent"),
        (Network, "", "secretariat"),
        (Network, "", "supporters"),
        (Organisation, "memberships", "network"),
    }


@pytest.mark.parametrize(("role", "sees"), [("contributor", False), ("editor", True), ("publisher", True)])
def test_the_address_of_a_form_fills_in_what_one_may_see(hidden, role, sees):
    client = signed_in(make_user(role, role))
    found = by_form(one for one in sighted(relations(client)) if not one.prefix)
    assert found
    for owner, group in found.items():
        keys = {one: [str(row.pk) for row in hidden[one.target][: 99 if many(one) else 1]] for one in group}
        asked = {one.name: ",".join(keys[one]) for one in group}
        for popup in ({}, {"_popup": "1"}):
            response = client.get(page(owner, "add"), asked | popup)
            assert (response.status_code, tells(response)) == (200, sees), owner
            chosen = fields(response)
            for relation in group:
                assert sorted(set(keys[relation]) & set(chosen.get(relation.name, []))) == sorted(
                    keys[relation] * sees
                ), relation


def by_form(found):
    """{model: its relations} of the Relations `found`: those of one form can be tried in one go."""
    forms = {}
    for relation in found:
        forms.setdefault(relation.owner, []).append(relation)
    return forms


def many(relation):
    return relation.model._meta.get_field(relation.name).many_to_many


@pytest.mark.parametrize(("role", "sees"), [("contributor", False), ("editor", True), ("publisher", True)])
def test_typing_help_names_what_one_may_see(hidden, role, sees):
    client = signed_in(make_user(role, role))
    for relation in sighted(relations(client)):
        model = relation.model._meta
        asked = {"app_label": model.app_label, "model_name": model.model_name, "field_name": relation.name}
        for words in ("", SECRET, hidden[relation.target][0].slug):
            response = client.get("/admin/autocomplete/", asked | {"term": words})
            assert (response.status_code, tells(response)) == (200, sees), (relation, words)


def refusals(client, forms, owner, keys):
    """{relation: what the form of `owner` says beside its field} when `keys` ({relation: key}) are sent in it.

    `forms` is a Corpus of empty ones.
    """
    address = page(owner, "add")
    values = fields(forms.get(address)) | {one.name: [str(key)] for one, key in keys.items() if not one.prefix}
    for prefix in {one.prefix for one in keys} - {""}:
        add_row(values, prefix, **{one.name: str(key) for one, key in keys.items() if one.prefix == prefix})
    response = client.post(address, values | {"_save": "x"})
    assert response.status_code == 200, owner
    assert not tells(response), owner
    inlines = {one.formset.prefix: one.formset for one in response.context["inline_admin_formsets"]}
    errors = {prefix: formset.forms[-1].errors for prefix, formset in inlines.items() if formset.forms}
    errors[""] = response.context["adminform"].form.errors
    return {one: errors[one.prefix].get(one.name, []) for one in keys}


def test_a_key_of_what_one_may_not_see_is_refused_as_one_that_nothing_has(hidden, contributor):
    forms = Corpus(contributor)
    for owner, group in by_form(sighted(relations(contributor))).items():
        nothing = refusals(contributor, forms, owner, dict.fromkeys(group, NOBODY))
        for relation in group:
            assert nothing[relation][0].startswith("Select a valid choice."), relation
        for number in range(max(len(hidden[one.target]) for one in group)):
            keys = {one: hidden[one.target][number % len(hidden[one.target])].pk for one in group}
            said = refusals(contributor, forms, owner, keys)
            for relation, sentences in said.items():
                told = [one.replace(str(keys[relation]), str(NOBODY)) for one in sentences]
                assert told == nothing[relation], relation


def test_what_is_public_is_offered_and_taken_under_its_public_name(contributor, author):
    organisation = make_organisation("Riverbank Circle")
    organisation.texts.update(title=f"{SECRET} Circle")
    asked = {"app_label": "practices", "model_name": "participation", "field_name": "organisation"}
    found = [contributor.get("/admin/autocomplete/", asked | {"term": words}).json() for words in ("", SECRET)]
    assert [[one["text"] for one in offered["results"]] for offered in found] == [["Riverbank Circle"], []]
    network = make_network("Bridges", published=False, created_by=author)
    response = save(contributor, page(Network, "change", network.pk), secretariat=str(organisation.pk))
    assert response.status_code == 302
    opened = contributor.get(page(Network, "change", network.pk))
    assert "Riverbank Circle" in opened.content.decode()
    assert not tells(opened)


# --- what is saved is kept


def with_hidden(relation, rows, author):
    """A draft of `author` that has `rows` in `relation`, put there by somebody who sees them."""
    make = {Practice: make_practice, Organisation: make_organisation, Network: make_network}[relation.owner]
    own = make(f"Own {relation.prefix} {relation.name}", published=False, created_by=author)
    if relation.prefix:
        [inline] = [one for one in own._meta.related_objects if one.get_accessor_name() == relation.prefix]
        needed = {"source": a_source()} if issubclass(inline.related_model, BaseCitation) else {}
        for row in rows:
            inline.related_model.objects.create(**{inline.field.name: own, **needed, relation.name: row})
    elif many(relation):
        getattr(own, relation.name).set(rows)
    else:
        type(own).objects.filter(pk=own.pk).update(**{relation.name: rows[0]})
    return own


def held(relation, own):
    """The keys that `own` has in `relation`."""
    if relation.prefix:
        return sorted(getattr(own, relation.prefix).values_list(relation.name, flat=True))
    return sorted(type(own).objects.filter(pk=own.pk).values_list(relation.name, flat=True))


def test_what_is_saved_is_shown_without_its_name_and_kept(hidden, contributor, author):
    found = [one for one in sighted(relations(contributor)) if issubclass(one.target, Entry)]
    assert found
    for relation in found:
        rows = hidden[relation.target]
        own = with_hidden(relation, rows, author)
        before, address = held(relation, own), page(relation.owner, "change", own.pk)
        opened = contributor.get(address)
        assert NO_ENTRY in opened.content.decode(), relation
        assert not tells(opened), relation
        response = contributor.post(address, fields(opened) | {"notes": "Ring them first", "_save": "x"})
        assert response.status_code == 302, relation
        assert held(relation, own) == before, relation
        assert type(own).objects.get(pk=own.pk).notes == "Ring them first"
        type(own).objects.filter(pk=own.pk).update(state=Entry.State.REVIEW)
        for name in ("change", "history", "preview", "delete"):
            assert not tells(contributor.get(page(relation.owner, name, own.pk))), (relation, name)


def test_a_row_that_is_kept_for_one_entry_is_no_choice_for_another(hidden, contributor, author):
    secret = hidden[Organisation][0]
    make_network("First", published=False, created_by=author, supporters=[secret])
    second = make_network("Second", published=False, created_by=author)
    response = save(contributor, page(Network, "change", second.pk), supporters=[str(secret.pk)])
    assert "Select a valid choice." in Page(response).words
    assert not second.supporters.exists()


def test_an_editor_sees_the_names(hidden, editor, author):
    network = make_network("Own", published=False, created_by=author, supporters=[hidden[Organisation][0]])
    opened = editor.get(page(Network, "change", network.pk))
    assert tells(opened)
    assert NO_ENTRY not in opened.content.decode()


# --- pages


def test_no_page_of_the_admin_tells_a_contributor_of_it(hidden, contributor, editor, author):
    """With every key that there is; an editor, who may open the same pages, is told on many of them.

    Once an editor was told on a page, there is no need to ask for it with another key.
    """
    secret = hidden[Organisation][0]
    own = make_practice("Own", published=False, created_by=author, lead=secret)
    cite(own, "Public report")
    history.keep(own, by=author)
    own.participations.all().delete()
    history.keep(own, by=author)
    told, asked = {contributor: set(), editor: set()}, 0
    for pattern in patterns():
        if pattern.name.startswith("admin:") and not pattern.name.endswith("logout"):
            for address in addresses(pattern):
                asked += 1
                for client, found in told.items():
                    if pattern.name not in found and tells(client.get(address)):
                        found.add(pattern.name)
    assert told[contributor] == set()
    assert len(told[editor]) > 10
    assert asked > 250


def addresses(pattern):
    """Those of `pattern` with the keys of all rows of its model, of versions, and of a page of any kind of row."""
    if not {"object_id", "pk", "number", "version"} & set(pattern.arguments) or "/r/" in f"/{pattern.route}":
        return pattern.addresses()
    _admin, app, name, *_rest = pattern.route.split("/")
    [model] = [one for one in admin.site._registry if (one._meta.app_label, one._meta.model_name) == (app, name)]
    versions = list(Version.objects.values_list("pk", flat=True)) or [1]
    values = [
        dict.fromkeys(("object_id", "pk"), key) | dict.fromkeys(("number", "version"), version)
        for key in model._default_manager.values_list("pk", flat=True)[:20]
        for version in (versions if {"number", "version"} & set(pattern.arguments) else [1])
    ]
    return [pattern.filled(one) for one in values]


def test_what_is_hidden_is_answered_as_what_is_not_there(hidden, contributor):
    for model, rows in hidden.items():
        for pattern in patterns():
            where = f"admin/{model._meta.app_label}/{model._meta.model_name}/"
            if pattern.route.startswith(where) and {"object_id", "pk"} & set(pattern.arguments):
                there, nothing = (
                    answer(contributor, pattern.filled(dict.fromkeys(pattern.arguments, key)), key)
                    for key in (rows[0].pk, NOBODY)
                )
                assert there == nothing, pattern


def answer(client, address, key):
    """What `client` is told at `address`: the status, where it is led, and the sentences, without `key`."""
    response = client.get(address)
    where = response.headers.get("Location", "").replace(str(key), "…")
    said = messages(response) if where == "/admin/" else []
    return response.status_code, where, [one.replace(str(key), "…") for one in said]


def test_a_related_row_is_not_found_by_another_of_its_fields_either(hidden, contributor):
    for model, rows in hidden.items():
        for field in ("slug", "uid"):
            address = page(model, "change", getattr(rows[0], field, rows[0].slug))
            response = contributor.get(address, {"_popup": "1", "_to_field": field})
            assert response.status_code in (302, 400), model  # 302: to the first page, which says that there is none
            assert not tells(response), model


def test_deleting_an_own_draft_does_not_say_which_hidden_ones_refer_to_it(hidden, contributor, author):
    own = make_practice("Own", published=False, created_by=author)
    hidden[Practice][0].adapted_from = own
    hidden[Practice][0].save()
    response = contributor.get(page(Practice, "delete", own.pk))
    assert not tells(response)
    assert "something that you may not see: ask an editor to delete it" in Page(response).words
    assert page(Practice, "change", hidden[Practice][0].pk) not in Page(response).links


def test_an_earlier_version_names_nobody_whom_its_reader_may_not_see(hidden, contributor, author):
    """Also one that is in the bin by now, whose last name the history still has."""
    own = make_practice("Own", published=False, created_by=author, lead=hidden[Organisation][0])
    history.keep(own, by=author)
    own.participations.all().delete()
    hidden[Organisation][0].delete()
    history.keep(own, by=author)
    new, old = history.versions_of(own)
    pages = [
        page(Practice, "history", own.pk),
        page(Practice, "version", own.pk, old.pk),
        page(Practice, "difference", own.pk) + f"?old={old.pk}&new={new.pk}",
    ]
    for address in pages:
        response = contributor.get(address)
        assert response.status_code == 200
        assert not tells(response), address


def test_words_that_name_a_hidden_entry_are_told_to_who_reviews_them(hidden, contributor, editor, author):
    organisation = make_organisation(f"{SECRET} House")
    restrict(organisation, "anonymised")
    own = make_ready(make_practice(f"Tea at {SECRET} House", published=False, created_by=author), by=author)
    address = page(Practice, "change", own.pk)
    assert "may not be named here" in Page(editor.get(address)).words
    assert "may not be named here" not in Page(contributor.get(address)).words
    submitting = page(Practice, "submit", own.pk)
    response = contributor.post(submitting, fields(contributor.get(submitting)))
    assert response.status_code == 302
    assert Practice.objects.get(pk=own.pk).state == Entry.State.REVIEW
    assert "may not be named here" in Page(editor.get(page(Practice, "publish", own.pk))).words


# --- addresses and keys that are taken


def new_practice(client, title, **more):
    values = fields(client.get(page(Practice, "add"))) | {
        "texts-0-title": [title],
        "texts-0-summary": ["Neighbours play and talk."],
        "scale": [str(term("scale", "local").pk)],
        "evidence": [str(term("evidence", "reported").pk)],
        **more,
    }
    return client.post(page(Practice, "add"), values | {"_save": "x"})


def test_a_contributor_s_draft_gets_its_address_when_it_is_published(hidden, contributor, author):
    taken = hidden[Practice][0].slug
    for title, slug in ((hidden[Practice][0].texts.get().title, taken), ("Free title", "free-title")):
        assert new_practice(contributor, title, slug=[slug]).status_code == 302
        own = Practice.objects.get(created_by=author, texts__title=title)
        assert own.slug == own.uid
    make_submitted(own)
    pia = make_user("pia", "publisher")
    make_ready(own, by=pia)  # she answers, too
    publisher = signed_in(pia)
    values = fields(publisher.get(page(Practice, "publish", own.pk)))
    publisher.post(page(Practice, "publish", own.pk), values)
    assert Practice.objects.get(pk=own.pk).slug == "free-title"


def test_a_source_of_a_contributor_has_a_key_that_says_nothing_of_those_taken(hidden, contributor, author):
    for title in (hidden[Source][0].title, "Free title"):
        values = fields(contributor.get(page(Source, "add"))) | {"title": title, "slug": hidden[Source][0].slug}
        assert contributor.post(page(Source, "add"), values | {"_save": "x"}).status_code == 302
        own = Source.objects.get(added_by=author, title=title)
        assert re.fullmatch(r"[a-z0-9-]+-[a-z0-9]{10}", own.slug)


def test_a_source_is_known_by_the_entries_that_one_may_know(contributor, author):
    public, draft = make_practice("Public", published=False), make_practice("Draft", published=False)
    own = make_practice("Own", published=False, created_by=author)
    kept = make_practice("Kept", published=False, unanswered={"sources": "withheld"})
    member = make_membership(make_organisation("Open Circle", published=False), make_network("Bridges"))
    for entry, title in ((public, "A"), (draft, "B"), (own, "C"), (kept, "D"), (member, "E")):
        cite(entry, f"Report {title}")
    for entry in (public, kept, member.organisation):
        publish(entry)
    Source.objects.create(slug="f", title="Report F")
    Source.objects.create(slug="g", title="Report G", added_by=author)
    listed = contributor.get(page(Source, "changelist")).context["cl"].result_list
    assert sorted(source.title[-1] for source in listed) == ["A", "C", "E", "G"]


# --- sheets


def named_columns():
    return [
        (kind, column)
        for kind, sheet in SHEETS.items()
        for column in sheet.columns
        if isinstance(column, Named) and target(sheet, column)._meta.label_lower not in NOTHING_HIDDEN
    ]


def target(sheet, column):
    """The model that the cells of `column` name."""
    related = sheet.model._meta.get_field(column.field).related_model
    return related._meta.get_field(column.to).related_model if hasattr(column, "to") else related


ROW = {"practice": A_PRACTICE, "organisation": AN_ORGANISATION}


def test_a_cell_names_what_is_hidden_no_better_than_what_is_not_there(hidden, contributor):
    found = named_columns()
    assert {column.name for _kind, column in found} >= {"lead", "networks", "adapted_from", "sources", "memberships"}
    for kind, column in found:
        for row in hidden[target(SHEETS[kind], column)]:
            for typed in (row.slug, getattr(row, "uid", row.slug), str(row)):
                there, nothing = (
                    faults(look(contributor, kind, as_csv(ROW[kind] | {column.name: words})))
                    for words in (typed, "Zzyzx")
                )
                told = {place: sentence.replace(typed, "Zzyzx") for place, sentence in there.items()}
                assert told == nothing != {}, (kind, column.name)


@pytest.mark.parametrize("kind", list(SHEETS))
def test_a_row_that_finds_a_hidden_entry_does_what_any_other_would(hidden, contributor, kind):
    model = SHEETS[kind].model
    row = hidden[model][0]
    keys = [{"slug": row.slug}, {"title": str(row)}, {"slug": row.slug, "title": str(row)}, {"uid": row.uid}]
    for key in keys:
        there, nothing = (
            look(contributor, kind, as_csv(ROW[kind] | key | other)) for other in ({}, dict.fromkeys(key, "Zzyzx"))
        )
        told = {place: sentence.replace(row.uid, "Zzyzx") for place, sentence in faults(there).items()}
        assert told == faults(nothing), key
        assert not tells(there) or "title" in key or "slug" in key  # what they typed themselves
    before = model.objects.filter(pk=row.pk).values().get()
    bring_in(contributor, kind, as_csv(ROW[kind] | keys[2]))
    assert model.objects.filter(pk=row.pk).values().get() == before
    assert model.objects.filter(created_by__username="basil", texts__title=str(row)).count() == 1


def test_the_same_file_twice_finds_the_drafts_that_it_made(contributor):
    data = as_csv(
        A_PRACTICE | {"slug": "tea", "origin": ""},
        {"slug": "tea", "language": "fr", "origin": "human", "title": "Du thé", "summary": "On parle."},
    )
    bring_in(contributor, "practice", data)
    assert set(said(look(contributor, "practice", data)).values()) == {"unchanged"}
    assert Practice.objects.get().texts.count() == 2


def test_a_sheet_of_who_may_not_see_it_leaves_it_out_and_leaves_it_there(hidden, contributor, author):
    secret, network = hidden[Organisation][0], hidden[Network][0]
    own = make_practice(
        "Own", published=False, created_by=author, lead=secret, partner=make_organisation("Open"), networks=[network]
    )
    Practice.objects.filter(pk=own.pk).update(adapted_from=hidden[Practice][0])
    make_membership(secret, network)
    data = export(contributor, "practice")
    assert SECRET.casefold() not in data.decode().casefold()
    [row] = read_csv(data)
    assert (row["lead"], row["partners"], row["networks"], row["adapted_from"]) == ("", "open", "", "")
    assert set(said(look(contributor, "practice", data)).values()) == {"unchanged"}
    make_organisation("Hill"), make_network("Valleys")
    bring_in(contributor, "practice", as_csv(row | {"lead": "hill", "networks": "valleys"}))
    assert {one.organisation.slug for one in own.participations.filter(role="lead")} == {secret.slug, "hill"}
    assert {one.slug for one in own.networks.all()} == {network.slug, "valleys"}
    assert Practice.objects.get(pk=own.pk).adapted_from == hidden[Practice][0]


def test_a_program_that_reads_sheets_sees_everything(hidden):
    assert set(Run().editable(Practice)) == set(Practice.objects.all())


# --- the rule itself


def test_every_relation_of_entries_and_their_parts_leads_to_what_has_the_rule_or_hides_nothing():
    for model in (Practice, Organisation, Network, Membership, Source):
        for field in model._meta.get_fields():
            if isinstance(field, (models.ForeignKey, models.ManyToManyField)) and field.editable:
                related = field.related_model
                assert hasattr(related.objects, "nameable_by") or related._meta.label_lower in NOTHING_HIDDEN, field
