"""What others wait for, as lists of the cockpit: answers of organisations, names in words, suggestions of readers."""

from django.db.models import Count, Q
from django.utils.formats import date_format
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from publishing.editing.cockpit import ROWS, Link, WorkList, WorkRow, count_words
from publishing.editing.suggestions import waiting_suggestions
from publishing.models import Care, ConsentAnswer, Suggestion
from publishing.safety.consents import with_entries


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
        return [WorkList(self.name, self.heading, count, list(self.rows()), ways)]

    def waiting(self):
        return ConsentAnswer.objects.waiting()

    def rows(self):
        for answer, entry in with_entries(self.waiting()[:ROWS]):
            heading = self.desk.link(entry) if entry else Link(str(answer), self.desk.url(answer))
            kind = entry._meta.verbose_name if entry else answer._meta.verbose_name
            said = {"answer": answer.get_answer_display(), "day": _day(answer.at)}
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
            yield WorkRow(heading, care._meta.verbose_name, words % {"count": care.open, "day": _day(care.since)})


class Suggestions(Answers):
    """What strangers sent in. Their words are shown as they are, and lead nowhere."""

    model, name, heading = Suggestion, "suggestions", gettext_lazy("Suggestions of readers")
    narrowed = {"state__exact": Suggestion.State.WAITING.value}

    def waiting(self):
        return waiting_suggestions()

    def rows(self):
        for suggestion in self.waiting()[:ROWS]:
            heading = Link(Truncator(suggestion.gist or str(suggestion)).chars(80), self.desk.url(suggestion))
            yield WorkRow(heading, suggestion.get_kind_display(), _("Sent in on %s.") % _day(suggestion.received_at))


def _day(when):
    return date_format(when, "DATE_FORMAT")
