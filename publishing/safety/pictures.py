"""Images from their upload to the public and back out of it."""

import hashlib
from datetime import timedelta

from django.db import transaction
from django.db.models import Exists, OuterRef
from django.utils import timezone

from publishing.editions.writing import bring_to, tell_taken_back
from publishing.entries.pixels import renditions
from publishing.models import Edition, Entry, Event, Generation, Image, PublishedPicture, Rendition

# As long as the bin keeps an entry: whoever takes out a picture by mistake can have it back.
KEPT_UNUSED = timedelta(days=90)


def keep(file):
    """The Image made of `file`, the bytes of an upload. Raises `pixels.PictureRefused`."""
    return _keep(renditions(file))


@transaction.atomic
def _keep(made):
    digest = hashlib.sha256("".join(one.digest for one in made).encode()).hexdigest()
    # One that was kept before begins its time anew, lest it be forgotten while somebody fills in a form with it.
    image, is_new = Image.objects.update_or_create(digest=digest, defaults={"used_on": timezone.localdate()})
    if is_new:
        Rendition.objects.bulk_create(
            Rendition(image=image, digest=one.digest, width=one.width, height=one.height, data=one.data) for one in made
        )
    return image


def published_file(digest):
    """The WebP file (bytes) with this SHA-256 if the public may see it now, else None. One query."""
    return kept_file(digest, Rendition.objects.published())


def kept_file(digest, among=None):
    """The WebP file (bytes) with this SHA-256, published or not; None when there is none `among` renditions."""
    among = Rendition.objects.all() if among is None else among
    rendition = among.filter(digest=digest).defer(None).first()
    return bytes(rendition.data) if rendition else None


def note_published(editions):
    rows = [
        PublishedPicture(digest=rendition.digest, entry_id=edition.entry_id)
        for edition in editions
        if edition.current
        for picture in edition.read().pictures
        for rendition in picture.renditions
    ]
    if rows:
        PublishedPicture.objects.bulk_create(rows, ignore_conflicts=True)


@transaction.atomic
def forget_unused(today=None):
    """Delete the images that nothing has used for KEPT_UNUSED; their number. To be called every day."""
    today = today or timezone.localdate()
    Image.objects.used().update(used_on=today)
    unused = Image.objects.filter(used_on__lt=today - KEPT_UNUSED)
    number = unused.count()
    unused.delete()
    left = Rendition.objects.filter(digest=OuterRef("digest"))
    PublishedPicture.objects.filter(~Exists(left)).delete()
    return number


def mind_consents():
    """Take the pictures of all entries down that no consent covers any more; these entries. To be called every day."""
    taken = []
    for model in Entry.kinds.values():
        entries = model.objects.filter(pk__in=PublishedPicture.objects.values("entry")).prefetch_related("consents")
        taken += [entry for entry in entries if not entry.may_show_pictures() and take_down(entry)]
    return taken


@transaction.atomic
def take_down(entry):
    """Take the pictures of `entry` out of its editions, and leave what is saved alone. Whether there were any."""
    Generation.objects.lock()
    saved = type(entry).objects.editable().locked().get(pk=entry.pk)
    editions = list(Edition.objects.of(saved).readable().order_by("number"))
    if not any(edition.read().pictures for edition in editions):
        return False
    tell_taken_back(bring_to(saved, editions[-1].level, withheld={"pictures"}))
    Event.objects.note(saved, Event.What.HELD_BACK, note="pictures")
    return True
