"""Addresses of entries: made from titles, and given by who sees all that are taken."""

from itertools import chain, count

from django.utils.text import slugify

from publishing.models import Address


def free_address(entry):
    """An address made of the entry's title that no other entry of its kind has or had; its uid for want of letters."""
    base = slugify(str(entry))[:70].strip("-")
    if not base:
        return entry.uid
    others = type(entry).objects.exclude(pk=entry.pk).filter(slug__startswith=base)
    former = Address.objects.filter(kind=entry.KIND, slug__startswith=base).exclude(entry=entry.pk)
    taken = {*others.values_list("slug", flat=True), *former.values_list("slug", flat=True)}
    return next(slug for slug in chain([base], (f"{base}-{n}" for n in count(2))) if slug not in taken)


def give_address(entry, *, by):
    """Give `entry`, as saved, an address in the place of its uid, unless some entries of its kind are hidden from `by`.

    To them an address that is refused, or made with a number, would tell of an entry that they may not see.
    """
    if entry.slug == entry.uid and type(entry).objects.shows_all_to(by):
        entry.slug = free_address(entry)
        entry.save(update_fields=["slug"])
