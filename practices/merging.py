"""Themes that become one, and themes that get another address. What readers and editions hold still leads there."""

from dataclasses import dataclass
from functools import reduce
from operator import or_

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from practices.models import FormerTheme, Practice, PracticeTheme, Theme
from practices.themes import key_of
from publishing.entries.history import kept_around
from publishing.models import Edition, Generation, kept_names


@dataclass(frozen=True)
class Touched:
    """What a merge would reach: numbers of practices as editors have them, those that have both themes among them,
    and of editions that hold the theme."""

    practices: int
    both: int
    editions: int


def touched_by_merge(theme, into):
    links = PracticeTheme.objects.filter(tag=theme)
    both = links.filter(content_object__theme_links__tag=into)
    return Touched(
        links.count(), both.count(), _editions_with({theme.slug, *theme.former.values_list("slug", flat=True)})
    )


def _editions_with(slugs):
    """The number of editions that hold any of the themes `slugs`."""
    # Only what can hold one is read: a slug stands in a record as text in quotation marks.
    named = reduce(or_, (Q(record__contains=f'"{slug}"') for slug in slugs))
    editions = Edition.objects.filter(named, kind=Practice.KIND)
    return sum(not slugs.isdisjoint(edition.read().themes) for edition in editions.iterator())


@transaction.atomic
def merge(theme, into, *, by=None):
    """Make `theme` a part of `into`, for good: practices, other names and all addresses of it go over, and it is gone.

    The history of the practices says so; `by` is the user who merges.

    Editions stay as they were published. They hold the old slug, which is read as that of `into` from now on. Raises
    ValueError for a theme and itself, Theme.DoesNotExist when one of them is gone by now.
    """
    if theme.pk == into.pk:
        raise ValueError("a theme can't be merged into itself")
    Generation.objects.advance(vocabulary=True)
    # As they are now that nobody else changes the vocabulary.
    theme, into = Theme.objects.get(pk=theme.pk), Theme.objects.get(pk=into.pk)
    said = _("“%(theme)s” was merged into “%(into)s”.") % {"theme": theme, "into": into}
    with kept_around(*Practice.objects.filter(theme_links__tag=theme), by=by, comment=said):
        _move_links(theme, into)
    _take_over_names(into, theme)
    FormerTheme.objects.filter(theme=theme).update(theme=into)
    slug, key = theme.slug, theme.key
    theme.delete()
    FormerTheme.objects.create(slug=slug, key=key, theme=into)


def _move_links(theme, into):
    """Let practices have `into` where they had `theme`; one that has both keeps the earlier of the two places."""
    kept = dict(PracticeTheme.objects.filter(tag=into).values_list("content_object", "pk"))
    links = PracticeTheme.objects.filter(tag=theme)
    later = {kept[practice]: pk for practice, pk in links.values_list("content_object", "pk") if practice in kept}
    PracticeTheme.objects.filter(pk__in=[max(one, other) for one, other in later.items()]).delete()
    links.update(tag=into)


def _take_over_names(theme, other):
    """Let `theme` go by the names of `other` too, in each language, but for those that name who may not be named."""
    kept = kept_names()
    theme.aliases = _with_new(theme.name, theme.aliases, [other.name, *other.aliases], kept)
    for language, words in other.texts.items():
        own = theme.texts.get(language, {})
        names = [name for name in (words.get("label"), *words.get("aliases", [])) if name]
        aliases = _with_new(own.get("label", ""), own.get("aliases", []), names, kept)
        theme.texts[language] = own | {"aliases": aliases}
    theme.save(update_fields=["aliases", "texts"])


def _with_new(label, aliases, names, kept):
    """`aliases` with those of `names` that are neither there nor the `label`; `kept` are Names that may not be said."""
    known, found = {key_of(name) for name in (label, *aliases)}, [*aliases]
    for name in names:
        if key_of(name) not in known and not kept.in_words(name):
            found.append(name)
            known.add(key_of(name))
    return found


@transaction.atomic
def leave_redirect(theme, former):
    """Let the address `former`, which `theme` had until now, lead to it. Call it when `theme` has its new one."""
    Generation.objects.advance(vocabulary=True)
    # One that comes back to an address it had changes places with it.
    FormerTheme.objects.filter(theme=theme, slug=theme.slug).update(slug=former)
    FormerTheme.objects.get_or_create(slug=former, defaults={"theme": theme})
