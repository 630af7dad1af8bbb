"""Names that a careful entry got since it became careful: an alias that an editor added, a website."""

from django.db import transaction

from publishing.care import entry_models, keep_back
from publishing.models import Care, Generation


@transaction.atomic
def look_for_new_names():
    """Hold back the words that name careful entries by names that were not looked for yet; how many entries had some.

    What is published or made more careful is looked at there and then: this is for what was only saved.
    """
    Generation.objects.select_for_update().first()  # nobody publishes meanwhile
    looked = sum(keep_back(entry) for entry in _careful())
    if looked:
        Generation.objects.advance()  # addresses may have closed that no edition tells of
    return looked


def _careful():
    models = entry_models()
    for care in Care.objects.all():
        yield from models[care.kind].objects.editable().filter(uid=care.uid)
