"""Every address and every action of the admin, for every role."""

import pytest
from django.contrib import admin
from django.contrib.admin.models import LogEntry
from django.contrib.auth.models import Group
from django.core.management import call_command

from gsx_site.roles import ROLES, grant_roles
from networks.models import Organisation
from practices.models import Practice
from publishing.models import Edition, Event
from tests.addresses import patterns
from tests.corpus import Corpus
from tests.factories import make_membership, make_network, make_organisation, make_practice, make_user, world
from tests.staff import StaffClient

pytestmark = pytest.mark.usefixtures("db")

LADDER = ("stranger", "nobody", "contributor", "editor", "publisher", "superuser")


@pytest.fixture(scope="module")
def entries(kept):
    """One practice of the contributor, one of somebody else, one that is public."""
    world()
    author = make_user("contributor", "contributor")
    own = make_practice("Own draft", published=False)
    other = make_practice("Draft of another", published=False)
    public = make_practice("Public work", lead=make_organisation(), networks=[make_network()])
    make_membership(Organisation.objects.get(), public.networks.get())
    Practice.objects.filter(pk=own.pk).update(created_by=author)
    return {"own": own, "other": other, "public": public}


def signed_in(role):
    client = StaffClient()
    if role != "stranger":
        groups = [role] if role in ROLES else []
        client.force_login(make_user(role, *groups, superuser=role == "superuser"))
    return client


def pages():
    """(name, Pattern) of all pages of the admin but those that answer everybody alike."""
    found = {one.name.removeprefix("admin:"): one for one in patterns() if one.name.startswith("admin:")}
    alike = ("login", "logout", "jsi18n", "password_change", "password_change_done", "view_on_site", "app_list", "")
    return {name: pattern for name, pattern in found.items() if name not in alike}


def addresses(entries):
    """{name of a page: an address of it}; those of a practice by the entries they open for, as “change own”."""
    found = {}
    for name, pattern in pages().items():
        if name.startswith("practices_practice_") and {"object_id", "pk"} & set(pattern.arguments):
            for which, entry in entries.items():
                values = {key: entry.pk if key in ("object_id", "pk") else 1 for key in pattern.arguments}
                found[f"{name.removeprefix('practices_practice_')} {which}"] = pattern.filled(values)
        else:
            found[name] = pattern.addresses()[0]
    return found


@pytest.fixture(scope="module")
def readers(entries):
    """{role: a Corpus of what it is answered}"""
    return {role: Corpus(signed_in(role)) for role in LADDER}


def is_let_in(reply):
    """Refused are strangers (led to the door), the forbidden, and those who are led to the first page instead."""
    if reply.status_code == 302:
        url = reply.headers["Location"]
        return url != "/admin/" and not url.startswith(("/account/", "/admin/login/"))
    return reply.status_code not in (403, 404, 405)


# What each role may open beyond the role before it. Pages of an entry are named with the entry they open for.
MAY_OPEN = {
    "stranger": "",
    "nobody": "index",
    "contributor": """
        preview change submit questions delete consent history difference : own
        practices_practice : add bin changelist columns export import imports
        publishing_source : add changelist
        places_country publishing_term practices_theme : change changelist history
        catalogue_lookalike catalogue_synonymgroup practices_keytheme practices_recommendation : changelist
        publishing_linkcheck : changelist
    """,
    "editor": """
        preview change submit questions consent history difference : other public
        delete : other
        publish give_back restrict : own other public
        networks_membership : add change changelist delete history
        publishing_edition : change changelist history
        publishing_care publishing_consentanswer publishing_suggestion : changelist
    """,
    "publisher": """
        withdraw : own other public
        practices_theme : add delete merge
        catalogue_synonymgroup practices_keytheme practices_recommendation publishing_term : add
    """,
    "superuser": """
        accounts_signinevent : changelist
        auth_group : add change changelist delete history
        auth_user : add change changelist deactivate delete history invite password_change reset_second_step
        places_grouping : change changelist history
    """,
}
OF_AN_ENTRY = {"own", "other", "public"}
ACTIONS = {
    "contributor": {
        *("export_selected_csv", "export_selected_xlsx", "questions_selected"),
        *("basis_selected", "checked_selected", "bin_selected", "themes_selected"),
    },
    "editor": {"publish_selected", "careful_selected"},
    "publisher": {"withdraw_selected"},
    "superuser": set(),
}


def spelt_out(lines):
    """The names of pages that the lines of MAY_OPEN stand for."""
    found = set()
    for line in lines.strip().splitlines():
        names, _colon, parts = line.partition(":")
        joiner = " " if set(parts.split()) <= OF_AN_ENTRY else "_"
        found |= {f"{name}{joiner}{part}" if part else name for name in names.split() for part in parts.split() or [""]}
    return found


# What practices stand for in the table: these two are guarded as they are.
LIKE_PRACTICES = ("networks_organisation_", "networks_network_")


def test_each_role_opens_what_is_written_here_and_nothing_else(entries, readers):
    before = set()
    told = {name: one for name, one in addresses(entries).items() if not name.startswith(LIKE_PRACTICES)}
    assert len(told) > 140
    for role in LADDER:
        may = {name for name, address in told.items() if is_let_in(readers[role].get(address))}
        assert (sorted(may - before), sorted(before - may)) == (sorted(spelt_out(MAY_OPEN[role])), []), role
        before = may


@pytest.mark.parametrize("role", LADDER[:-1])
def test_who_may_not_open_a_page_can_not_write_to_it_either(entries, readers, role):
    client, held, refused = signed_in(role), counted(), 0
    posted = {"note": "x", "level": "withheld", "make": "x", "post": "yes", "confirmed": "yes", "_save": "x"}
    for address in addresses(entries).values():
        opened = readers[role].get(address)
        if not is_let_in(opened):
            refused += 1
            answer = client.post(address, posted)
            # What takes a post only may be for them; of what was posted here it can make nothing.
            assert opened.status_code == 405 or not is_let_in(answer), address
            assert counted() == held, address
    assert refused > 50


def counted():
    """What a refused request leaves as it was."""
    entries = [(one.pk, one.state, one.level, one.version) for one in Practice.objects.order_by("pk")]
    return entries, Edition.objects.count(), Event.objects.count(), LogEntry.objects.count()


def test_each_role_is_offered_the_actions_that_it_may_take(entries):
    offered = set()
    for role, more in ACTIONS.items():
        client = signed_in(role)
        request = client.get("/admin/practices/practice/").wsgi_request
        offered |= more
        assert set(admin.site.get_model_admin(Practice).get_actions(request)) == offered, role


@pytest.mark.parametrize(("role", "action"), [("contributor", "publish_selected"), ("editor", "withdraw_selected")])
def test_an_action_that_is_not_offered_does_nothing(entries, role, action):
    held = counted()
    chosen = [entry.pk for entry in entries.values()]
    signed_in(role).post(
        "/admin/practices/practice/", {"action": action, "_selected_action": chosen, "confirmed": "yes", "note": ""}
    )
    assert counted() == held


def test_the_groups_are_there_once_the_database_was_migrated():
    Group.objects.all().delete()
    call_command("migrate", verbosity=0)
    assert set(Group.objects.values_list("name", flat=True)) == set(ROLES)


def test_the_groups_hold_what_the_roles_say():
    grant_roles()
    for role in ROLES:
        held = Group.objects.get(name=role).permissions
        wanted = {
            f"{action}_{label.split('.')[1]}"
            for earlier in list(ROLES)[: list(ROLES).index(role) + 1]
            for label, actions in ROLES[earlier].items()
            for action in actions
        }
        assert set(held.values_list("codename", flat=True)) == wanted, role
