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
from places.models import Country
from publishing.models import Completeness, Edition, Entry, Event

FRESH = timedelta(days=365)
SOON = timedelta(days=60)  # how long before its end a consent is asked for anew
COMPLETE = 67  # per cent: two thirds of what is asked
NAMED = 6  # of the fields that lack an answer are named on the list; the page of the entry has all
STEPS = (Event.What.SUBMITTED, Event.What.RETURNED, Event.What.PUBLISHED, Event.What.WITHDRAWN)


class Work:
    """One kind of work.

    `name` stands in addresses; `page` is the admin's page of an entry on which it is done, and `anchor` the place on
    it. `permission` is what it takes to do it, such as "change"; empty: whoever sees entries has work of this kind.
    """

    name = ""
    label = ""
    permission = "change"
    page = "change"
    anchor = ""

    def is_for(self, user, model):
        """Whether `user` may do this work on some entries of `model`."""
        needed = f"{model._meta.app_label}.{self.permission}_{model._meta.model_name}"
        return not self.permission or user.has_perm(needed)

    def condition(self, model, user):
        """A Q: which entries of `model` wait for this work by `user`."""
        raise NotImplementedError

    def rank(self, model):
        """An expression: entries come in its order, those without it first."""
        return F("updated_at")

    def reasons(self, ranked):
        """Why entries are on the list: a sentence for each of `ranked`, [(entry, its rank), …]."""
        return [self.reason(entry) for entry, _rank in ranked]

    def reason(self, entry):
        raise NotImplementedError


class Reviews(Work):
    """Somebody else asks for a review. Nobody reviews what they submitted themselves."""

    name = "review"
    label = gettext_lazy("Waiting for my review")
    permission = "review"

    def condition(self, model, user):
        return Q(state=Entry.State.REVIEW) & (Q(submitted_by=None) | ~Q(submitted_by=user))

    def rank(self, model):
        return F("submitted_at")

    def reason(self, entry):
        return _("Submitted by %(who)s on %(day)s.") % {
            "who": _who(entry.submitted_by),
            "day": _day(entry.submitted_at),
        }


class Returned(Work):
    """A reviewer gave the entry back to its author, who has not submitted it again."""

    name = "returned"
    label = gettext_lazy("Returned to me")
    permission = ""

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
        said = {"who": _who(event.by), "day": _day(event.at), "note": event.note}
        if event.note:
            return _("Returned by %(who)s on %(day)s: “%(note)s”") % said
        return _("Returned by %(who)s on %(day)s.") % said


class Drafts(Work):
    name = "drafts"
    label = gettext_lazy("My drafts")
    permission = ""

    def condition(self, model, user):
        return Q(state=Entry.State.DRAFT) & _by(user) & ~Returned().condition(model, user)

    def reason(self, entry):
        return _("Changed on %s.") % _day(entry.updated_at)


class Submitted(Work):
    """What the user submitted and others review."""

    name = "submitted"
    label = gettext_lazy("Submitted by me")
    permission = ""

    def condition(self, model, user):
        return Q(state=Entry.State.REVIEW, submitted_by=user)

    def rank(self, model):
        return F("submitted_at")

    def reason(self, entry):
        return _("Waits for a review since %s.") % _day(entry.submitted_at)


class Consents(Work):
    """The consent that an entry is public by has ended or soon ends, and it has no other ground."""

    name = "consent"
    label = gettext_lazy("Consent running out")
    anchor = "consents-group"

    def condition(self, model, user):
        grounds = _consents(model).filter(entry=OuterRef("pk"))
        soon = timezone.localdate() + SOON
        longer = grounds.filter(Q(until=None) | Q(until__gt=soon))
        return Q(state=Entry.State.PUBLISHED) & Exists(grounds.filter(until__lte=soon)) & ~Exists(longer)

    def rank(self, model):
        return Subquery(_last_days(model).filter(entry=OuterRef("pk")).values("last"))

    def reasons(self, ranked):
        return [self._words(day) for _entry, day in ranked]

    def _words(self, day):
        return (_("Ended on %s.") if day < timezone.localdate() else _("Ends on %s.")) % _day(day)


class Unchecked(Work):
    name = "check"
    label = gettext_lazy("Not checked for a year")
    anchor = "id_verified_on"

    def condition(self, model, user):
        long_ago = timezone.localdate() - FRESH
        return Q(state=Entry.State.PUBLISHED) & (Q(verified_on=None) | Q(verified_on__lt=long_ago))

    def rank(self, model):
        return F("verified_on")

    def reason(self, entry):
        return _("Last checked on %s.") % _day(entry.verified_on) if entry.verified_on else _("Never checked.")


class Sourceless(Work):
    name = "source"
    label = gettext_lazy("No source")
    anchor = "citations-group"

    def condition(self, model, user):
        citations = model._meta.get_field("citations").related_model.objects
        return ~Q(state=Entry.State.WITHDRAWN) & ~Exists(citations.filter(entry=OuterRef("pk")))

    def reason(self, entry):
        return _("%s, without a source.") % entry.get_state_display()


class Edited(Work):
    name = "publish"
    label = gettext_lazy("Edited since it was published")
    permission = "publish"
    page = "publish"

    def condition(self, model, user):
        older = Edition.objects.current().filter(entry=OuterRef("pk"), published_at__lt=OuterRef("updated_at"))
        return Q(state=Entry.State.PUBLISHED) & Exists(older)

    def reason(self, entry):
        return _("Edited on %s; the public reads the edition before.") % _day(entry.updated_at)


class TooOpen(Work):
    """A country asks for more care than its entries took when they were published."""

    name = "too-open"
    label = gettext_lazy("More open than its country asks")
    page = "restrict"
    permission = "review"

    def condition(self, model, user):
        public = Edition.objects.current().filter(entry=OuterRef("pk"))
        asked = Q()
        for level in Level:
            less = [one for one in Level if one.care < level.care]
            careful = model.objects.filter(**{"pk": OuterRef("pk"), f"{_place_field(model)}__least_level": level})
            asked |= Q(Exists(careful), level__in=less)
        return asked & Exists(public)

    def reason(self, entry):
        return _("It is at level “%s”.") % entry.get_level_display()


class Incomplete(Work):
    """Entries whose current edition answers less than two thirds of what is asked; the least complete first."""

    name = "incomplete"
    label = gettext_lazy("Least complete")
    anchor = "id_unanswered"

    def condition(self, model, user):
        return Q(state=Entry.State.PUBLISHED, completeness__percent__lt=COMPLETE)

    def rank(self, model):
        return F("completeness__percent")

    def reasons(self, ranked):
        held = Completeness.objects.in_bulk([entry.pk for entry, _rank in ranked])
        return [self._words(entry, held.get(entry.pk)) for entry, _rank in ranked]

    def _words(self, entry, row):
        if row is None:
            return ""
        labels = admin.site.get_model_admin(type(entry)).field_labels()
        names = [str(labels[name]) for name in row.missing if name in labels]
        said = {
            "answered": row.asked - len(row.missing),
            "asked": row.asked,
            "names": ", ".join(names[:NAMED]),
            "more": len(names) - NAMED,
        }
        if len(names) > NAMED:
            return _("%(answered)s of %(asked)s answered. Not looked up yet: %(names)s and %(more)s more.") % said
        return _("%(answered)s of %(asked)s answered. Not looked up yet: %(names)s.") % said


def _place_field(model):
    """The name of the field by which entries of `model` lie in countries."""
    return next(field.name for field in model._meta.get_fields() if field.related_model is Country)


def _by(user):
    """Entries that `user` wrote."""
    return Q(created_by=user) | Q(submitted_by=user)


def _consents(model):
    return model._meta.get_field("consents").related_model.objects.order_by()


def _last_days(model):
    """For each entry with consents that end: (`entry`, `last`), the day on which the last of them does."""
    return _consents(model).exclude(until=None).values("entry").annotate(last=Max("until")).values("entry", "last")


def _who(user):
    return str(user) if user else _("somebody")


def _day(when):
    """A date, or the date of a time where the site is."""
    return date_format(timezone.localdate(when) if hasattr(when, "hour") else when, "DATE_FORMAT") if when else "–"


# In the order of the cockpit: what somebody waits for, then one's own, then what keeps the directory true.
KINDS_OF_WORK = (
    TooOpen(),
    Reviews(),
    Returned(),
    Consents(),
    Drafts(),
    Submitted(),
    Edited(),
    Sourceless(),
    Unchecked(),
    Incomplete(),
)
