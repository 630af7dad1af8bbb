"""Sheets in the admin: buttons on the list, the import with its dry run, the export, the template."""

from collections import Counter

from django.contrib import admin, messages
from django.contrib.admin.models import ADDITION, CHANGE, LogEntry
from django.contrib.admin.options import IS_POPUP_VAR, ActionLocation, IncorrectLookupParameters
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_POST
from import_export.admin import ImportExportMixin
from import_export.forms import ExportForm

from publishing.editing.sheets.formats import CSV, FORMATS, XLSX
from publishing.editing.sheets.forms import ConfirmForm, FileForm
from publishing.editing.sheets.header import BadFile
from publishing.editing.sheets.lookups import Run
from publishing.editing.sheets.storage import SheetStorage, paper
from publishing.editing.sheets.template import explained, template_csv, template_xlsx
from publishing.entries import history


class SheetAdmin(ImportExportMixin):
    """Import and export of one kind of entry; stands before its ModelAdmin. `sheet` is its SheetResource."""

    sheet = None

    import_export_change_list_template = "admin/sheets/change_list.html"
    export_template_name = "admin/sheets/export.html"
    export_form_class = ExportForm
    import_formats = export_formats = FORMATS

    # --- who may

    def has_import_permission(self, request):
        return self.has_add_permission(request) and self.has_change_permission(request)

    def has_export_permission(self, request):
        return self.has_view_or_change_permission(request)

    def _run(self, request):
        return Run(request.user, may_change=lambda entry: self.has_change_permission(request, entry))

    def get_resource_classes(self, request):
        return [self.sheet]

    def get_resource_kwargs(self, request, *args, **kwargs):
        return {"run": self._run(request)}

    # --- the pages

    def get_urls(self):
        pages = [
            path("sheet/", self.admin_site.admin_view(self.columns_view), name=self._page_name("columns")),
            path("sheet/<str:name>", self.admin_site.admin_view(self.template_view), name=self._page_name("template")),
        ]
        return pages + super().get_urls()

    def _page_name(self, name):
        return f"{self.opts.app_label}_{self.opts.model_name}_{name}"

    def columns_view(self, request):
        """What each column holds, with the template to download."""
        self._demand(self.has_export_permission(request))
        columns = explained(self.sheet.columns, self._run(request))
        return self._sheet_page(request, "columns", _("The columns of a sheet"), {"columns": columns})

    def template_view(self, request, name):
        self._demand(self.has_export_permission(request))
        if name == "template.xlsx":
            return self._download(template_xlsx(self.sheet.columns, self._run(request)), XLSX())
        if name == "template.csv":
            return self._download(template_csv(self.sheet.columns), CSV())
        raise Http404

    def _download(self, data, file_format):
        name = f"{self.opts.model_name}-template.{file_format.get_extension()}"
        headers = {"Content-Disposition": f'attachment; filename="{name}"'}
        return HttpResponse(data, content_type=file_format.get_content_type(), headers=headers)

    def _demand(self, allowed):
        if not allowed:
            raise PermissionDenied

    def export_action(self, request):
        """Choose a format; what is exported is what the list shows. A filter that the list does not know is said."""
        try:
            return super().export_action(request)
        except IncorrectLookupParameters:
            self.message_user(request, _("The list has no such filter: nothing was exported."), messages.ERROR)
            return HttpResponseRedirect(reverse(f"admin:{self._page_name('changelist')}"))

    # --- in

    def import_action(self, request, **kwargs):
        """Choose a file and see what it would do, row by row. Nothing is written."""
        self._demand(self.has_import_permission(request))
        posted = request.method == "POST"
        form = FileForm(request.POST if posted else None, request.FILES if posted else None)
        context = self._look_at(request, form) if posted and form.is_valid() else {}
        return self._import_page(request, {"form": form, **context})

    def _look_at(self, request, form):
        """The context of the dry run of the file in `form`; what is wrong with the file as a whole goes to `form`."""
        file = form.cleaned_data["import_file"]
        data = file.read()
        try:
            resource = self._run_import(request, data, dry_run=True)
        except BadFile as error:
            for sentence in error.sentences:
                form.add_error("import_file", sentence)
            return {}
        context = described(resource.plan)
        if context["confirmable"]:
            waiting = SheetStorage()
            waiting.save(data)
            kept = paper(request.user, self.model, waiting.name, resource.digest())
            context["confirm_form"] = ConfirmForm(initial={"paper": kept, "file_name": file.name[:200]})
        return context

    def _run_import(self, request, data, **options):
        """Import the bytes `data`; the answer is the SheetResource, with its plan. Raises BadFile."""
        resource = self.sheet(run=self._run(request))
        result = resource.import_data(FORMATS[0]().create_dataset(data), **options)
        for error in result.base_errors:
            raise error.error
        return resource

    @method_decorator(require_POST)
    @transaction.atomic
    def process_import(self, request, **kwargs):
        """Do what was confirmed, in one transaction."""
        self._demand(self.has_import_permission(request))
        form = ConfirmForm(request.POST)
        found = form.read_paper(request.user, self.model)
        if found is None:
            sentence = _("The file that was looked at is no longer here, or was imported already: choose it again.")
            self.message_user(request, sentence, messages.ERROR)
            return HttpResponseRedirect(reverse(f"admin:{self._page_name('import')}"))
        waiting, digest = found
        try:
            resource = self._run_import(request, waiting.read(), expected=digest)
        except BadFile as error:
            self.message_user(request, str(error), messages.ERROR)
            return HttpResponseRedirect(reverse(f"admin:{self._page_name('import')}"))
        if resource.plan.faulty:
            return self._import_page(request, {"form": FileForm(), **described(resource.plan)})
        self._note(request, resource, form.cleaned_data["file_name"])
        waiting.remove()
        return HttpResponseRedirect(reverse(f"admin:{self._page_name('changelist')}"))

    def _note(self, request, resource, file_name):
        """Write the admin's log and the versions of what was imported, and say what was done."""
        written = {"new": set(), "changed": set()}
        for row in resource.plan.rows:
            if row.changes:
                written["new" if row.body.new else "changed"].add(row.body.entry.pk)
        message = _("Imported from the sheet “%s”.") % file_name
        for kind, flag in (("new", ADDITION), ("changed", CHANGE)):
            entries = self.model.objects.prefetch_related("texts").filter(pk__in=written[kind])
            LogEntry.objects.log_actions(request.user.pk, entries, flag, message)
            for entry in entries:
                history.keep(entry, by=request.user, comment=message)
        done = [
            ngettext("%(count)s new draft.", "%(count)s new drafts.", len(written["new"])),
            ngettext("%(count)s entry changed.", "%(count)s entries changed.", len(written["changed"])),
        ]
        counts = (len(written["new"]), len(written["changed"]))
        said = [words % {"count": count} for words, count in zip(done, counts, strict=True) if count]
        said = [_("The sheet was imported."), *said, _("Nothing of it is public until it is published.")]
        self.message_user(request, " ".join(said), messages.SUCCESS)

    def _import_page(self, request, context):
        return self._sheet_page(request, "import", _("Import %s") % self.opts.verbose_name_plural, context)

    def _sheet_page(self, request, page, title, context):
        request.current_app = self.admin_site.name
        context = {
            **self.admin_site.each_context(request),
            "title": title,
            "opts": self.opts,
            "media": self.media,
            "has_import_permission": self.has_import_permission(request),
            **context,
        }
        return TemplateResponse(request, f"admin/sheets/{page}.html", context)

    # --- out

    def get_export_filename(self, request, queryset, file_format):
        return f"{self.opts.model_name}-{timezone.localdate()}.{file_format.get_extension()}"

    def get_valid_export_item_pks(self, request):
        return []  # import-export's own list action is not used

    def init_request_context_data(self, request, form):
        """The context of import-export's export page."""
        return {
            **self.admin_site.each_context(request),
            "title": _("Export %s") % self.opts.verbose_name_plural,
            "form": form,
            "opts": self.opts,
            "media": self.media,
            "count": self.get_export_queryset(request).count(),
        }

    def get_actions(self, request, action_location=ActionLocation.CHANGE_LIST):
        """Beside the actions of the kind, whichever these are, the two of ours."""
        found = super().get_actions(request, action_location)
        if action_location != ActionLocation.CHANGE_LIST or IS_POPUP_VAR in request.GET:
            return found
        ours = ("export_selected_xlsx", "export_selected_csv") if self.has_export_permission(request) else ()
        return found | {name: self.get_action(name, action_location) for name in ours}

    @admin.action(description=gettext_lazy("Export the selected %(verbose_name_plural)s as XLSX"))
    def export_selected_xlsx(self, request, queryset):
        return self._export_selected(request, queryset, XLSX())

    @admin.action(description=gettext_lazy("Export the selected %(verbose_name_plural)s as CSV"))
    def export_selected_csv(self, request, queryset):
        return self._export_selected(request, queryset, CSV())

    def _export_selected(self, request, queryset, file_format):
        try:
            return self._do_file_export(file_format, request, queryset)
        except BadFile as error:
            self.message_user(request, str(error), messages.ERROR)


def described(plan):
    """What the import page shows of `plan`: its rows, the wrong ones first, and how many there are of each kind."""
    rows = [row for row in plan.rows if not row.blank or row.faults]
    counts = Counter(row.kind for row in rows)
    return {
        "rows": sorted(rows, key=lambda row: (row.kind != "wrong", row.line)),
        "counts": [(kind, words(counts[kind]) % {"count": counts[kind]}) for kind, words in COUNTED if counts[kind]],
        "wrong": counts["wrong"],
        "confirmable": not counts["wrong"] and bool(counts["new"] + counts["changed"]),
    }


COUNTED = (
    ("wrong", lambda count: ngettext("%(count)s row is wrong", "%(count)s rows are wrong", count)),
    ("new", lambda count: ngettext("%(count)s row is new", "%(count)s rows are new", count)),
    ("changed", lambda count: ngettext("%(count)s row changes something", "%(count)s rows change something", count)),
    ("unchanged", lambda count: ngettext("%(count)s row changes nothing", "%(count)s rows change nothing", count)),
)
