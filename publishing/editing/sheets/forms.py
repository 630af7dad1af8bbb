"""The forms of sheets: a file to import, its confirmation, and the format of an export."""

from django import forms
from django.utils.text import format_lazy
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from publishing.editing.sheets.reading import MOST_BYTES, MOST_ROWS
from publishing.editing.sheets.storage import SheetStorage, read_paper


class FileForm(forms.Form):
    """A file to look at; whether it is CSV or XLSX, its content says."""

    import_file = forms.FileField(
        label=gettext_lazy("File"),
        help_text=format_lazy(
            gettext_lazy("CSV in UTF-8 or XLSX, at most {rows} rows and {megabytes} MB."),
            rows=MOST_ROWS,
            megabytes=MOST_BYTES // 1024**2,
        ),
        widget=forms.FileInput(attrs={"accept": ".csv,.xlsx,text/csv"}),
        error_messages={"required": gettext_lazy("Choose a file."), "empty": gettext_lazy("The file is empty.")},
    )

    def clean_import_file(self):
        file = self.cleaned_data["import_file"]
        if file.size > MOST_BYTES:
            raise forms.ValidationError(_("The file is larger than %s MB: divide it.") % (MOST_BYTES // 1024**2))
        return file


class ConfirmForm(forms.Form):
    """Yes to what the dry run showed."""

    paper = forms.CharField(widget=forms.HiddenInput)
    file_name = forms.CharField(widget=forms.HiddenInput, required=False, max_length=200)

    def read_paper(self, user, model):
        """(the file that waits, the digest of what was shown), or None when there is no such file for `user`."""
        if not self.is_valid():
            return None
        try:
            name, digest = read_paper(user, model, self.cleaned_data["paper"])
        except ValueError:
            return None
        waiting = SheetStorage(name=name)
        return (waiting, digest) if waiting.exists() else None


class ExportForm(forms.Form):
    format = forms.ChoiceField(
        label=gettext_lazy("Format"),
        choices=[("", "---"), ("xlsx", "XLSX (Excel, LibreOffice)"), ("csv", "CSV (UTF-8)")],
    )
