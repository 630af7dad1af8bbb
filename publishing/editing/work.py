"""The kinds of work that wait in entries: which entries they are, for whom, and why.

The lists of the cockpit and the filter of each list of entries both come from here, so they count the same.
"""

from datetime import timedelta

from django.contrib import admin
from django.db.models import Exists, F, Max, OuterRef, Q, Subquery, Value
from django.db.models.functions import Coalesce
from django.db.models.lookups import Exact
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from places.levels import Level
from places.lists import listed
from places.models import Country
from publishing.entries.sight import may
from publishing.models import Citation, Consent, Edition, Entry, Event

FRESH = timedelta(days=365)
SOON = timedelta(days=60)  # how long before its end a consent is asked for anew
COMPLETE = 67  # per cent: two thirds of what is asked
NAMED = 6  # of the fields that lack an answer are named on the list; the page of the entry has all
STEPS = (Event.What.SUBMITTED, Event.What.RETURNED, Event.What.PUBLISHED, Event.What.WITHDRAWN)


class Work:
    """One kind of work. A subclass has its `condition`, a Q for the entries of `model` that wait for it by `user`.

    `name` stands in addresses; `page` is the admin's page of an entry on which it is done, and `anchor` the place on
    it. `permission` is what it takes to do it, such as "change"; empty: whoever sees entries has work of this kind.
    """

    name = label = anchor = ""
    permission = page = "change"

    def is_for(self, user, model):
        return not self.permission or may(user, self.permission, model)

    def rank(self, model):
        """An expression: entries come in its order, those without it first."""
        return F("updated_at")

    def reasons(self, ranked):
        """Why entries are on the list: a sentence for each of `ranked`, [(entry, its rank), …]."""
        return [self.reason(entry, rank) for entry, rank in ranked]


class Reviews(Work):
    """Somebody else asks for a review. Nobody reviews what they submitted themselves."""

    name, label, permission = "review", gettext_lazy("Waiting for my review"), "review"

    def condition(self, model, user):
        return Q(state=Entry.State.REVIEW) & (Q(submitted_by=None) | ~Q(submitted_by=user))

    def rank(self, model):
        return F("submitted_at")

    def reason(self, entry, rank):
        said = {"who": _who(entry.submitted_by), "day": day(entry.submitted_at)}
        return _("Submitted by %(who)s on %(day)s.") % said


class Returned(Work):
    """A reviewer gave the entry back to its author, who has not submitted it again."""

    name, label, permission = "returned", gettext_lazy("Returned to me"), ""

    def condition(self, model, user):
        steps = Event.objects.filter(kind=model.KIND, uid=OuterRef("uid"), what__in=STEPS)
        # What took no step yet was not returned: without a value, "not returned" would not hold either.
        last = Coalesce(Subquery(steps.values("what")[:1]), Value(""))
        return _by(user) & ~Q(state=Entry.State.REVIEW) & Q(Exact(last, Value(Event.What.RETURNED.value)))

    def reasons(self, ranked):
        uids = [entry.uid for entry, _rank in ranked]
        returned = Event.objects.filter(what=Event.What.RETURNED, uid__in=uids)
        last = {event.uid: event for event in returned.select_related("by").order_by("at", "pk")}
        return [self._words(last.get(uid)) for uid in uids]

    def _words(self, event):
        if event is None:
            return ""
        said = {"who": _who(event.by), "day": day(event.at), "note": event.note}
        if event.note:
            return _("Returned by %(who)s on %(day)s: “%(note)s”") % said
        return _("Returned by %(who)s on %(day)s.") % said


class Drafts(Work):
    name, label, permission = "drafts", gettext_lazy("My drafts"), ""

    def condition(self, model, user):
        return Q(state=Entry.State.DRAFT) & _by(user) & ~Returned().condition(model, user)

    def reason(self, entry, rank):
        return _("Changed on %s.") % day(entry.updated_at)


class Submitted(Work):
    name, label, permission = "submitted", gettext_lazy("Submitted by me"), ""

    def condition(self, model, user):
        return Q(state=Entry.State.REVIEW, submitted_by=user)

    def rank(self, model):
        return F("submitted_at")

    def reason(self, entry, rank):
        return _("Waits for a review since %s.") % day(entry.submitted_at)


class Consents(Work):
    """The consent that an entry is public by has ended or soon ends, and it has no other ground."""

    name, label, anchor = "consent", gettext_lazy("Consent running out"), "consents-group"
    permission = "review"  # others change no entry that was public
    grounds = Consent.objects.order_by().filter(entry=OuterRef("pk"))

    def condition(self, model, user):
        soon = timezone.localdate() + SOON
        longer = self.grounds.filter(Q(until=None) | Q(until__gt=soon))
        return Q(state=Entry.State.PUBLISHED) & Exists(self.grounds.filter(until__lte=soon)) & ~Exists(longer)

    def rank(self, model):
        ending = self.grounds.exclude(until=None).values("entry")
        return Subquery(ending.annotate(last=Max("until")).values("last"))

    def reason(self, entry, rank):
        return (_("Ended on %s.") if rank < timezone.localdate() else _("Ends on %s.")) % day(rank)


class Unchecked(Work):
    name, label, anchor = "check", gettext_lazy("Not checked for a year"), "id_verified_on"
    permission = "review"

    def condition(self, model, user):
        long_ago = timezone.localdate() - FRESH
        return Q(state=Entry.State.PUBLISHED) & (Q(verified_on=None) | Q(verified_on__lt=long_ago))

    def rank(self, model):
        return F("verified_on")

    def reason(self, entry, rank):
        return _("Last checked on %s.") % day(rank) if rank else _("Never checked.")


class Sourceless(Work):
    name, label, anchor = "source", gettext_lazy("No source"), "citations-group"

    def condition(self, model, user):
        theirs = ~Q(state=Entry.State.WITHDRAWN) if may(user, "review", model) else Q(state=Entry.State.DRAFT)
        return theirs & ~Exists(Citation.objects.filter(entry=OuterRef("pk")))

    def reason(self, entry, rank):
        return _("%s, without a source.") % entry.get_state_display()


class Edited(Work):
    name, label = "publish", gettext_lazy("Edited since it was published")
    permission = page = "publish"

    def condition(self, model, user):
        older = Edition.objects.current().filter(entry=OuterRef("pk"), published_at__lt=OuterRef("updated_at"))
        return Q(state=Entry.State.PUBLISHED) & Exists(older)

    def reason(self, entry, rank):
        return _("Edited on %s; the public reads the edition before.") % day(entry.updated_at)


class TooOpen(Work):
    """A country asks for more care than its entries took when they were published."""

    name, label = "too-open", gettext_lazy("More open than its country asks")
    page, permission = "restrict", "review"

    def condition(self, model, user):
        in_countries = next(field.name for field in model._meta.get_fields() if field.related_model is Country)
        asked = Q()
        for level in Level:
            less = [one for one in Level if one.care < level.care]
            careful = model.objects.filter(**{"pk": OuterRef("pk"), f"{in_countries}__least_level": level})
            asked |= Q(Exists(careful), level__in=less)
        return asked & Exists(Edition.objects.current().filter(entry=OuterRef("pk")))

    def reason(self, entry, rank):
        return _("It is at level “%s”.") % entry.get_level_display()


class Incomplete(Work):
    """Entries whose current edition answers less than two thirds of what is asked; the least complete first."""

    name, label, anchor = "incomplete", gettext_lazy("Least complete"), "id_unanswered"
    permission = "review"

    def condition(self, model, user):
        return Q(state=Entry.State.PUBLISHED, completeness__percent__lt=COMPLETE)

    def rank(self, model):
        return F("completeness__percent")

    def reason(self, entry, rank):
        row = getattr(entry, "completeness", None)
        if row is None:  # it was withdrawn at this moment
            return ""
        labels = admin.site.get_model_admin(type(entry)).field_labels()
        names = [str(labels[name]) for name in row.missing if name in labels]
        said = {
            "answered": row.answered,
            "asked": row.asked,
            "names": listed(names[:NAMED]),
            "more": len(names) - NAMED,
        }
        if len(names) > NAMED:
            return _("%(answered)s of %(asked)s answered. Not looked up yet: %(names)s and %(more)s more.") % said
        return _("%(answered)s of %(asked)s answered. Not looked up yet: %(names)s.") % said


def _by(user):
    return Q(created_by=user) | Q(submitted_by=user)


def _who(user):
    return str(user) if user else _("somebody")


def day(when):
    """A date, or the date of a time where the site is."""
    return date_format(timezone.localdate(when) if hasattr(when, "hour") else when, "DATE_FORMAT") if when else "–"


# In the order of the cockpit: what somebody waits for, then one's own, then what keeps the directory true.
KINDS_OF_WORK = (
    *(TooOpen(), Reviews(), Returned(), Consents(), Drafts()),
    *(Submitted(), Edited(), Sourceless(), Unchecked(), Incomplete()),
)


class ToDo(admin.SimpleListFilter):
    title = gettext_lazy("to do")
    parameter_name = "todo"

    def lookups(self, request, model_admin):
        self.works = {work.name: work for work in KINDS_OF_WORK if work.is_for(request.user, model_admin.model)}
        return [(name, work.label) for name, work in self.works.items()]

    def queryset(self, request, queryset):
        work = self.works.get(self.value())
        return queryset.filter(work.condition(queryset.model, request.user)) if work else queryset
