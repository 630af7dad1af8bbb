"""Names that a careful entry got since it became careful: an alias that an editor added, a website."""

from django.db import transaction

from publishing.editions.writing import tell_taken_back
from publishing.models import Care, Entry, Generation
from publishing.safety.care import keep_back


@transaction.atomic
def look_for_new_names():
    """Hold back the words that name careful entries by names that were not looked for yet; how many editions lost some.

    What is published or made more careful is looked at there and then: this is for what was only saved.
    """
    Generation.objects.lock()  # nobody publishes meanwhile
    changed = [edition for entry in _careful() for edition in keep_back(entry)]
    tell_taken_back(changed)
    return len(changed)


def _careful():
    for care in Care.objects.all():
        yield from Entry.kinds[care.kind].objects.editable().filter(uid=care.uid)
