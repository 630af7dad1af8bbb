"""The editors' side of entries that readers find in the catalogue: previews and differences are made as pages are."""

from django.utils.translation import gettext as _

from catalogue.admin import look_alikes_panel
from catalogue.catalogue import current
from catalogue.kinds import KINDS
from catalogue.likeness import find_of
from catalogue.pictures import pictures, pictures_answer
from catalogue.shapes import EMPTY_WORDS
from catalogue.views import entry_context
from places.lists import listed
from places.names import language_name
from publishing.editing.differences import Pictured
from publishing.editing.entry_admin import EntryAdmin
from publishing.models import Picture


def as_read(record, catalogue, *, file_at=None):
    """{label: words} of `record` in the order of its page; the texts in further languages follow the original.

    `words` are a string for prose, a list of strings for what the page shows at a glance or as a list, the reason why
    it is empty included. {} for None, which nobody reads. The files of pictures are found by `file_at`, for a digest.
    """
    if record is None:
        return {}
    record = catalogue.as_today(record)
    found = {}
    for text in record.texts:
        found |= _words_of(record, catalogue, text)
    return found | _facts_of(record, catalogue, file_at)


def _words_of(record, catalogue, text):
    """What is read in the language of `text`: its title and all prose of the page."""
    said = KINDS[record.KIND].reading(record, catalogue, text)
    found = {_("Title"): record.title(text.language)}
    found |= {str(answer.label): answer.text or str(answer.words) for answer in (said.lead, *said.sections)}
    suffix = "" if text is record.original else f" ({language_name(text.language)})"
    return {f"{label}{suffix}": words for label, words in found.items()}


def _facts_of(record, catalogue, file_at):
    """What is the same in every language."""
    said = KINDS[record.KIND].reading(record, catalogue, record.original)
    found = {_("Level"): str(record.level.label)}
    found |= {str(answer.label): _items(answer) for answer in (*said.glance, *said.relations)}
    found[_("Pictures")] = _pictures(record, file_at)
    found[_("Sources")] = [_joined(one.title, one.publisher, one.year, one.locator, one.url) for one in record.sources]
    return {label: words for label, words in found.items() if words}


def _items(answer):
    """The items and the note of an Answer, or the reason why there are none."""
    if not answer.items:
        return [str(answer.words)]
    items = [_joined(item.label, item.note) for item in answer.items]
    return [*items, answer.note] if answer.note else items


def _pictures(record, file_at):
    """Each picture in words, with a few letters that are others when the picture is another, and a thumbnail."""
    if answer := pictures_answer(record):
        return [str(answer.words)]
    people = _people(record) if record.pictures else {}
    return [_pictured(one.at(file_at) if file_at else one, people) for one in pictures(record)]


def _pictured(one, people):
    image = _("image %s") % one.shown.digest[:6]
    small = one.files[0]
    return Pictured(
        _joined(one.alt, one.caption, one.credit, one.licence.label, image),
        **{"url": small.url, "width": small.width, "height": small.height},
        people=people.get(small.digest, ""),
    )


def _people(record):
    """{digest: what was answered about the people} for the pictures of the entry as it is saved; it is never public."""
    saved = Picture.objects.filter(entry__uid=record.uid).prefetch_related("image__renditions")
    return {file.digest: one.get_people_display() for one in saved for file in one.image.renditions.all()}


def _joined(*parts):
    return listed(part for part in parts if part)


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
        return as_read(record, current(), file_at=self.picture_url)

    def is_silence(self, words):
        """Whether `words` of as_read are no more than a reason why there is nothing."""
        reasons = [str(reason) for reason in EMPTY_WORDS.values() if reason]
        return words in reasons or words in [[reason] for reason in reasons]
