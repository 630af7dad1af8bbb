"""Fields and checks of values that several tables share."""

import re
import secrets

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from places import languages
from places.names import as_usual, is_language, language_name
from places.plain_text import PlainCharField, PlainField, PlainTextField, plain
from publishing.records.record import Answer
from publishing.records.values import lines

# Without letters and digits that are mistaken for one another, and without vowels, so that no word appears by chance.
UID_ALPHABET = "23456789bcdfghjkmnpqrstvwxz"
UID_LENGTH = 10


def new_uid():
    """A short random name that says nothing about the entry (48 bits)."""
    return "".join(secrets.choice(UID_ALPHABET) for _ in range(UID_LENGTH))


def validate_language(value):
    """Refuse what is not a BCP 47 language tag that CLDR knows."""
    if not is_language(value):
        raise ValidationError(
            _("“%(value)s” is not a language code such as en, fr, ar or bn."), params={"value": value}
        )


def validate_unanswered(value):
    """Refuse anything but an object from field names to *not-reported*, *not-applicable* or *withheld*."""
    known = {Answer.NOT_REPORTED, Answer.NOT_APPLICABLE, Answer.WITHHELD}
    if not isinstance(value, dict) or not set(value.values()) <= known:
        raise ValidationError(_("Each field that has no answer is “not-reported”, “not-applicable” or “withheld”."))


def validate_languages(value):
    """Refuse what holds anything but BCP 47 language tags, one a line."""
    for tag in lines(value):
        validate_language(tag)


def tags_in_lines(text):
    """The language tags in `text`, one a line, each as BCP 47 advises to write it: sr-Latn-RS."""
    tags = re.split(r"[\s,;]+", plain(text))
    return "\n".join(dict.fromkeys(as_usual(tag) for tag in tags if tag))


def language_tag(text):
    """A language tag as BCP 47 advises to write it, so that `fr`, `FR` and ` fr` are one."""
    return as_usual(plain(text).strip().replace("_", "-"))


class TagField(PlainField):
    """A language by its tag or by a name; pages with the list of `places.languages.offered` offer that."""

    def widget_attrs(self, widget):
        return {**super().widget_attrs(widget), "list": "languages", "autocomplete": "off"}

    def to_python(self, value):
        typed = super().to_python(value).strip()
        meant = languages.called(typed)
        if len(meant) > 1:
            which = "; ".join(f"{language_name(tag, get_language())} ({tag})" for tag in meant)
            words = _("“%(typed)s” can mean several: %(which)s. Write what stands in brackets.")
            raise ValidationError(words, params={"typed": typed, "which": which})
        return meant[0] if meant else language_tag(typed)


class LanguageField(PlainCharField):
    """A language by its BCP 47 tag."""

    clean_text = staticmethod(language_tag)

    def formfield(self, **options):
        words = _("By its name or code: French, fr, pt-BR …")
        return super().formfield(**{"form_class": TagField, "help_text": words, **options})


class LanguagesField(PlainTextField):
    """Languages by their BCP 47 tags, one a line; commas and spaces part them too."""

    clean_text = staticmethod(tags_in_lines)
    default_validators = (validate_languages,)


class KeyField(models.BigAutoField):
    """The key of a table that others inherit: a number beyond its reach is nobody's key, instead of a fault."""

    NOBODY, LARGEST = 0, models.BigIntegerField.MAX_BIGINT

    def get_prep_value(self, value):
        value = super().get_prep_value(value)
        return self.NOBODY if isinstance(value, int) and abs(value) > self.LARGEST else value


class YearField(models.PositiveSmallIntegerField):
    """A year of the common era, within reach of this work."""

    def __init__(self, *args, **kwargs):
        kwargs["validators"] = [MinValueValidator(1900), MaxValueValidator(2100)]
        kwargs.update(null=True, blank=True)
        super().__init__(*args, **kwargs)


def somebody(label, *, editable=True):
    """A user. Accounts are deactivated and never deleted while an entry or its history knows them."""
    return models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=label,
        null=True,
        blank=True,
        editable=editable,
        on_delete=models.PROTECT,
        related_name="+",
    )


class AboutEntryQuerySet(models.QuerySet):
    def of(self, entry):
        return self.filter(kind=entry.KIND, uid=entry.uid)


class AboutEntry(models.Model):
    """What speaks of an entry by its kind and uid, so that it may outlive it."""

    kind = models.CharField(_("kind"), max_length=20)
    uid = models.CharField(max_length=UID_LENGTH)

    class Meta:
        abstract = True
