"""Lists of what waits for somebody of the staff: the first page of the admin is made of them.

Lists are made in two steps, so that a page reads each entry once: made for a Desk, they say which entries they show
(`keys`); once the desk has read those, `work_lists` gives their WorkLists. Lists over entries are here.
"""

from collections import defaultdict
from dataclasses import dataclass, field

from django.db.models import Count, F, Value
from django.urls import reverse
from django.utils.http import urlencode

from publishing.editing.work import KINDS_OF_WORK
from publishing.models import Entry

ROWS = 8  # of a list are on the page; the rest is one link away


@dataclass(frozen=True)
class Link:
    """`words` that lead to `url`."""

    words: str
    url: str


@dataclass(frozen=True)
class WorkRow:
    """One thing to deal with: `heading` leads to where that is done, `words` say why it is here.

    `links` lead to what it has to do with; `settle` is a button, its url takes a POST.
    """

    heading: Link
    kind: str
    words: str
    links: tuple[Link, ...] = ()
    settle: Link | None = None


@dataclass(frozen=True)
class WorkList:
    """A list with its `count` and its first `rows`; `ways` lead to whole lists of it."""

    name: str
    heading: str
    count: int
    rows: list[WorkRow] = field(default_factory=list)
    ways: list[Link] = field(default_factory=list)


class Desk:
    """What somebody of the staff has before them: of each kind of entry, those that its admin lets them see.

    Entries go by keys (model's label, primary key); `found` holds those that were read.
    """

    def __init__(self, request, site):
        self.request, self.user, self.site, self.found = request, request.user, site, {}
        self.admins = {model: site.get_model_admin(model) for model in Entry.kinds.values() if self.may_see(model)}

    def may_see(self, model):
        """Whether the user may see what the admin has of `model`."""
        return self.site.is_registered(model) and self.site.get_model_admin(model).has_view_or_change_permission(
            self.request
        )

    def entries(self, model):
        """The entries of `model` that the user sees: a queryset without the order and prefetches of their list."""
        return self.admins[model].get_queryset(self.request).order_by().prefetch_related(None)

    def read(self, keys):
        """Read the entries with these `keys` into `found`, with what their titles and reasons are made of."""
        by_label = defaultdict(set)
        for label, pk in keys:
            by_label[label].add(pk)
        for model in self.admins:
            wanted = self.entries(model).filter(pk__in=by_label[model._meta.label]).select_related("submitted_by")
            for entry in wanted.prefetch_related("texts"):
                self.found[model._meta.label, entry.pk] = entry

    def link(self, entry, page="change", anchor=""):
        """A Link from the entry's title to one of its pages in the admin."""
        return Link(str(entry), self.url(entry, page, anchor))

    def url(self, row, page="change", anchor=""):
        """The address of an admin's page of `row`, an entry or a row of another table."""
        path = reverse(f"{self.site.name}:{_url_name(row)}_{page}", args=[row.pk])
        return f"{path}#{anchor}" if anchor else path

    def list_url(self, model, **narrowed):
        """The address of the whole list of `model`, narrowed by filters."""
        path = reverse(f"{self.site.name}:{_url_name(model)}_changelist")
        return f"{path}?{urlencode(narrowed)}" if narrowed else path


class EntryLists:
    """A list for each kind of work that is for the user of `desk`.

    One query counts all that waits in a kind of entry, and one finds the first rows of a list.
    """

    def __init__(self, desk):
        self.desk = desk
        self.counts = {model: self._count(model) for model in desk.admins}
        works = [work for work in KINDS_OF_WORK if any(work.name in found for found in self.counts.values())]
        self.first = {work: self._first(work) for work in works}
        self.keys = {key for rows in self.first.values() for key, _rank in rows}

    def _count(self, model):
        """{name of a kind of work: how many entries of `model` wait for it}."""
        works = [work for work in KINDS_OF_WORK if work.is_for(self.desk.user, model)]
        counts = {work.name: Count("pk", filter=work.condition(model, self.desk.user)) for work in works}
        return self.desk.entries(model).aggregate(**counts) if counts else {}

    def _first(self, work):
        """The first entries of a list, as [(key, rank), …]."""
        parts = [
            self.desk.entries(model)
            .filter(work.condition(model, self.desk.user))
            .annotate(model=Value(model._meta.label), rank=work.rank(model))
            .values_list("model", "pk", "rank")
            for model, found in self.counts.items()
            if found.get(work.name)
        ]
        if not parts:
            return []
        rows = parts[0].union(*parts[1:], all=True) if len(parts) > 1 else parts[0]
        ordered = rows.order_by(F("rank").asc(nulls_first=True), "model", "pk")
        return [((label, pk), rank) for label, pk, rank in ordered[:ROWS]]

    def work_lists(self):
        return [self._work_list(work, rows) for work, rows in self.first.items()]

    def _work_list(self, work, rows):
        found = [(self.desk.found[key], rank) for key, rank in rows if key in self.desk.found]
        shown = [
            WorkRow(self.desk.link(entry, work.page, work.anchor), entry._meta.verbose_name, words)
            for (entry, _rank), words in zip(found, work.reasons(found), strict=True)
        ]
        counts = {model: names[work.name] for model, names in self.counts.items() if names.get(work.name)}
        ways = [
            Link(count_words(model, count), self.desk.list_url(model, todo=work.name))
            for model, count in counts.items()
        ]
        return WorkList(work.name, work.label, sum(counts.values()), shown, ways)


def count_words(model, count):
    """“1 practice” or “7 practices”."""
    return f"{count} {model._meta.verbose_name if count == 1 else model._meta.verbose_name_plural}"


def _url_name(model):
    return f"{model._meta.app_label}_{model._meta.model_name}"
