"""The editors' side of entries that readers find in the catalogue: previews and differences are made as pages are."""

from django.utils.translation import gettext as _

from catalogue.admin import look_alikes_panel
from catalogue.catalogue import current
from catalogue.kinds import KINDS
from catalogue.likeness import find_of
from catalogue.pictures import pictures, pictures_answer
from catalogue.views import entry_context
from places.names import language_name
from publishing.editing.entry_admin import EntryAdmin


def as_read(record, catalogue):
    """{label: words} of `record` in the order of its page; the texts in further languages follow the original.

    `words` are a string for prose, a list of strings for what the page shows at a glance or as a list, the reason why
    it is empty included. {} for None, which nobody reads.
    """
    if record is None:
        return {}
    record = catalogue.as_today(record)
    found = {}
    for text in record.texts:
        found |= _words_of(record, catalogue, text)
    return found | _facts_of(record, catalogue)


def _words_of(record, catalogue, text):
    """What is read in the language of `text`: its title and all prose of the page."""
    said = KINDS[record.KIND].reading(record, catalogue, text)
    found = {_("Title"): record.title(text.language)}
    found |= {str(answer.label): answer.text or str(answer.words) for answer in (said.lead, *said.sections)}
    suffix = "" if text is record.original else f" ({language_name(text.language)})"
    return {f"{label}{suffix}": words for label, words in found.items()}


def _facts_of(record, catalogue):
    """What is the same in every language."""
    said = KINDS[record.KIND].reading(record, catalogue, record.original)
    found = {_("Level"): str(record.level.label)}
    found |= {str(answer.label): _items(answer) for answer in (*said.glance, *said.relations)}
    found[_("Pictures")] = _pictures(record)
    found[_("Sources")] = [_joined(one.title, one.publisher, one.year, one.locator, one.url) for one in record.sources]
    return {label: words for label, words in found.items() if words}


def _items(answer):
    """The items and the note of an Answer, or the reason why there are none."""
    if not answer.items:
        return [str(answer.words)]
    items = [_joined(item.label, item.note) for item in answer.items]
    return [*items, answer.note] if answer.note else items


def _pictures(record):
    """The words of each picture, and a few letters that are others when the picture itself is another."""
    if answer := pictures_answer(record):
        return [str(answer.words)]
    return [
        _joined(one.alt, one.caption, one.credit, one.licence.label, _("image %s") % one.shown.digest[:6])
        for one in pictures(record)
    ]


def _joined(*parts):
    return ", ".join(str(part) for part in parts if part)


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
