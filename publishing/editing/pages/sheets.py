"""Sheets: the columns and a template, the import with its dry run, the export. Their admin has a `sheet`."""

from collections import Counter

from django.contrib import admin as django_admin
from django.contrib import messages
from django.contrib.admin.models import ADDITION, CHANGE, LogEntry
from django.contrib.admin.options import IncorrectLookupParameters
from django.db import transaction
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from publishing.editing.pages.page import page, posted, sees
from publishing.editing.sheets.cells import BadFile
from publishing.editing.sheets.forms import ConfirmForm, ExportForm, FileForm, SheetStorage, paper
from publishing.editing.sheets.lookups import Run
from publishing.editing.sheets.resource import digest, sheet_of_left
from publishing.editing.sheets.writing import explained, template_xlsx, write_csv, write_sheet
from publishing.models import SheetImport

TYPES = {
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "csv": "text/csv; charset=utf-8",
}


def imports(admin, request, entry=None):
    return admin.has_add_permission(request) and admin.has_change_permission(request)


def _sheet(admin, request):
    return admin.sheet(Run(request.user, may_change=lambda entry: admin.has_change_permission(request, entry)))


def download(admin, extension, what, data):
    name = f"{admin.opts.model_name}-{what}.{extension}"
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return HttpResponse(data, content_type=TYPES[extension], headers=headers)


# --- what a sheet is


@page("columns", sees, route="sheet/", template="admin/sheets/columns.html", label=gettext_lazy("Template"))
def columns_page(admin, request, entry):
    return {
        "title": _("The columns of a sheet"),
        "columns": explained(admin.sheet.columns, _sheet(admin, request).run),
        "has_import_permission": imports(admin, request),
    }


@page("template", sees, route="sheet/<str:name>")
def template_page(admin, request, entry, name):
    columns = admin.sheet.columns
    if name == "template.xlsx":
        return download(admin, "xlsx", "template", template_xlsx(columns, _sheet(admin, request).run))
    if name == "template.csv":
        return download(admin, "csv", "template", write_csv([column.name for column in columns], []))
    raise Http404


# --- in


@page("import", imports, route="import/", template="admin/sheets/import.html", label=gettext_lazy("Import"))
def import_page(admin, request, entry):
    """Choose a file and see what it would do, row by row. Nothing is written."""
    form = FileForm(posted(request), request.FILES or None)
    looked_at = _look_at(admin, request, form) if form.is_valid() else {}
    earlier = SheetImport.objects.seen_by(request.user, admin.model).exists()
    return {"title": _("Import %s") % admin.opts.verbose_name_plural, "form": form, "earlier": earlier, **looked_at}


def _look_at(admin, request, form):
    """The context of the dry run of the file in `form`; what is wrong with the file as a whole goes to `form`."""
    file = form.cleaned_data["import_file"]
    data = file.read()
    try:
        plan = _sheet(admin, request).look(data)
    except BadFile as error:
        for sentence in error.sentences:
            form.add_error("import_file", sentence)
        return {}
    context = described(plan)
    if context["confirmable"] or context["wrong"]:
        waiting = SheetStorage()
        waiting.save(data)
        kept = paper(request.user, admin.model, waiting.name, digest(plan))
        form = ConfirmForm(initial={"paper": kept, "file_name": file.name[:200]})
        context["part_form" if context["wrong"] else "confirm_form"] = form
    return context


@page("process_import", imports, route="process_import/", template="admin/sheets/import.html", button=True)
@transaction.atomic
def process_import_page(admin, request, entry):
    form = ConfirmForm(request.POST)
    found = form.read_paper(request.user, admin.model)
    if found is None:
        sentence = _("The file that was looked at is no longer here, or was imported already: choose it again.")
        return _choose_again(admin, request, sentence)
    waiting, expected = found
    part = form.cleaned_data["part"]
    try:
        if part in TYPES:
            return _left(admin, request, waiting.read(), part)
        plan, sheet = _sheet(admin, request).write(
            waiting.read(), expected=expected, good_only=part == "good", file_name=form.cleaned_data["file_name"]
        )
    except BadFile as error:
        return _choose_again(admin, request, str(error))
    if sheet is None:
        return {"title": _("Import %s") % admin.opts.verbose_name_plural, "form": FileForm(), **described(plan)}
    _note(admin, request, sheet)
    waiting.remove()
    return HttpResponseRedirect(admin.url("imported", sheet))


def _left(admin, request, data, extension):
    """The file of the rows that are wrong, with what is wrong with each."""
    headers, *rows = sheet_of_left(_sheet(admin, request).look(data))
    return download(admin, extension, "wrong", write_sheet(extension, headers, rows))


def _choose_again(admin, request, sentence):
    admin.message_user(request, sentence, messages.ERROR)
    return HttpResponseRedirect(admin.url("import"))


def _note(admin, request, sheet):
    """Write the admin's log of what was imported, and say what was done."""
    message, said = _("Imported from the sheet “%s”.") % sheet.file_name, [_("The sheet was imported.")]
    for new, flag, words in ((True, ADDITION, WRITTEN["new"]), (False, CHANGE, WRITTEN["changed"])):
        keys = [one.entry_id for one in sheet.entries.all() if one.is_new == new]
        entries = admin.model.objects.prefetch_related("texts").filter(pk__in=keys)
        LogEntry.objects.log_actions(request.user.pk, entries, flag, message)
        said += [words(len(keys)) % {"count": len(keys)}] if keys else []
    said.append(_("Nothing of it is public until it is published."))
    admin.message_user(request, " ".join(said), messages.SUCCESS)


def described(plan):
    """What the import page shows of `plan`: its rows, the wrong ones first, and how many there are of each kind."""
    rows = [row for row in plan.rows if not row.blank or row.faults]
    counts = Counter(row.kind for row in rows)
    return {
        "rows": sorted(rows, key=lambda row: (row.kind != "wrong", row.line)),
        "counts": [(kind, words(counts[kind]) % {"count": counts[kind]}) for kind, words in COUNTED if counts[kind]],
        "notes": plan.notes,
        "wrong": counts["wrong"],
        "good": len(plan.to_write()) if counts["wrong"] else 0,
        "confirmable": not counts["wrong"] and bool(counts["new"] + counts["changed"]),
    }


WRITTEN = {
    "new": lambda count: ngettext("%(count)s new draft.", "%(count)s new drafts.", count),
    "changed": lambda count: ngettext("%(count)s entry changed.", "%(count)s entries changed.", count),
}
COUNTED = (
    ("wrong", lambda count: ngettext("%(count)s row is wrong", "%(count)s rows are wrong", count)),
    ("new", lambda count: ngettext("%(count)s row is new", "%(count)s rows are new", count)),
    ("changed", lambda count: ngettext("%(count)s row changes something", "%(count)s rows change something", count)),
    ("unchanged", lambda count: ngettext("%(count)s row changes nothing", "%(count)s rows change nothing", count)),
)


# --- out


@page(
    "export",
    sees,
    route="export/",
    template="admin/sheets/export.html",
    label=gettext_lazy("Export"),
    of_what_is_listed=True,
)
def export_page(admin, request, entry):
    """Choose a format; what is exported is what the list shows. A filter that the list does not know is said."""
    try:
        listed = admin.get_changelist_instance(request).queryset
    except IncorrectLookupParameters:
        admin.message_user(request, _("The list has no such filter: nothing was exported."), messages.ERROR)
        return HttpResponseRedirect(admin.url("changelist"))
    form = ExportForm(posted(request))
    exported = _export(admin, request, listed, form.cleaned_data["format"]) if form.is_valid() else None
    title = _("Export %s") % admin.opts.verbose_name_plural
    return exported or {"title": title, "form": form, "count": listed.count()}


def _export(admin, request, queryset, extension):
    """The file with the entries of `queryset`; None, and why is said, when they don't fit into one."""
    sheet = _sheet(admin, request)
    try:
        data = write_sheet(extension, sheet.headers, sheet.rows(queryset))
    except BadFile as error:
        admin.message_user(request, str(error), messages.ERROR)
        return None
    return download(admin, extension, timezone.localdate(), data)


@django_admin.action(
    description=gettext_lazy("Export the selected %(verbose_name_plural)s as XLSX"), permissions=["view_or_change"]
)
def export_selected_xlsx(admin, request, queryset):
    return _export(admin, request, queryset, "xlsx")


@django_admin.action(
    description=gettext_lazy("Export the selected %(verbose_name_plural)s as CSV"), permissions=["view_or_change"]
)
def export_selected_csv(admin, request, queryset):
    return _export(admin, request, queryset, "csv")


SHEET_PAGES = (columns_page, template_page, import_page, process_import_page, export_page)
SHEET_ACTIONS = (export_selected_xlsx, export_selected_csv)
