"""The table of all kinds of entry: what it holds of each, and who of the staff sees it there."""

import pytest
from django.contrib.auth.models import Permission
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from publishing.models import Entry
from tests.factories import make_network, make_organisation, make_practice, make_user

pytestmark = pytest.mark.usefixtures("world")


def may(name, *codenames):
    user = make_user(name)
    user.user_permissions.set(Permission.objects.filter(codename__in=codenames))
    return user


def test_each_kind_has_its_rows_in_the_table_of_all():
    made = [make_practice(), make_organisation(), make_network()]
    assert {entry.KIND: type(entry) for entry in made}.items() <= Entry.kinds.items()
    assert dict(Entry.objects.values_list("uid", "entry_kind")) == {entry.uid: entry.KIND for entry in made}


def test_no_entry_is_without_a_kind():
    with pytest.raises(IntegrityError, match="entry_has_a_kind"), transaction.atomic():
        Entry.objects.create(slug="nothing")


def test_an_address_is_taken_once_a_kind():
    make_practice(slug="river")
    make_network(slug="river")
    other = make_practice(slug="hill")
    other.slug = "river"
    with pytest.raises(ValidationError) as refused:
        other.full_clean()
    assert refused.value.message_dict == {"slug": ["Practice with this Address already exists."]}
    with pytest.raises(IntegrityError), transaction.atomic():
        other.save()


@pytest.mark.parametrize(
    "codenames",
    [
        [],
        ["view_practice"],
        ["change_organisation", "view_network"],
        ["review_practice", "view_practice"],
        [f"review_{kind}" for kind in Entry.kinds],
        ["review_network", "change_practice"],
    ],
    ids=" ".join,
)
def test_the_table_of_all_shows_nobody_more_than_each_kind_does(codenames):
    user = may("basil", *codenames)
    for make in (make_practice, make_organisation, make_network):
        make()
        make(level="generalised")
        make(published=False)
        make(published=False, created_by=user)
    for see in ("seen_by", "nameable_by"):
        of_kinds = {row.uid for kind in Entry.kinds.values() for row in getattr(kind.objects, see)(user)}
        assert {row.uid for row in getattr(Entry.objects.all(), see)(user)} == of_kinds, see
    every = all(kind.objects.shows_all_to(user) for kind in Entry.kinds.values())
    assert Entry.objects.shows_all_to(user) == every


def test_a_row_of_all_kinds_tells_no_name():
    practice = make_practice("Evening football", slug="evening-football")
    assert str(Entry.objects.get()) == f"practice {practice.uid}"
