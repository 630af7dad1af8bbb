"""Possible duplicates, as a list of the cockpit."""

from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from catalogue.models import LookAlike
from publishing.editing.cockpit import ROWS, Link, WorkList, WorkRow


class LookAlikes:
    """Pairs of entries with names that are alike, of which nobody has said that they are two."""

    def __init__(self, desk):
        self.desk = desk
        pairs = LookAlike.objects.open().filter(seen_by(desk))
        self.count, self.pairs = pairs.count(), list(pairs[:ROWS])
        self.by_uid = keys_of(desk, self.pairs)
        self.keys = set(self.by_uid.values())

    def work_lists(self):
        if not self.desk.admins:
            return []
        ways = [Link(_("All pairs"), self.desk.list_url(LookAlike, apart__exact=0))] if self.count else []
        rows = [self._row(pair) for pair in self.pairs]
        return [WorkList("look-alikes", gettext_lazy("Possible duplicates"), self.count, rows, ways)]

    def _row(self, pair):
        one, other = (self.desk.found[self.by_uid[uid]] for uid in (pair.one, pair.other))
        words = _("Its name is like that of another one (%s %%).") % pair.likeness
        settle = Link(_("Not the same"), self.desk.url(pair, "apart")) if may_settle(self.desk, pair) else None
        return WorkRow(self.desk.link(one), one._meta.verbose_name, words, (self.desk.link(other),), settle)


def seen_by(desk):
    """A Q: the pairs of which the user of `desk` sees both entries, and neither was withdrawn."""
    seen = Q(pk__in=[])
    for model in desk.admins:
        entries = desk.entries(model).exclude(state=model.State.WITHDRAWN)
        one, other = (Exists(entries.filter(uid=OuterRef(name))) for name in ("one", "other"))
        seen |= Q(one, other, kind=model.KIND)
    return seen


def may_settle(desk, pair):
    """Whether the user of `desk` may say that the two of `pair`, which they see, are not the same."""
    return any(
        admin.has_change_permission(desk.request) for model, admin in desk.admins.items() if pair.kind == model.KIND
    )


def keys_of(desk, pairs):
    """{uid: key} of the entries of `pairs`, as a Desk reads them."""
    wanted = {uid for pair in pairs for uid in (pair.one, pair.other)}
    kinds = {pair.kind for pair in pairs}
    return {
        uid: (model._meta.label, pk)
        for model in desk.admins
        if model.KIND in kinds
        for uid, pk in model.objects.filter(uid__in=wanted).values_list("uid", "pk")
    }
