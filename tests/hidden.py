"""What is hidden from a contributor, and every relation of every form of the admin that could lead to it.

Relations are read from the forms themselves, as the site makes them for somebody: one that is added later is among
them. What they lead to either hides rows, and is planted here, or is said to hide none.
"""

from dataclasses import dataclass

from django.contrib import admin
from django.contrib.auth import get_user
from django.forms.models import ModelChoiceField
from django.urls import NoReverseMatch, reverse

from networks.models import Network, Organisation
from practices.models import Practice
from publishing.models import Source
from tests.factories import cite, make_network, make_organisation, make_practice, make_user

# A word that stands in the title, and so in the address, of all that is hidden.
SECRET = "Quillwort"
NOTHING_HIDDEN = {
    "auth.group",
    "auth.permission",
    "auth.user",
    "places.country",
    "practices.recommendation",
    "practices.theme",
    "publishing.term",
}


def plant():
    """{model: rows that are hidden from contributors, or of which they may not know yet what they are called}"""
    facts = {"published": False, "created_by": make_user("ravi", "editor")}
    practice = make_practice(f"{SECRET} draft", **facts)
    withheld = make_practice(f"{SECRET} withheld", level="withheld", **facts)
    source = cite(practice, f"{SECRET} report").source
    Source.objects.filter(pk=source.pk).update(slug=f"{SECRET.lower()}-report")
    source.refresh_from_db()
    return {
        Practice: [practice, withheld],
        Organisation: [
            make_organisation(f"{SECRET} Circle", level="withheld", **facts),
            make_organisation(f"{SECRET} Youth", **facts),
        ],
        Network: [make_network(f"{SECRET} Bridges", level="anonymised", **facts)],
        Source: [source],
    }


@dataclass(frozen=True)
class Relation:
    """The field `name` of `model`, which leads to `target`, in the form of `owner`; or in its inline `prefix`."""

    owner: type
    prefix: str
    model: type
    name: str
    target: type

    def __str__(self):
        return f"{self.owner._meta.label} {self.prefix} {self.name}"


def page(model, name, *args):
    """The address of a page of the admin; empty where there is none."""
    try:
        return reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_{name}", args=args)
    except NoReverseMatch:
        return ""


def relations(client):
    """[Relation, …] for the fields of the forms at which whoever uses `client` adds something.

    Permissions decide which forms these are, so each set of permissions is looked through once a process.
    """
    permissions = frozenset(get_user(client).get_all_permissions())
    if permissions not in _found:
        _found[permissions] = list(_relations(client))
    return _found[permissions]


_found = {}


def _relations(client):
    for model in admin.site._registry:
        response = client.get(page(model, "add"))
        if response.status_code == 200 and "adminform" in response.context:
            yield from _of_form(model, response.context["adminform"].form)
            for inline in response.context["inline_admin_formsets"]:
                if inline.has_add_permission:
                    yield from _of_form(model, inline.formset.empty_form, inline.formset.prefix)


def _of_form(owner, form, prefix=""):
    for name, field in form.fields.items():
        if isinstance(field, ModelChoiceField) and name != form._meta.model._meta.pk.name:
            yield Relation(owner, prefix, form._meta.model, name, field.queryset.model)
