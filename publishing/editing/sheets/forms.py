"""The forms of sheets, and where an uploaded file waits for its confirmation, with the paper that says whose it is."""

import contextlib
import tempfile
import time
from pathlib import Path

from django import forms
from django.core import signing
from django.utils.text import format_lazy
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from places.plain_text import PlainField
from publishing.editing.sheets.reading import MOST_BYTES, MOST_ROWS

PREFIX = "gsx-sheet-"
WAITS = 60 * 60  # seconds a file waits for its confirmation


class SheetStorage:
    """A file that only this program may read, in the folder for such files; what nobody confirmed goes in time."""

    def __init__(self, name=""):
        self.name = name

    def save(self, data):
        _sweep()
        with tempfile.NamedTemporaryFile(prefix=PREFIX, delete=False) as file:
            file.write(data)
        self.name = Path(file.name).name

    def read(self):
        return self._path.read_bytes()

    def remove(self):
        self._path.unlink(missing_ok=True)

    def exists(self):
        return self._path.is_file()

    @property
    def _path(self):
        return Path(tempfile.gettempdir()) / Path(self.name).name


def _sweep():
    for path in Path(tempfile.gettempdir()).glob(f"{PREFIX}*"):
        with contextlib.suppress(OSError):  # somebody else's, or gone this moment
            if time.time() - path.stat().st_mtime > WAITS:
                path.unlink()


def _signer(user, model):
    return signing.TimestampSigner(salt=f"sheet {user.pk} {model._meta.label_lower}")


def paper(user, model, name, digest):
    """What the confirmation brings back, for an hour and this user alone: the file's name, the digest of its plan."""
    return _signer(user, model).sign_object([name, digest])


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
    paper = forms.CharField(widget=forms.HiddenInput)
    file_name = PlainField(widget=forms.HiddenInput, required=False, max_length=200)
    # Empty: all rows, if none is wrong. Else "good": the good ones; or the kind of file in which to get the wrong ones.
    part = forms.CharField(widget=forms.HiddenInput, required=False, max_length=10)

    def read_paper(self, user, model):
        """(the file that waits, the digest of what was shown), or None when there is no such file for `user`."""
        try:
            paper = self.cleaned_data["paper"] if self.is_valid() else ""
            name, digest = _signer(user, model).unsign_object(paper, max_age=WAITS)
        except signing.BadSignature:
            return None
        waiting = SheetStorage(name)
        return (waiting, digest) if waiting.exists() else None


class ExportForm(forms.Form):
    format = forms.ChoiceField(
        label=gettext_lazy("Format"),
        choices=[("", "---"), ("xlsx", "XLSX (Excel, LibreOffice)"), ("csv", "CSV (UTF-8)")],
    )
