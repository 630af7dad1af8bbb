"""Terms that entries refer to."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from places.plain_text import PlainCharField, PlainJSONField, PlainTextField
from publishing.entries.public_words import PublicWords


class Term(PublicWords):
    """A term of a fixed vocabulary: a group, a scale, a step of evidence, a kind of network."""

    PUBLIC_WORDS = ("slug", "label", "description", "aliases")

    vocabulary = models.CharField(_("vocabulary"), max_length=20)
    slug = models.SlugField(_("address"))
    label = PlainCharField(_("label"), max_length=80)
    description = PlainTextField(_("description"), blank=True)
    aliases = PlainJSONField(_("other names"), default=list, blank=True)
    codes = models.JSONField(_("codes of other vocabularies"), default=dict, blank=True)
    position = models.PositiveSmallIntegerField(_("position"), default=0)

    class Meta:
        verbose_name = _("term")
        verbose_name_plural = _("terms")
        ordering = ["vocabulary", "position"]
        constraints = [
            models.UniqueConstraint(
                fields=["vocabulary", "slug"],
                name="term_unique",
                violation_error_message=_("The vocabulary has this term already."),
            )
        ]

    def __str__(self):
        return self.label


def term_key(vocabulary, **options):
    """A foreign key to one term of `vocabulary`."""
    return models.ForeignKey(
        Term,
        on_delete=models.PROTECT,
        related_name="+",
        limit_choices_to={"vocabulary": vocabulary},
        **options,
    )


def term_set(vocabulary, **options):
    """Any number of terms of `vocabulary`."""
    return models.ManyToManyField(
        Term, blank=True, related_name="+", limit_choices_to={"vocabulary": vocabulary}, **options
    )
