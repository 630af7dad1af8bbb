"""What templates loop over: small values, already resolved, translated and safe to show."""

from dataclasses import dataclass, field

from django.utils.translation import gettext_lazy as _

from places.lists import listed
from places.order import sorting_key
from publishing.records.record import Answer as Kind

EMPTY_WORDS = {
    Kind.NOT_REPORTED: _("Not reported"),
    Kind.NOT_ASKED: _("Not looked up yet"),
    Kind.NOT_APPLICABLE: _("Not applicable"),
    Kind.WITHHELD: _("Withheld for safety"),
    Kind.NOT_TRANSLATED: _("Not translated yet"),
    Kind.REPORTED: "",
}


@dataclass(frozen=True)
class Reference:
    """Something with a name; without `url` it is plain text. `lang` is the BCP 47 tag of a label, if it has one.

    `note_lang` is that of a note which is not ours. `uid` is that of an entry which is named.
    """

    label: str
    url: str = ""
    note: str = ""
    lang: str = ""
    uid: str = field(default="", compare=False)
    note_lang: str = ""

    @property
    def external(self):
        """Whether the link leaves the site."""
        return not self.url.startswith("/")


@dataclass(frozen=True)
class Answer:
    """What is known of the field `name`: prose in `text`, or `items`; or the reason why there is neither.

    `lang` is the language of `text` and `note`; `untranslated` what it is called, where it stands in for a translation.
    """

    label: str
    kind: Kind = Kind.REPORTED
    items: list[Reference] = field(default_factory=list)
    text: str = ""
    note: str = ""
    lang: str = ""
    name: str = field(default="", compare=False)
    untranslated: str = ""

    @property
    def words(self):
        return EMPTY_WORDS[self.kind]


@dataclass(frozen=True)
class Silence:
    """What an entry does not tell, by its `labels` and the `names` of the fields, for one reason."""

    kind: Kind
    labels: list[str]
    names: list[str] = field(default_factory=list)

    @property
    def words(self):
        return EMPTY_WORDS[self.kind]

    @property
    def listed(self):
        """Its labels in a row, as the language of the page writes them."""
        return listed(self.labels)


@dataclass(frozen=True)
class Reading:
    """What an entry says in one language, in the order of its page; to make it asks the database nothing.

    `lead` is what opens it and `sections` the prose that follows; `glance` holds its facts, and `relations` the lists
    of others that its record names. `mentioned` are such lists too, but it is other entries that name it there.
    """

    lead: Answer
    glance: list[Answer]
    sections: list[Answer] = field(default_factory=list)
    relations: list[Answer] = field(default_factory=list)
    mentioned: list[Answer] = field(default_factory=list)
    acronym: str = ""


@dataclass(frozen=True)
class Count:
    """A figure; `lang` is the BCP 47 tag of a note that is not in the language of the page."""

    label: str
    count: int
    url: str = ""
    note: str = ""
    lang: str = ""


def largest_first(counts):
    """The `counts` (Count) by their numbers, those of one number by their labels."""
    return sorted(counts, key=lambda one: (-one.count, sorting_key(one.label)))
