"""The field of a picture in a form: an upload is not lost when something else in the form is wrong."""

from django import forms
from django.core import signing
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.template.loader import render_to_string
from django.utils.translation import gettext_lazy as _

from publishing.entries.pixels import FORMATS, LARGEST_FILE, PictureRefused
from publishing.models import Image, Rendition
from publishing.safety.pictures import keep

SALT = "publishing.picture"


class PictureWidget(forms.FileInput):
    """A file to choose, and the image that is kept already: browsers never give a chosen file back.

    `address` gives the address of a file by its digest.
    """

    address = staticmethod(lambda digest: "")

    def render(self, name, value, attrs=None, renderer=None):
        """`value` is the key of the image that is kept, or None."""
        context = {"input": super().render(name, None, attrs, renderer), "kept_name": _kept(name)}
        if thumbnail := Rendition.objects.filter(image=value).first():
            context |= {"kept": _reference(value), "thumbnail": thumbnail, "url": self.address(thumbnail.digest)}
        return render_to_string("admin/publishing/picture_widget.html", context)

    def value_from_datadict(self, data, files, name):
        """The UploadedFile, or else the signed reference to the image that was kept."""
        return super().value_from_datadict(data, files, name) or data.get(_kept(name))

    def value_omitted_from_data(self, data, files, name):
        return super().value_omitted_from_data(data, files, name) and _kept(name) not in data


def _kept(name):
    return f"{name}-kept"


class PictureField(forms.Field):
    """The Image of a picture. What is uploaded is made into one at once, whatever becomes of the form."""

    widget = PictureWidget(attrs={"accept": ",".join(f"image/{name.lower()}" for name in FORMATS)})
    default_error_messages = {
        "required": _("Choose a picture."),
        "forgotten": _("The picture that you chose is not here any more: choose it again."),
    }

    def to_python(self, value):
        if not value:
            return None
        image = self._uploaded(value) if isinstance(value, UploadedFile) else _by_reference(value)
        if image is None:
            raise ValidationError(self.error_messages["forgotten"], code="forgotten")
        return image

    def _uploaded(self, upload):
        try:
            upload.seek(0)
            # One byte more than allowed is enough to see that there are too many.
            upload.image = keep(upload.read(LARGEST_FILE + 1))
        except PictureRefused as refused:
            raise ValidationError(str(refused), code="refused") from refused
        return upload.image

    def bound_data(self, data, initial):
        """The key of the image that the form shows again."""
        image = getattr(data, "image", None) if isinstance(data, UploadedFile) else _by_reference(data)
        return image.pk if image else initial

    def has_changed(self, initial, data):
        if isinstance(data, UploadedFile):
            return True
        image = _by_reference(data)
        return (image and image.pk) != initial


def _by_reference(signed):
    """The Image that a form kept by its `signed` reference, or None."""
    try:
        return Image.objects.filter(pk=signing.loads(signed or "", salt=SALT)).first()
    except signing.BadSignature:
        return None


def _reference(key):
    """What stands for the Image with this key in a form: nobody can make up one for another's picture."""
    return signing.dumps(key, salt=SALT)
