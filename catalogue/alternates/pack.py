"""The offline pack: a list as one page that needs no network, for a memory stick or a messenger.

It holds its own style and script, and a policy that lets it call no address. Without the script it is a book with a
table of contents; with it, one searches it and narrows it by the facets of the list.
"""

import base64
import hashlib
import json
from collections import defaultdict
from dataclasses import dataclass, field
from itertools import groupby
from pathlib import Path

from django.contrib.staticfiles import finders
from django.http import QueryDict
from django.template.loader import get_template
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from pyroaring import BitMap

from catalogue.alternates.alternate import OFFLINE, Alternate
from catalogue.alternates.article import article
from catalogue.kinds import ANY_KIND, own_kinds
from catalogue.taken import licence
from places.letters import ALIKE, BETWEEN, JOINERS, SPELLING, UNPARTED

STYLES = ("css/tokens.css", "css/pack.css")
SCRIPT = "js/pack.js"


@dataclass(frozen=True)
class Choice:
    """A value that readers of the pack can choose. `number` stands for it in the articles that have it."""

    number: int
    label: str
    depth: int
    found: BitMap

    @property
    def count(self):
        return len(self.found)


@dataclass(frozen=True)
class PackFacet:
    label: str
    choices: list[Choice] = field(default_factory=list)


def pack(taken):
    """The pack of a TakenList in pieces. It is gone through twice, for the contents and for the articles."""
    facets = list(_facets(taken.filters))
    choices = [choice for facet in facets for choice in facet.choices]
    style, script = "\n".join(map(_source, STYLES)), _source(SCRIPT)
    shown = {"taken": taken, "mixed": taken.filters.of == ANY_KIND}
    opening = {
        "amount": taken.kind.words(taken.total),
        "licence": licence(),
        # The script puts a number where {n} stands.
        "state": _("%(shown)s of %(total)s shown") % {"shown": "{n}", "total": taken.total},
        "letters": json.dumps(_letters()),
    }
    yield _piece("start", shown | opening, facets=facets, style=mark_safe(style), policy=_policy(style, script))
    for one in taken:
        yield _piece("line", shown, entry=one, card=one.catalogue.card(one.edition, one.record))
    yield _piece("middle", shown)
    anchor = _anchors(taken.filters)
    for one in taken:
        number = taken.filters.index.numbers[one.edition.uid]
        values = [choice.number for choice in choices if number in choice.found]
        yield _piece("article", shown, entry=one, article=article(one, anchor), values=values)
    yield _piece("end", shown, script=mark_safe(script))


def _piece(name, shown, **more):
    return get_template(f"packs/_{name}.html").render(shown | more)


def _source(name):
    """The text of our own static file `name`, as it was written."""
    return Path(finders.find(name)).read_text("utf-8")


def _letters():
    """The site's own table of letters, for the script: what it leaves out of words, and what is typed for another."""
    left_out = sorted({*SPELLING, *map(ord, JOINERS)})
    runs = [[code for _at, code in run] for _key, run in groupby(enumerate(left_out), lambda one: one[1] - one[0])]
    marks = "".join(f"{chr(run[0])}-{chr(run[-1])}" for run in runs)
    alike = {chr(code): typed for code, typed in ALIKE.items()} | UNPARTED
    return {"marks": marks, "alike": alike, "between": BETWEEN}


def _policy(style, script):
    """The Content-Security-Policy of a page that holds `style` and `script` and calls no address."""
    return (
        f"default-src 'none'; style-src {_hash(style)}; script-src {_hash(script)}; base-uri 'none'; form-action 'none'"
    )


def _hash(source):
    return f"'sha256-{base64.b64encode(hashlib.sha256(source.encode()).digest()).decode()}'"


def _anchors(filters):
    """The function from an address of the site to the article in the pack that is read there; to "" without one."""
    numbers, found = filters.index.numbers, filters.found
    slugs = {kind.list_url: filters.catalogue.kinds[kind.name].slugs for kind in own_kinds()}

    def anchor(url):
        for base in slugs:
            if url.startswith(base):
                uid = slugs[base].get(url.removeprefix(base).removesuffix("/"))
                return f"#{uid}" if uid in numbers and numbers[uid] in found else ""
        return ""

    return anchor


def _facets(filters):
    """The facets of the list that tell its entries apart, with those values that any of them has."""
    number = 0
    for facet, values in _offered(filters):
        with_any = [(option, found) for option, found in values if found]
        if all(len(found) == len(filters.found) for _option, found in with_any):
            continue
        shown = PackFacet(str(facet.label))
        for depth, option, found in _in_tree(with_any) if facet.tree else ((0, *one) for one in with_any):
            shown.choices.append(Choice(number, option.label, depth, found))
            number += 1
        yield shown


def _offered(filters):
    """[(facet, [(option, documents that have it)])], and in a list of all kinds those of each, the richest first."""
    beside = sorted(own_kinds(), key=lambda kind: -len(kind.filters.facets())) if filters.of == ANY_KIND else ()
    merged = {}
    for one in (filters, *(kind.filters(QueryDict(), filters.catalogue) for kind in beside)):
        for name in (name for name in one.shown if one is filters or name not in filters.shown):
            _facet, values = merged.setdefault(name, (one.filters[name], {}))
            for option in one.shown[name]:
                found = one.index.having(name, option.key) & filters.found
                values[option.value] = option, found | values.get(option.value, (option, BitMap()))[1]
    return [(facet, list(values.values())) for facet, values in merged.values()]


def _in_tree(pairs):
    """(depth, option, found) for `pairs` of an option and its documents, each followed by those below it."""
    known = {option.value for option, _found in pairs}
    below = defaultdict(list)
    for option, found in pairs:
        below[option.parent if option.parent in known else ""].append((option, found))

    def under(parent, depth):
        for option, found in below[parent]:
            yield depth, option, found
            yield from under(option.value, depth + 1)

    return under("", 0)


PACK = Alternate(
    name="html",
    label=gettext_lazy("Offline pack"),
    use=gettext_lazy("one page to keep and pass on: it needs no network and has its own search"),
    media_type="text/html; charset=utf-8",
    of_list=pack,
    group=OFFLINE,
    all_languages=True,
)
