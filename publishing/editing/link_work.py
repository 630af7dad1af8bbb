"""Dead links, as a list of the cockpit."""

from django.db.models import Count, Q
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from publishing.editing.cockpit import ROWS, Link, WorkList, WorkRow
from publishing.editing.link_checks.cited import address_fields, citing
from publishing.entries.link_checks import DEAD_AFTER
from publishing.models import LinkCheck, Source


class DeadLinks:
    """Addresses of sources, and of entries such as an organisation's website, that have not answered for days."""

    def __init__(self, desk):
        self.desk, self.seen, self.rows, self.keys = desk, seen_by(desk), [], set()
        if self.seen:
            checks = LinkCheck.objects.filter(self.seen)
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
        return [WorkList("dead-links", gettext_lazy("Dead links"), self.counts["dead"], rows, self._ways())]

    def _row(self, check):
        found = [self.desk.found[key] for key in self.entries.get(check.url, ()) if key in self.desk.found]
        links = [self.desk.link(entry) for entry in found]
        if source := self.sources.get(check.url):
            heading, kind = Link(str(source), self.desk.url(source, anchor="id_url")), source._meta.verbose_name
        elif found:
            heading, kind = links.pop(0), found[0]._meta.verbose_name
        else:
            return None
        return WorkRow(heading, kind, _reason(check), tuple(links))

    def _ways(self):
        dead, moved = self.counts["dead"], self.counts["moved"]
        ways = [
            (dead, ngettext("%s dead link", "%s dead links", dead), {"todo": "dead"}),
            (moved, ngettext("%s that moved for good", "%s that moved for good", moved), {"todo": "moved"}),
        ]
        return [
            Link(words % count, self.desk.list_url(LinkCheck, **narrowed)) for count, words, narrowed in ways if count
        ]


def seen_by(desk):
    """A Q: the addresses in what the user of `desk` may see; empty when there is nothing."""
    seen = Q()
    if desk.may_see(Source):
        seen |= Q(url__in=Source.objects.seen_by(desk.user).order_by().values("url"))
    for model, names in address_fields().items():
        if model in desk.admins:
            for name in names:
                seen |= Q(url__in=desk.entries(model).values(name))
    return seen


def may_see_some(desk):
    """Whether `seen_by` holds anything: asked for each page of the admin, whose menu names the list of links."""
    return desk.may_see(Source) or any(model in desk.admins for model in address_fields())


def _reason(check):
    day = date_format(check.since, "DATE_FORMAT")
    said = {"outcome": check.get_outcome_display(), "day": day, "url": check.url}
    return _("%(outcome)s since %(day)s: %(url)s") % said
