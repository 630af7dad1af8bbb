"""Themes: django-taggit with a tag of ours whose key makes no difference of case, accents, spaces or Unicode form."""

import hashlib
import re
import unicodedata
from itertools import chain, count

from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.db.models import Q
from django.urls import reverse
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _
from taggit.managers import TaggableManager
from taggit.models import ItemBase, NaturalKeyManager, TagBase

from places.plain_text import PlainJSONField, PlainTextField, plain
from places.translated import Translated
from publishing.models import Generation, PublicWords, refuse_names

LONGEST = 100  # characters of a name, a key and an address: the width of their columns

# What two spellings of a word may differ in without being two words: marks of Latin, Greek and Cyrillic letters, the
# points of Hebrew, the vowel signs and the stretching of Arabic, the style of an emoji. Marks of other scripts (Bengali
# vowel signs, Arabic hamza) are part of the word and stay. The dotless i is what Turkish makes of a small I.
SPELLING = dict.fromkeys(
    [
        *range(0x0300, 0x0370),
        *range(0x0591, 0x05C8),
        *range(0x064B, 0x0653),
        0x0670,
        0x0640,
        *range(0xFE00, 0xFE10),
    ]
) | {0x0131: "i"}


def clean_name(name):
    """`name` as plain text with single spaces."""
    return " ".join(plain(name).split())


def key_of(name):
    """What spellings of one theme share: compatibility form, no case, no marks, nothing invisible, single spaces.

    A key that would be longer than its column ends in a digest of the whole.
    """
    visible = "".join(letter for letter in unicodedata.normalize("NFKD", name) if unicodedata.category(letter) != "Cf")
    plain = visible.translate(SPELLING).casefold()
    key = clean_name(unicodedata.normalize("NFKC", plain))
    return key if len(key) <= LONGEST else f"{key[:60]} {_digest(key)[:32]}"


def _digest(text):
    return hashlib.sha256(text.encode()).hexdigest()


def check_name(name):
    """Raise ValidationError, with a sentence, for what can't be the name of a theme."""
    if any(unicodedata.category(letter) in ("Cc", "Cs") for letter in " ".join(name.split())):
        raise ValidationError(_("The name of a theme is plain text, without control characters."))
    if not key_of(name):
        raise ValidationError(_("A theme needs a name."))
    if len(clean_name(name)) > LONGEST:
        raise ValidationError(_("The name of a theme has at most %(most)s characters."), params={"most": LONGEST})


class ThemeManager(NaturalKeyManager):
    @transaction.atomic
    def named(self, name):
        """The theme that `name` spells, created when there is none. Raises ValidationError for what is no name, and
        for a new one that names somebody who may not be named.

        The name of a theme that was merged into another one means that one.
        """
        check_name(name)
        if former := FormerTheme.objects.select_related("theme").filter(key=key_of(name)).first():
            return former.theme
        if not self.filter(key=key_of(name)).exists():
            refuse_names(self.model(name=name))
        theme, created = self.get_or_create(key=key_of(name), defaults={"name": clean_name(name)})
        if created:
            Generation.objects.advance(vocabulary=True)
        return theme

    def by_address(self):
        """{slug: theme} of all themes, under the addresses that they have and those that they had."""
        former = {one.slug: one.theme for one in FormerTheme.objects.select_related("theme")}
        return former | {theme.slug: theme for theme in self.all()}


class Theme(PublicWords, Translated, TagBase):
    """What a practice is about; the vocabulary that readers filter by."""

    PUBLIC_WORDS = ("name", "slug", "description", "aliases")
    TRANSLATED = {"label": "name", "description": "description", "aliases": "aliases"}

    key = models.CharField(max_length=LONGEST, unique=True, editable=False)
    description = PlainTextField(_("description"), blank=True, help_text=_("One plain sentence."))
    aliases = PlainJSONField(
        _("other names"),
        default=list,
        blank=True,
        help_text=_("Words people use for it: coexistence, tolerance."),
    )
    un_area = models.CharField(
        _("UN area"),
        max_length=1,
        blank=True,
        help_text=_("One of the seven areas of the UN Plan of Action to Prevent Violent Extremism (2016)."),
    )
    dac = models.JSONField(
        _("OECD DAC purpose codes"), default=list, blank=True, help_text=_("Five digits each: 15220.")
    )

    objects = ThemeManager()

    class Meta:
        verbose_name = _("theme")
        verbose_name_plural = _("themes")
        ordering = ["name"]

    def __str__(self):
        return self.said("label").words

    def save(self, *args, **kwargs):
        self.name = clean_name(self.name)
        self.key = key_of(self.name)
        if self._state.adding and not self.slug:
            self.slug = self._free_slug()
        if "name" in (kwargs.get("update_fields") or ()):
            kwargs["update_fields"] = {*kwargs["update_fields"], "key"}
        super().save(*args, **kwargs)

    def get_absolute_url(self):
        return reverse("themes:detail", args=[self.slug])

    def clean(self):
        super().clean()
        if self.slug and not re.fullmatch(r"[a-z0-9-]+", self.slug):
            raise ValidationError({"slug": _("The address holds the letters a to z, digits and hyphens only.")})
        try:
            check_name(self.name)
        except ValidationError as error:
            raise ValidationError({"name": error}) from None
        if Theme.objects.filter(key=key_of(self.name)).exclude(pk=self.pk).exists():
            raise ValidationError({"name": _("This theme is there already, perhaps spelt a little differently.")})
        self._check_former()

    def _check_former(self):
        """Refuse the address and the name that lead to another theme already."""
        others = FormerTheme.objects.select_related("theme").exclude(theme=self.pk)
        if taken := others.filter(key=key_of(self.name)).first():
            said = _("A theme of this name was merged into “%s”, and leads there.") % taken.theme
            raise ValidationError({"name": said})
        if taken := others.filter(slug=self.slug).first():
            raise ValidationError({"slug": _("This address leads to “%s”, which had it before.") % taken.theme})

    def _free_slug(self):
        """An address made of the name that no theme has or had."""
        base = self.slugify(self.name)
        taken = {
            slug
            for model in (Theme, FormerTheme)
            for slug in model.objects.filter(slug__startswith=base).values_list("slug", flat=True)
        }
        numbered = (self.slugify(self.name, number) for number in count(1))
        return next(slug for slug in chain([base], numbered) if slug not in taken)

    def slugify(self, tag, i=None):
        """An ASCII address; a name without any such letters gets one made from its key."""
        slug = re.sub(r"[-_]+", "-", slugify(tag))[: LONGEST - 10].strip("-") or f"theme-{_digest(key_of(tag))[:8]}"
        return slug if i is None else f"{slug}-{i}"


class FormerTheme(models.Model):
    """An address that `theme` had, or that a theme had which was merged into it. Editions and links may still hold it.

    `key` is that of the merged theme's name; empty where only the address changed.
    """

    slug = models.SlugField(_("address"), max_length=LONGEST, unique=True)
    key = models.CharField(max_length=LONGEST, blank=True)
    theme = models.ForeignKey(Theme, verbose_name=_("theme"), on_delete=models.CASCADE, related_name="former")

    class Meta:
        verbose_name = _("former address of a theme")
        verbose_name_plural = _("former addresses of themes")
        ordering = ["slug"]
        constraints = [models.UniqueConstraint(fields=["key"], condition=~Q(key=""), name="former_theme_key_unique")]

    def __str__(self):
        return self.slug


def _themes(tags):
    """The Theme of each of `tags`, which are themes, or names in any spelling."""
    return [Theme.objects.named(tag) if isinstance(tag, str) else tag for tag in tags]


class ThemesOfPractice(TaggableManager().manager):
    """django-taggit's manager, which finds the theme that a string spells by our key."""

    def add(self, *tags, **kwargs):
        super().add(*_themes(tags), **kwargs)

    def set(self, tags, **kwargs):
        super().set(_themes(tags), **kwargs)

    def remove(self, *tags):
        """Take away the themes in `tags` (themes, or names in any spelling)."""
        keys = [key_of(tag.name if isinstance(tag, Theme) else str(tag)) for tag in tags]
        super().remove(*Theme.objects.filter(key__in=keys).values_list("name", flat=True))


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
