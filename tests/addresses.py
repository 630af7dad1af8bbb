"""Every address that the site has, from its own table: nobody has to remember to add a new one to a list.

An address with an argument is visited with every value that exists. A pattern with an argument that nobody here knows
fails the tests that walk the table, and says what to add. Addresses are in English, but for those taken in turn.
"""

import re
from dataclasses import dataclass
from urllib.parse import quote

from django.apps import apps
from django.contrib.contenttypes.models import ContentType
from django.urls import URLResolver, get_resolver

from catalogue.alternates import offered
from catalogue.kinds import own_kinds
from catalogue.languages import address_in, alternates, codes, tag
from places.tree import tree
from practices.models import Practice, Recommendation, Theme
from publishing.models import Address, Edition, Entry, Rendition
from publishing.records.record import RECORDS

# What stands before the addresses of the staff; all others are public.
FOR_STAFF = ("admin/", "account/")
ARGUMENT = re.compile(r"<(?:\w+:)?(?P<route>\w+)>|\(\?P<(?P<regex>\w+)>[^)]*\)")


@dataclass(frozen=True)
class Pattern:
    """One line of the address table: `route` is as it stands there, `name` that of the view with its namespace."""

    route: str
    name: str

    @property
    def is_for_staff(self):
        return self.route.startswith(FOR_STAFF)

    @property
    def arguments(self):
        return [match["route"] or match["regex"] for match in ARGUMENT.finditer(self.route)]

    def filled(self, values):
        """The address with `values` ({argument: value}) in it, percent-encoded."""
        path = ARGUMENT.sub(lambda match: quote(str(values[match["route"] or match["regex"]])), self.route)
        return "/" + path.rstrip("$")

    def addresses(self):
        """The address with everything that exists in it. Raises LookupError for an argument that nobody knows."""
        return [address for address, _turn in self._counted()]

    def in_turn(self):
        """The same, each in one of the languages of the site, which take turns; fewer than these in each of them.

        A Latin square over the arguments: each value of one meets all languages as those of the others change.
        """
        found, turns = self._counted(), range(len(codes()))
        if len(found) < len(turns):
            found = [(address, turn) for address, _turn in found for turn in turns]
        return list(dict.fromkeys(in_turn(address, turn) for address, turn in found))

    def _counted(self):
        """[(address, sum of the positions of its values)]"""
        found = [({}, 0)]
        for argument in self.arguments:
            values = list(enumerate(values_of(self, argument)))
            found = [({**one, argument: value}, turn + number) for one, turn in found for number, value in values]
        return [(self.filled(one), turn) for one, turn in found]


def in_turn(address, turn):
    """`address`, a path with or without a query, in the language whose `turn` it is."""
    code = codes()[turn % len(codes())]
    if address.startswith("/api/"):
        return address if turn % len(codes()) == 0 else f"{address}{'&' if '?' in address else '?'}lang={tag(code)}"
    return address_in(code, address) if alternates(address) else address


def patterns():
    """Every Pattern of the address table."""
    return list(_below(get_resolver(), "", ""))


def public_patterns():
    return [one for one in patterns() if not one.is_for_staff]


def staff_patterns():
    return [one for one in patterns() if one.is_for_staff]


def _below(resolver, route, namespace):
    for one in resolver.url_patterns:
        path = route + str(one.pattern).removeprefix("^")
        if isinstance(one, URLResolver):
            yield from _below(one, path, f"{namespace}{one.namespace}:" if one.namespace else namespace)
        else:
            yield Pattern(path, f"{namespace}{one.name or ''}")


def values_of(pattern, argument):
    if pattern.route.startswith("admin/"):
        return _values_in_admin(pattern, argument)
    place = (pattern.name.partition(":")[0], argument)
    if place not in ARGUMENTS:
        raise LookupError(
            f"Nobody knows what to put for <{argument}> of /{pattern.route}: add {place!r} to ARGUMENTS in {__name__}."
        )
    return sorted(set(ARGUMENTS[place]())) or ["none"]


def _values_in_admin(pattern, argument):
    if argument in ("object_id", "pk", "id") and "/r/" not in f"/{pattern.route}":
        _admin, app, model, *_rest = pattern.route.split("/")
        keys = apps.get_model(app, model)._default_manager.order_by("-pk").values_list("pk", flat=True)
        return list(keys[:2]) or [1]
    return {
        "app_label": ["publishing", "auth"],
        "version": [1],
        "number": [1],
        "digest": ["none"],
        "name": ["none"],
        "content_type_id": [ContentType.objects.get_for_model(Practice).pk],
        "object_id": [1],
        "url": ["nothing"],
    }[argument]


def _names_of(kind):
    """Whatever an entry of `kind` answers to or might: addresses of today and once, and uids; drafts' too."""

    def names():
        entries = Entry.objects.filter(entry_kind=kind)
        yield from entries.values_list("slug", flat=True)
        yield from entries.values_list("uid", flat=True)
        yield from Address.objects.filter(kind=kind).values_list("slug", flat=True)
        yield from Edition.objects.filter(kind=kind).values_list("slug", flat=True)

    return lambda: {name for name in names() if name}


def _numbers():
    return range(max(Edition.objects.values_list("number", flat=True), default=0) + 2)


def _forms():
    """All forms of lists and entries, and one that there is not."""
    return {*offered.of_lists(), *offered.of_entries(), "nothing"}


def _facets():
    """Those of all lists, whether they have a page of their values or not."""
    return {name for kind in own_kinds() for name in kind.filters.facets()}


def _codes():
    """The places of all entries, with the regions and groupings that they lie in."""
    codes = {
        country.code for model in Entry.kinds.values() for entry in model.objects.all() for country in entry.places()
    }
    places = tree()
    return {above for code in codes for above in (code, *places.above(code))}


def _everything_in_the_api():
    kinds = list(Entry.kinds)
    return {
        *(name for kind in kinds for name in _names_of(kind)()),
        *Theme.objects.values_list("slug", flat=True),
        *_codes(),
    }


def _of_kinds():
    """What every kind has addresses for: its lists and entries, in all forms."""
    arguments = {"facet": _facets, "form": _forms, "number": _numbers}
    lists = [*(kind.namespace for kind in own_kinds()), "search"]
    return {(namespace, argument): values for namespace in lists for argument, values in arguments.items()} | {
        (kind.namespace, "slug"): _names_of(kind.name) for kind in own_kinds()
    }


ARGUMENTS = {
    **_of_kinds(),
    ("brief-file", "form"): lambda: ["docx", "nothing"],
    ("places", "code"): _codes,
    ("api", "slug"): _everything_in_the_api,
    ("api", "number"): lambda: [*map(str, _numbers()), *Recommendation.objects.values_list("number", flat=True)],
    ("sitemap-part", "number"): lambda: [0, 1, 2],
    ("directory-file", "form"): lambda: ["sqlite", "zip", "nothing"],
    ("data-schema-file", "kind"): lambda: [*RECORDS, "nothing"],
    ("picture", "digest"): lambda: Rendition.objects.values_list("digest", flat=True),
    # A real token is a secret between two: what its page shows is for its holder, and tested where it is made.
    ("consent", "token"): lambda: ["no-token"],
    ("mfa_remove_webauthn", "pk"): lambda: [1],
    ("account_invitation", "token"): lambda: ["no-token"],
    ("account_end_session", "handle"): lambda: ["none"],
    ("themes", "slug"): lambda: Theme.objects.values_list("slug", flat=True),
    ("recommendations", "number"): lambda: Recommendation.objects.values_list("number", flat=True),
}
