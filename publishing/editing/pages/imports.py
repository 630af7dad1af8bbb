"""Imports that were made: what each brought, the rows that were wrong, and the way back as one."""

from django.contrib import messages
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.core.paginator import Paginator
from django.http import Http404, HttpResponseRedirect
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from publishing.editing.pages import questions
from publishing.editing.pages.page import page
from publishing.editing.pages.sheets import TYPES, download, imports
from publishing.editing.sheets.cells import BadFile
from publishing.editing.sheets.undoing import Undoing, counted
from publishing.editing.sheets.writing import write_sheet
from publishing.models import Entry, SheetImport

AT_ONCE = 50  # on a page

BINNED = {
    "new": lambda count: ngettext("%(count)s draft is in the bin.", "%(count)s drafts are in the bin.", count),
    "changed": lambda count: ngettext(
        "%(count)s entry is again as it was before.", "%(count)s entries are again as they were before.", count
    ),
}


def _seen(admin, request, number):
    sheet = SheetImport.objects.seen_by(request.user, admin.model).filter(pk=number).first()
    if sheet is None:
        raise Http404
    return sheet


@page("imports", imports, route="imports/", template="admin/sheets/imports.html")
def imports_page(admin, request, entry):
    seen = SheetImport.objects.seen_by(request.user, admin.model).select_related("by").counted()
    listed = Paginator(seen, AT_ONCE).get_page(request.GET.get("p"))
    return {"title": _("Earlier imports"), "page": listed}


@page("imported", imports, route="imports/<int:number>/", template="admin/sheets/imported.html")
def imported_page(admin, request, entry, number):
    """What an import brought and what became of it; when posted to, it is undone."""
    sheet = _seen(admin, request, number)
    undoing = Undoing(admin, request, sheet)
    if request.method == "POST":
        _say_undone(admin, request, undoing.undo())
        return HttpResponseRedirect(request.path)
    outlooks = undoing.outlooks()
    drafts = (one.entry for one in outlooks if one.entry and one.entry.state == Entry.State.DRAFT)
    changeable = [entry.pk for entry in drafts if admin.has_change_permission(request, entry)]
    keys = changeable[: questions.MOST]
    return {
        "title": sheet.file_name or _("Import"),
        "sheet": sheet,
        "outlooks": outlooks,
        "possible": counted(outlooks),
        "left": len(sheet.left[1:]),
        "keys": keys,
        "cut": questions.first_of(len(changeable)),
        "questions_url": questions.run_url(admin, keys) if keys else "",
        "action_checkbox_name": ACTION_CHECKBOX_NAME,
    }


def _say_undone(admin, request, tried):
    done = counted(tried)
    said = [BINNED[kind](count) % {"count": count} for kind, count in done.items()]
    admin.message_user(
        request,
        " ".join([_("The import was undone."), *said]) if done else _("There was nothing left to undo."),
        messages.SUCCESS if done else messages.WARNING,
    )
    for one in [one for one in tried if not one.possible][:AT_ONCE]:
        words = _("“%(entry)s” was left alone. %(reason)s")
        admin.message_user(request, words % {"entry": one.entry, "reason": one.reason}, messages.WARNING)


@page("left", imports, route="imports/<int:number>/wrong/")
def left_page(admin, request, entry, number):
    """The rows of an import that were wrong, as a file to correct and choose again."""
    sheet = _seen(admin, request, number)
    extension = request.GET.get("format")
    if extension not in TYPES or not sheet.left:
        raise Http404
    headers, *rows = sheet.left
    try:
        data = write_sheet(extension, headers, rows)
    except BadFile as error:
        admin.message_user(request, str(error), messages.ERROR)
        return HttpResponseRedirect(admin.url("imported", sheet))
    return download(admin, extension, "wrong", data)


IMPORT_PAGES = (imports_page, imported_page, left_page)
