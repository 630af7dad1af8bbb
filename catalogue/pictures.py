"""Pictures as the public sees them: on the pages of entries, and as files at addresses of their own."""

from dataclasses import dataclass, replace

from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils.cache import get_conditional_response
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from catalogue.public_page import public_page
from catalogue.shapes import Answer, Reference
from publishing.models import Licence
from publishing.records.record import Answer as Known
from publishing.safety.pictures import published_file

# Caches may keep a file, but ask each time before they use it: what was taken out is seen by nobody any more.
ASKED_FOR = "no-cache"
# On narrow screens nothing wider is offered: there it is often a slow line that pays for it.
NARROW = 640
DEEDS = {
    Licence.BY: "https://creativecommons.org/licenses/by/4.0/",
    Licence.BY_SA: "https://creativecommons.org/licenses/by-sa/4.0/",
    Licence.ZERO: "https://creativecommons.org/publicdomain/zero/1.0/",
}


@require_safe
@public_page
def picture_file(request, digest):
    """The rendition with this digest while the current edition of an entry shows it; else as if it had never been."""
    file = published_file(digest)
    if file is None:
        raise Http404
    tag = f'"{digest}"'
    headers = {"Cache-Control": ASKED_FOR, "ETag": tag, "Content-Length": str(len(file))}
    response = HttpResponse(file, content_type="image/webp", headers=headers)
    return get_conditional_response(request, etag=tag, response=response)


@dataclass(frozen=True)
class FileView:
    digest: str
    url: str
    width: int
    height: int


@dataclass(frozen=True)
class PictureView:
    """A picture with its `files`, the narrowest first. `lang` is the language of its words."""

    files: tuple[FileView, ...]
    alt: str
    caption: str
    lang: str
    credit: str
    licence: Reference

    @property
    def narrow(self):
        """Its files for narrow screens."""
        return [file for file in self.files if file.width <= NARROW] or self.files[:1]

    @property
    def shown(self):
        """The file that stands for all of them."""
        return self.narrow[-1]

    @property
    def is_tall(self):
        return self.shown.height > self.shown.width

    @property
    def breadth(self):
        """How broad it stands on wide screens, as in `pictures.css`: a tall one would not fit on them otherwise."""
        return "24rem" if self.is_tall else "40rem"

    @property
    def is_wide(self):
        """Whether there is a file for wide screens alone."""
        return len(self.narrow) < len(self.files)

    def at(self, address):
        """The same with the files at other addresses: `address` gives one for each digest."""
        return replace(self, files=tuple(replace(file, url=address(file.digest)) for file in self.files))


def pictures(record):
    """The PictureViews of `record`, an EntryRecord."""
    return [
        PictureView(
            files=tuple(
                FileView(one.digest, reverse("picture", args=[one.digest]), one.width, one.height)
                for one in picture.renditions
            ),
            alt=picture.alt,
            caption=picture.caption,
            lang=picture.language,
            credit=picture.credit,
            licence=Reference(Licence(picture.licence).label, DEEDS.get(picture.licence, "")),
        )
        for picture in record.pictures
        if picture.renditions
    ]


def pictures_answer(record):
    """That the pictures are withheld, or None. An entry without pictures says nothing of it: few have any."""
    withheld = record.answer("pictures") is Known.WITHHELD
    return Answer(_("Pictures"), Known.WITHHELD) if withheld else None
