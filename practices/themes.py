"""Themes: django-taggit with a tag of ours whose key makes no difference of case, accents, spaces or Unicode form."""

import hashlib
import unicodedata

from django.core.exceptions import ValidationError
from django.db import models
from django.urls import reverse
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _
from taggit.managers import _TaggableManager
from taggit.models import ItemBase, NaturalKeyManager, TagBase

# Marks that may be left out without changing the word: those of Latin, Greek and Cyrillic. Marks of other scripts
# (Bengali vowel signs, Arabic hamza) are part of the word and stay.
COMBINING_MARKS = dict.fromkeys(range(0x0300, 0x0370))


def clean_name(name):
    """`name` in Unicode form NFC with single spaces."""
    return " ".join(unicodedata.normalize("NFC", name).split())


def key_of(name):
    """What two spellings of one theme share: compatibility form, no case, no marks (see above), single spaces."""
    plain = unicodedata.normalize("NFKD", name).translate(COMBINING_MARKS).casefold()
    return clean_name(unicodedata.normalize("NFKC", plain))


class ThemeManager(NaturalKeyManager):
    def named(self, name):
        """The theme that `name` spells, created when there is none. Raises ValidationError for an empty name."""
        if not key_of(name):
            raise ValidationError(_("A theme needs a name."))
        theme, _created = self.get_or_create(key=key_of(name), defaults={"name": clean_name(name)})
        return theme


class Theme(TagBase):
    """What a practice is about; the vocabulary that readers filter by."""

    key = models.CharField(max_length=100, unique=True, editable=False)
    description = models.TextField(_("description"), blank=True, help_text=_("One plain sentence."))
    aliases = models.JSONField(
        _("other names"),
        default=list,
        blank=True,
        help_text=_('Words people use for it, as a list: ["coexistence", "tolerance"].'),
    )
    un_area = models.CharField(
        _("UN area"),
        max_length=1,
        blank=True,
        help_text=_("One of the seven areas of the UN Plan of Action to Prevent Violent Extremism (2016)."),
    )
    dac = models.JSONField(_("OECD DAC purpose codes"), default=list, blank=True, help_text=_('As a list: ["15220"].'))

    objects = ThemeManager()

    class Meta:
        verbose_name = _("theme")
        verbose_name_plural = _("themes")
        ordering = ["name"]

    def save(self, *args, **kwargs):
        self.name = clean_name(self.name)
        self.key = key_of(self.name)
        super().save(*args, **kwargs)

    def get_absolute_url(self):
        return reverse("themes:detail", args=[self.slug])

    def clean(self):
        super().clean()
        key = key_of(self.name)
        if not key:
            raise ValidationError({"name": _("A theme needs a name.")})
        if Theme.objects.filter(key=key).exclude(pk=self.pk).exists():
            raise ValidationError({"name": _("This theme is there already, perhaps spelt a little differently.")})

    def slugify(self, tag, i=None):
        """An ASCII address; a name without any such letters gets one made from its key."""
        digest = hashlib.sha256(key_of(tag).encode()).hexdigest()
        slug = slugify(tag)[:90] or f"theme-{digest[:8]}"
        return slug if i is None else f"{slug}-{i}"


class ThemesOfPractice(_TaggableManager):
    """django-taggit's manager, which finds the theme that a string spells by our key."""

    def _to_tag_model_instances(self, tags, tag_kwargs):
        themes = [Theme.objects.named(tag) if isinstance(tag, str) else tag for tag in tags]
        return super()._to_tag_model_instances(themes, tag_kwargs)


class PracticeTheme(ItemBase):
    content_object = models.ForeignKey("practices.Practice", on_delete=models.CASCADE, related_name="theme_links")
    tag = models.ForeignKey(Theme, verbose_name=_("theme"), on_delete=models.PROTECT, related_name="practice_links")

    natural_key_fields = ("content_object", "tag")

    class Meta:
        verbose_name = _("theme")
        verbose_name_plural = _("themes")
        ordering = ["pk"]  # as the editor gave them: the first ones stand in lists
        constraints = [
            models.UniqueConstraint(
                fields=["content_object", "tag"],
                name="practice_theme_unique",
                violation_error_message=_("The practice has this theme already."),
            )
        ]

    def __str__(self):
        return str(self.tag)
