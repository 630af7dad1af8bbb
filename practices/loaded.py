"""The entries that earlier loads wrote, and what people have done to them since."""

from itertools import batched

from django.db.models import Q
from django.utils.translation import gettext_noop as N_

from networks.models import Organisation
from publishing.models import Address, Event
from publishing.safety.publication import is_news

# In the history of an entry, the public one too; by it a later load knows that nothing happened to the entry since.
NOTE = N_("Loaded from the directory file")  # translated where it is read
AT_ONCE = 500  # entries looked up by one query: databases limit its parameters


def entries_by_slug(model, slugs):
    """{slug in the file: entry} for the entries that are there, also those whose address people changed since."""
    references = [field.name for field in model._meta.fields if field.many_to_one]
    entries = model.objects.editable().select_related(*references).locked()
    held = {}
    for some in batched(slugs, AT_ONCE):
        uids = dict(Address.objects.filter(kind=model.KIND, slug__in=some).values_list("slug", "entry__uid"))
        found = {entry.uid: entry for entry in entries.filter(Q(slug__in=some) | Q(uid__in=uids.values()))}
        held |= {slug: found[uid] for slug, uid in uids.items() if uid in found}
        held |= {entry.slug: entry for entry in found.values()}
    return held


def edited_among(entries):
    """Those of `entries` ({slug in the file: entry}) that people changed, published or withdrew since a load."""
    last = {}
    for some in batched([entry.uid for entry in entries.values()], AT_ONCE):
        events = Event.objects.filter(uid__in=some).order_by("at", "pk")
        last |= {(event.kind, event.uid): event for event in events}
    for slug, entry in entries.items():
        event = last.get((entry.KIND, entry.uid))
        # The note too: until accounts were kept, who did it was forgotten, and that must loosen no level.
        loaded = event is not None and event.by_id is None and event.note == NOTE
        if not loaded or slug != entry.slug or is_news(entry):
            yield entry


def citations_of(entry):
    """The citations of `entry` and of its memberships."""
    memberships = entry.memberships.all() if isinstance(entry, Organisation) else ()
    return [citation for one in (entry, *memberships) for citation in one.citations.all()]
