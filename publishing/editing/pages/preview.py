"""What the public would see of an entry as it is saved, and the files of its pictures."""

from django.http import Http404, HttpResponse
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _

from publishing.editing.pages.page import page, sees
from publishing.safety.pictures import kept_file
from publishing.safety.publication import draft_record


@page("preview", sees)
def preview_page(admin, request, entry):
    record = draft_record(entry)
    if record is None or not record.texts:
        return TemplateResponse(request, "admin/publishing/nothing_public.html", {"entry": entry})
    note = _("At level “%s”, the public would see this of the entry as it is saved now.")
    template, context = admin.preview(request, record)
    context |= {
        "preview": True,
        "preview_note": note % entry.get_level_display(),
        "pictures": [picture.at(admin.picture_url) for picture in context.get("pictures", [])],
    }
    return TemplateResponse(request, template, context)


@page("picture", sees, route="pictures/<slug:digest>.webp")
def picture_page(admin, request, entry, digest):
    """The file of a picture, published or not, for who may see entries of this kind."""
    file = kept_file(digest)
    if file is None:
        raise Http404
    return HttpResponse(file, content_type="image/webp")
