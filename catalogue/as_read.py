"""A record field by field, in the words of its page: what a reviewer compares."""

from django.utils.translation import gettext as _

from catalogue.kinds import KINDS
from catalogue.shapes import Answer
from places.names import language_name


def as_read(record, catalogue):
    """{label: words} of `record` in the order of its page; the texts in further languages follow the original.

    `words` are a string, or a list of strings where the page shows a list. {} for None, which nobody reads.
    """
    if record is None:
        return {}
    found = {}
    for text in record.texts:
        found |= _words_of(record, catalogue, text)
    return found | _facts_of(record, catalogue)


def _words_of(record, catalogue, text):
    """What is read in the language of `text`: its title and all prose of the page."""
    page = _page(record, catalogue, text)
    prose = [page["about"]] if "about" in page else page["sections"]
    found = {_("Title"): page["title"]}
    if page.get("summary"):
        found[_("Summary")] = page["summary"]
    found |= {str(answer.label): _answered(answer) for answer in prose}
    suffix = "" if text is record.original else f" ({language_name(text.language)})"
    return {f"{label}{suffix}": words for label, words in found.items()}


def _facts_of(record, catalogue):
    """What is the same in every language."""
    page = _page(record, catalogue, record.original)
    found = {_("Level"): str(record.level.label)}
    found |= {str(answer.label): _answered(answer) for answer in page["glance"]}
    found[_("Networks it belongs to")] = [
        _joined(one["network"].label, one["role"], one["years"]) for one in page.get("memberships", ())
    ]
    found[_("Recommendations")] = [_joined(one.label, one.note) for one in page.get("recommendations", ())]
    found[_("Sources")] = [_joined(one.title, one.publisher, one.year, one.locator, one.url) for one in record.sources]
    return {label: words for label, words in found.items() if words}


def _page(record, catalogue, text):
    return KINDS[record.KIND].page(record, catalogue, text, {"title": record.title(text.language)})


def _answered(answer: Answer):
    """The words of an Answer, or the reason why there are none."""
    items = [_joined(item.label, item.note) for item in answer.items]
    if items and answer.note:
        items.append(answer.note)
    return items or answer.text or str(answer.words)


def _joined(*parts):
    return ", ".join(str(part) for part in parts if part)
