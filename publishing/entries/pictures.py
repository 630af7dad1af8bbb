"""Pictures of entries, and the images that they show."""

from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from places.plain_text import PlainCharField
from publishing.entries.fields import LanguageField, validate_language

DIGEST_LENGTH = 64


class Licence(models.TextChoices):
    BY = "cc-by-4.0", _("CC BY 4.0")
    BY_SA = "cc-by-sa-4.0", _("CC BY-SA 4.0")
    ZERO = "cc0-1.0", _("CC0 1.0")
    PERMISSION = "permission", _("Used with permission")


class ImageQuerySet(models.QuerySet):
    def used(self):
        public = Rendition.objects.published().filter(image=OuterRef("pk"))
        return self.filter(Exists(public) | Exists(Picture.objects.filter(image=OuterRef("pk"))))


class Image(models.Model):
    """What pictures show, made from an upload; `digest` is that of the renditions' digests. Some are not in use."""

    digest = models.CharField(max_length=DIGEST_LENGTH, unique=True)
    used_on = models.DateField(_("last in use"), default=timezone.localdate)

    objects = ImageQuerySet.as_manager()

    class Meta:
        verbose_name = _("image")
        verbose_name_plural = _("images")

    def __str__(self):
        return self.digest[:12]


class RenditionQuerySet(models.QuerySet):
    def published(self):
        """Those that the public may see: a current edition says so at this moment, whatever was published before."""
        shown = PublishedPicture.objects.filter(
            digest=OuterRef("digest"), entry__editions__current=True, entry__editions__record__contains=F("digest")
        )
        return self.filter(Exists(shown))


class RenditionManager(models.Manager.from_queryset(RenditionQuerySet)):
    def get_queryset(self):
        return super().get_queryset().defer("data")  # which is read only where it is sent


class Rendition(models.Model):
    """An image in one size: `data` is a WebP file, `digest` its SHA-256."""

    image = models.ForeignKey(Image, on_delete=models.CASCADE, related_name="renditions")
    digest = models.CharField(max_length=DIGEST_LENGTH, db_index=True)
    width = models.PositiveSmallIntegerField(_("width"))
    height = models.PositiveSmallIntegerField(_("height"))
    data = models.BinaryField()

    objects = RenditionManager()

    class Meta:
        verbose_name = _("rendition")
        verbose_name_plural = _("renditions")
        ordering = ["width", "height"]
        constraints = [models.UniqueConstraint(fields=["image", "digest"], name="rendition_once_an_image")]

    def __str__(self):
        return f"{self.width} × {self.height}"


class PublishedPicture(models.Model):
    """That an edition of the entry showed this rendition: where to look whether the current one shows it."""

    digest = models.CharField(max_length=DIGEST_LENGTH)
    entry = models.ForeignKey("publishing.Entry", on_delete=models.CASCADE, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["digest", "entry"], name="published_picture_once")]

    def __str__(self):
        return self.digest[:12]


class Picture(models.Model):
    class People(models.TextChoices):
        NOBODY = "nobody", _("Nobody can be recognised")
        AGREED = "agreed", _("Everyone who can be recognised agreed to this use")
        PARENTS = "parents", _("Children can be recognised: they and their parents or guardians agreed")

    entry = models.ForeignKey("publishing.Entry", on_delete=models.CASCADE, related_name="pictures")
    image = models.ForeignKey(Image, verbose_name=_("picture"), on_delete=models.PROTECT, related_name="+")
    alt = PlainCharField(
        _("what is to be seen"),
        max_length=250,
        help_text=_(
            "For readers who don't see it: one sentence, such as “Two teams play football on a square at dusk”. "
            "Never who it is, and no place finer than the level allows."
        ),
    )
    caption = PlainCharField(
        _("caption"),
        max_length=300,
        blank=True,
        help_text=_("What the picture doesn't show by itself. Never a person's name."),
    )
    language = LanguageField(
        _("language of these words"),
        max_length=12,
        default="en",
        validators=[validate_language],
        help_text=_("BCP 47: en, fr, ar, bn, pt-BR …"),
    )
    licence = models.CharField(
        _("licence"), max_length=12, choices=Licence, help_text=_("What whoever made the picture allows us and others.")
    )
    credit = PlainCharField(
        _("credit"),
        max_length=120,
        blank=True,
        help_text=_("An organisation or a role; never a person's name. CC BY and CC BY-SA ask for it."),
    )
    people = models.CharField(
        _("people in the picture"),
        max_length=7,
        choices=People,
        help_text=_("If you are not sure, don't publish it. Faces, clothes and places tell who somebody is."),
    )
    position = models.PositiveSmallIntegerField(_("position"), default=0)

    class Meta:
        verbose_name = _("picture")
        verbose_name_plural = _("pictures")
        ordering = ["position", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(alt=""), name="picture_has_alt", violation_error_message=_("Say what is to be seen.")
            ),
            models.CheckConstraint(
                condition=Q(licence__in=["cc-by-4.0", "cc-by-sa-4.0", "cc0-1.0", "permission"]),
                name="picture_licence_known",
            ),
            models.CheckConstraint(
                condition=Q(people__in=["nobody", "agreed", "parents"]), name="picture_people_known"
            ),
            models.CheckConstraint(
                condition=~Q(licence__in=["cc-by-4.0", "cc-by-sa-4.0"]) | ~Q(credit=""),
                name="picture_credit_where_asked",
                violation_error_message=_("This licence asks for a credit: name the organisation or the role."),
            ),
        ]

    def __str__(self):
        return self.alt
