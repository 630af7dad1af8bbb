"""Lists of what waits for somebody of the staff: the first page of the admin is made of them.

Lists are made in two steps, so that a page reads each entry once: made for a Desk, they say which entries they show
(`keys`); once the desk has read those, `work_lists` gives their WorkLists.
"""

from collections import defaultdict
from dataclasses import dataclass, field

from django.db.models import Count, F, Q, Value
from django.utils.http import urlencode
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from places.levels import Level
from publishing.editing.link_checks.checks import address_fields, citing
from publishing.editing.pages.page import admin_url
from publishing.editing.work import KINDS_OF_WORK, day
from publishing.entries.link_checks import DEAD_AFTER
from publishing.entries.suggestions import waiting_suggestions
from publishing.models import Care, ConsentAnswer, Entry, LinkCheck, Source, Suggestion, Typed
from publishing.safety.consents import with_entries

ROWS = 8  # of a list are on the page; the rest is one link away


@dataclass(frozen=True)
class Link:
    words: str
    url: str


@dataclass(frozen=True)
class WorkRow:
    """One thing to deal with: where, why; `links` to what it has to do with; `settle`, a button that posts to it."""

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
    """What somebody of the staff may see, by kind. Entries go by keys (label, pk); `found` are those that were read."""

    def __init__(self, request, site):
        self.request, self.user, self.site, self.found = request, request.user, site, {}
        self.admins = {model: site.get_model_admin(model) for model in Entry.kinds.values() if self.may_see(model)}

    def may_see(self, model):
        is_there = self.site.is_registered(model)
        return is_there and self.site.get_model_admin(model).has_view_or_change_permission(self.request)

    def entries(self, model):
        """The entries of `model` that the user sees: a queryset without the order and prefetches of their list."""
        return self.admins[model].get_queryset(self.request).order_by().prefetch_related(None)

    def read(self, keys):
        """Read the entries with these `keys` into `found`, with what their titles and reasons are made of."""
        by_label = defaultdict(set)
        for label, pk in keys:
            by_label[label].add(pk)
        for model in self.admins:
            wanted = (
                self.entries(model)
                .filter(pk__in=by_label[model._meta.label])
                .select_related("submitted_by", "completeness")
            )
            for entry in wanted.prefetch_related("texts"):
                self.found[model._meta.label, entry.pk] = entry

    def link(self, entry, page="change", anchor=""):
        return Link(str(entry), self.url(entry, page, anchor))

    def url(self, row, page="change", anchor=""):
        """The address of an admin's page of `row`, an entry or a row of another table."""
        return f"{admin_url(row, page)}#{anchor}" if anchor else admin_url(row, page)

    def list_url(self, model, page="changelist", **narrowed):
        path = admin_url(model, page)
        return f"{path}?{urlencode(narrowed)}" if narrowed else path


class Lately:
    """What the user did last: what they typed and did not save, then the entries that they saved; and what to add."""

    MOST = 4  # of either

    def __init__(self, desk):
        self.desk = desk
        labels = {model._meta.label: model for model in desk.admins}
        self.typed = list(Typed.objects.filter(by=desk.user, kind__in=labels)[: self.MOST])
        saved = Entry.objects.filter(edited_by=desk.user, entry_kind__in=[model.KIND for model in desk.admins])
        kinds = {model.KIND: label for label, model in labels.items()}
        rows = saved.order_by("-updated_at").values_list("entry_kind", "pk")[: self.MOST]
        self.saved = [(kinds[kind], pk) for kind, pk in rows]
        self.keys = {*self.saved, *((one.kind, int(one.about)) for one in self.typed if one.about.isdecimal())}

    def rows(self):
        found = [self.desk.found[key] for key in self.saved if key in self.desk.found]
        saved = (
            WorkRow(self.desk.link(entry), entry._meta.verbose_name, _("Saved on %s.") % day(entry.updated_at))
            for entry in found
        )
        return [*filter(None, map(self._typed, self.typed)), *saved]

    def _typed(self, one):
        """A row for what was typed; None where its form does not offer it any more."""
        model = next(model for model in self.desk.admins if model._meta.label == one.kind)
        url = self.desk.list_url(model, page="add")
        if one.about.isdecimal():
            entry = self.desk.found.get((one.kind, int(one.about)))
            if entry is None or entry.level != Level.OPEN or not self._may_change(entry):
                return None
            url = self.desk.url(entry)
        return WorkRow(Link(one.name, url), model._meta.verbose_name, _("Typed on %s, not saved yet.") % day(one.at))

    def _may_change(self, entry):
        return self.desk.admins[type(entry)].has_change_permission(self.desk.request, entry)

    def ways_to_add(self):
        """A Link for each kind of entry, and sources, that the user may add."""
        admins = [*self.desk.admins.items(), (Source, self.desk.site.get_model_admin(Source))]
        return [
            Link(model._meta.verbose_name, self.desk.list_url(model, page="add"))
            for model, admin in admins
            if admin.has_add_permission(self.desk.request)
        ]


class EntryLists:
    """A list for each kind of work of the user: one query counts what waits in a kind of entry, one finds its rows."""

    def __init__(self, desk):
        self.desk = desk
        self.counts = {}  # {model: {name of a kind of work: how many entries wait for it}}
        for model in desk.admins:
            works = [work for work in KINDS_OF_WORK if work.is_for(desk.user, model)]
            counts = {work.name: Count("pk", filter=work.condition(model, desk.user)) for work in works}
            self.counts[model] = desk.entries(model).aggregate(**counts)
        works = [work for work in KINDS_OF_WORK if any(work.name in found for found in self.counts.values())]
        self.first = {work: self._first(work) for work in works}
        self.keys = {key for rows in self.first.values() for key, _rank in rows}

    def _first(self, work):
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
        counts = [(model, names[work.name]) for model, names in self.counts.items() if names.get(work.name)]
        ways = [Link(count_words(model, count), self.desk.list_url(model, todo=work.name)) for model, count in counts]
        return WorkList(work.name, work.label, sum(count for _model, count in counts), shown, ways)


def count_words(model, count):
    return f"{count} {model._meta.verbose_name if count == 1 else model._meta.verbose_name_plural}"


class DeadLinks:
    """Addresses of sources, and of entries such as an organisation's website, that have not answered for days."""

    def __init__(self, desk):
        self.desk, self.seen, self.rows, self.keys = desk, may_mend(desk), [], set()
        if self.seen:
            checks = LinkCheck.objects.filter(seen_by(desk))
            self.counts = checks.aggregate(
                dead=Count("pk", filter=Q(failures__gte=DEAD_AFTER)),
                moved=Count("pk", filter=Q(outcome=LinkCheck.Outcome.MOVED)),
            )
            self.rows = list(checks.dead()[:ROWS])
            self.sources, self.entries = self._things()
            self.keys = {key for keys in self.entries.values() for key in keys}

    def _things(self):
        """{address: Source} and {address: keys of entries} of what holds the addresses, or cites the source."""
        urls = [check.url for check in self.rows]
        sources = {source.url: source for source in Source.objects.seen_by(self.desk.user).filter(url__in=urls)}
        cited = citing(sources.values())
        entries = {url: cited[source.pk] for url, source in sources.items()}
        for model, names in address_fields().items():
            holding = Q(*((f"{name}__in", urls) for name in names), _connector=Q.OR)
            for pk, *held in model.objects.filter(holding).values_list("pk", *names):
                for url in {*held} & {*urls}:
                    entries.setdefault(url, []).insert(0, (model._meta.label, pk))
        return sources, entries

    def work_lists(self):
        if not self.seen:
            return []
        rows = [row for row in map(self._row, self.rows) if row]
        dead, moved = self.counts["dead"], self.counts["moved"]
        ways = [
            (dead, ngettext("%s dead link", "%s dead links", dead), "dead"),
            (moved, ngettext("%s that moved for good", "%s that moved for good", moved), "moved"),
        ]
        links = [Link(words % count, self.desk.list_url(LinkCheck, todo=todo)) for count, words, todo in ways if count]
        return [WorkList("dead-links", gettext_lazy("Dead links"), dead, rows, links)]

    def _row(self, check):
        found = [self.desk.found[key] for key in self.entries.get(check.url, ()) if key in self.desk.found]
        links = [self.desk.link(entry) for entry in found]
        if source := self.sources.get(check.url):
            heading, kind = Link(str(source), self.desk.url(source, anchor="id_url")), source._meta.verbose_name
        elif found:
            heading, kind = links.pop(0), found[0]._meta.verbose_name
        else:
            return None
        said = {"outcome": check.get_outcome_display(), "day": day(check.since), "url": check.url}
        return WorkRow(heading, kind, _("%(outcome)s since %(day)s: %(url)s") % said, tuple(links))


def seen_by(desk):
    """A Q: the addresses in what the user of `desk` may see."""
    seen = Q(pk__in=[])
    if desk.may_see(Source):
        seen |= Q(url__in=Source.objects.seen_by(desk.user).order_by().values("url"))
    for model, names in address_fields().items():
        for name in names if model in desk.admins else ():
            seen |= Q(url__in=desk.entries(model).values(name))
    return seen


def may_mend(desk):
    """Whether the user of `desk` may mend addresses of sources, and so of what is public."""
    return desk.user.has_perm("publishing.change_source") and may_see_some(desk)


def may_see_some(desk):
    """Whether the user of `desk` sees what may hold addresses: asked for each page of the admin, by its menu."""
    return desk.may_see(Source) or any(model in desk.admins for model in address_fields())


class Answers:
    """What organisations answered by their links and nobody has dealt with."""

    model, name, heading = ConsentAnswer, "answers", gettext_lazy("Answers of organisations")
    narrowed = {"handled": "no"}  # how the whole list is narrowed to what waits
    keys = ()

    def __init__(self, desk):
        self.desk = desk

    def work_lists(self):
        if not self.desk.may_see(self.model):
            return []
        count = self.waiting().count()
        ways = [Link(count_words(self.model, count), self.desk.list_url(self.model, **self.narrowed))] if count else []
        return [WorkList(self.name, self.heading, count, list(self.rows()) if count else [], ways)]

    def waiting(self):
        return ConsentAnswer.objects.waiting()

    def rows(self):
        for answer, entry in with_entries(self.waiting()[:ROWS]):
            heading = self.desk.link(entry) if entry else Link(str(answer), self.desk.url(answer))
            kind = entry._meta.verbose_name if entry else answer._meta.verbose_name
            said = {"answer": answer.get_answer_display(), "day": day(answer.at)}
            yield WorkRow(heading, kind, _("%(answer)s, answered on %(day)s.") % said)


class Names(Answers):
    """Entries that became more careful while words elsewhere still name them."""

    model, name, heading = Care, "names", gettext_lazy("Still named in other entries")
    narrowed = {"todo": "open"}

    def waiting(self):
        return Care.objects.annotate(open=Count("mentions", filter=Q(mentions__answer=""))).filter(open__gt=0)

    def rows(self):
        for care in self.waiting()[:ROWS]:
            words = ngettext(
                "%(count)s place without an answer, since %(day)s.",
                "%(count)s places without an answer, since %(day)s.",
                care.open,
            )
            heading = Link(str(care), self.desk.url(care))
            yield WorkRow(heading, care._meta.verbose_name, words % {"count": care.open, "day": day(care.since)})


class Suggestions(Answers):
    """What strangers sent in. Their words are shown as they are, and lead nowhere."""

    model, name, heading = Suggestion, "suggestions", gettext_lazy("Suggestions of readers")
    narrowed = {"state__exact": Suggestion.State.WAITING.value}

    def waiting(self):
        return waiting_suggestions()

    def rows(self):
        for suggestion in self.waiting()[:ROWS]:
            heading = Link(Truncator(suggestion.gist or str(suggestion)).chars(80), self.desk.url(suggestion))
            yield WorkRow(heading, suggestion.get_kind_display(), _("Sent in on %s.") % day(suggestion.received_at))
