"""From a suggested practice to a draft that an editor works on."""

from django.db import transaction
from django.utils.translation import gettext as _

from places.levels import Level
from places.models import Country
from practices.models import Practice, PracticeText
from publishing.editions.editions import give_address
from publishing.entries.history import keep
from publishing.entries.suggestions import handle
from publishing.models import Suggestion, Term

LONGEST_TITLE = PracticeText._meta.get_field("title").max_length
# What nobody was asked: the least that can be said, for the editor to put right.
SCALE, EVIDENCE = "local", "described"


@transaction.atomic
def make_draft(suggestion, title, *, by):
    """A draft Practice under `title` with the words of `suggestion`, which is closed as taken up.

    Who did it and where it is written down are notes, not organisations and sources: somebody has to look first.
    """
    country = Country.objects.filter(pk=suggestion.words.get("country", "")).first()
    practice = Practice(
        level=Level.most_careful([Level.OPEN, country.least_level]) if country else Level.OPEN,
        scale=Term.objects.get(vocabulary="scale", slug=SCALE),
        evidence=Term.objects.get(vocabulary="evidence", slug=EVIDENCE),
        notes=_notes(suggestion),
        created_by=by,
        edited_by=by,
    )
    practice.slug = practice.uid
    practice.save()
    words = suggestion.words
    practice.texts.create(title=title, approach=words.get("what", ""), outcomes=words.get("outcomes", ""))
    practice.countries.set([country] if country else [])
    give_address(practice, by=by)
    keep(practice, by=by, comment=_("Made from suggestion %s") % suggestion.reference)
    handle(suggestion, Suggestion.State.TAKEN, by=by, entry=practice)
    return practice


def title_from(words):
    """The beginning of what was done, as a first title."""
    first = " ".join(words.get("what", "").split())
    return first if len(first) <= LONGEST_TITLE else first[:LONGEST_TITLE].rpartition(" ")[0] or first[:LONGEST_TITLE]


def _notes(suggestion):
    labels = {"who": _("Who did it, as suggested:"), "sources": _("Where it is said to be written down:")}
    parts = [_("Made from suggestion %s. Its words are a stranger's: check them.") % suggestion.reference]
    parts += [f"{labels[name]}\n{suggestion.words[name]}" for name in labels if name in suggestion.words]
    return "\n\n".join(parts)
