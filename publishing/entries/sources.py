"""Published sources, and the citations that link entries to them."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from places.plain_text import PlainCharField, PlainURLField
from publishing.entries.entries import Entry
from publishing.entries.fields import YearField, somebody
from publishing.entries.sight import SightedQuerySet, may
from publishing.records.record import Answer


class SourceQuerySet(SightedQuerySet):
    """Who changes sources sees all; others their own, and of entries they may name: the rest tells of hidden ones."""

    def shows_all_to(self, user):
        return user is None or may(user, "change", self.model)

    def hidden_words(self):
        return gettext("a source that you may not see")

    def _seen(self, user):
        if not may(user, "view", self.model):
            return Q(pk__in=[])
        seen = Q(added_by=user.pk)
        for model in BaseCitation.__subclasses__():
            seen |= Q(pk__in=model.objects.filter(_of_known(model, user)).order_by().values("source"))
        return seen


def _of_known(citation, user):
    """A Q: the rows of `citation` whose entry `user` may name; where it is a part of several, all of them."""
    cited, known = citation._meta.get_field("entry").related_model, Q()
    if issubclass(cited, Entry):
        return _known("entry", cited, user)
    for key in cited._meta.fields:
        if key.many_to_one and issubclass(key.related_model, Entry):
            known &= _known(f"entry__{key.name}", key.related_model, user)
    return known


def _known(path, model, user):
    """A Q: `path` leads to an entry of `model` that `user` sees, or that everybody reads with its sources."""
    withheld = model.objects.filter(unanswered__sources=Answer.WITHHELD.value).order_by()
    public = model.objects.nameable_by(user).exclude(pk__in=withheld.values("pk")).order_by()
    seen = model.objects.seen_by(user).order_by()
    return Q(**{f"{path}__in": public.values("pk")}) | Q(**{f"{path}__in": seen.values("pk")})


class Source(models.Model):
    """A published source; entries cite it with the place in it that they rest on."""

    slug = models.SlugField(_("key"), max_length=80, unique=True)
    title = PlainCharField(_("title"), max_length=300)
    publisher = PlainCharField(_("publisher"), max_length=200, blank=True)
    year = YearField(_("year"))
    url = PlainURLField(
        _("address"),
        max_length=500,
        blank=True,
        help_text=_("Leave it out when the address itself holds a person's name."),
    )
    added_by = somebody(_("added by"), editable=False)

    objects = SourceQuerySet.as_manager()

    # As of an Entry.
    called, hidden = "", False

    class Meta:
        verbose_name = _("source")
        verbose_name_plural = _("sources")
        ordering = ["title"]

    def __str__(self):
        return self.called or self.title


class BaseCitation(models.Model):
    """What links something to a source: the locator says where in the source. A subclass has the key `entry` to it."""

    source = models.ForeignKey(Source, verbose_name=_("source"), on_delete=models.PROTECT, related_name="+")
    locator = PlainCharField(
        _("where in the source"), max_length=300, blank=True, help_text=_("Page, section or paragraph.")
    )
    position = models.PositiveSmallIntegerField(_("position"), default=0)

    class Meta:
        abstract = True
        ordering = ["position", "pk"]

    def __str__(self):
        return f"{self.source}, {self.locator}" if self.locator else str(self.source)


class Citation(BaseCitation):
    entry = models.ForeignKey(Entry, on_delete=models.CASCADE, related_name="citations")

    class Meta(BaseCitation.Meta):
        verbose_name = _("source")
        verbose_name_plural = _("sources")
