"""The editors' side of entries that readers find in the catalogue: previews and differences are made as pages are."""

from catalogue.as_read import as_read
from catalogue.catalogue import current
from catalogue.kinds import KINDS
from catalogue.likeness import find_of
from catalogue.likeness_admin import look_alikes_panel
from catalogue.views import entry_context
from publishing.editing.entry_admin import EntryAdmin


class ReadEntryAdmin(EntryAdmin):
    """An EntryAdmin that knows how readers see its entries, and which of them look alike."""

    panels = (*EntryAdmin.panels, look_alikes_panel)
    after_saving = (find_of,)

    @property
    def kind(self):
        return KINDS[self.model.KIND]

    def address(self, slug):
        return self.kind.address(slug)

    def preview(self, request, record):
        return self.kind.template("detail"), entry_context(request, record, current())

    def as_read(self, record):
        return as_read(record, current())
