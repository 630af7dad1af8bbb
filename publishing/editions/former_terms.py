"""The terms that records refer to by slug: their labels, order and descriptions, as the public reads them."""

from dataclasses import dataclass, field

from django.db import transaction
from django.utils.translation import get_language

from places.names import OWN_LANGUAGE
from places.translated import names_in, said
from publishing.models import Generation, Term


@dataclass(frozen=True)
class TermInfo:
    """A term as readers meet it: `parent` a slug, `codes` in other vocabularies, `former` slugs in old editions.

    `name`, `description` and `aliases` are English; `texts` is {language: {"label", "description", "aliases"}}.
    """

    slug: str
    name: str
    description: str = ""
    aliases: tuple[str, ...] = ()
    position: int = 0
    parent: str = ""
    codes: dict = field(default_factory=dict)
    former: tuple[str, ...] = ()
    texts: dict[str, dict] = field(default_factory=dict)

    @property
    def label(self):
        """Its name in the active language. A list asks for some hundreds of them."""
        words = self.texts.get(get_language())
        return (words and words.get("label")) or self.name

    @property
    def told(self):
        """The Said of its description."""
        return said(self.texts, "description", self.description)

    @property
    def called(self):
        """The Said of its aliases."""
        return said(self.texts, "aliases", self.aliases)

    @property
    def names(self):
        """[(language, name, whether it is the label), …]: all that it is called, in all languages."""
        own = {"label": self.name, "aliases": self.aliases}
        return list(names_in({OWN_LANGUAGE: own} | self.texts, "label"))


_readers = []


def register(reader):
    """Add `reader`, a function that gives {vocabulary: [TermInfo, …]} from a room's own tables."""
    _readers.append(reader)
    return reader


def read_vocabularies():
    """All vocabularies, as {vocabulary: {slug: TermInfo}} in the order of their terms."""
    found = {}
    for reader in _readers:
        for vocabulary, terms in reader().items():
            found[vocabulary] = {term.slug: term for term in terms}
    return found


def former_slugs(vocabularies):
    """{vocabulary: {former slug: the slug now}} of what read_vocabularies gives, where terms had others."""
    found = {
        name: {former: term.slug for term in terms.values() for former in term.former}
        for name, terms in vocabularies.items()
    }
    return {name: slugs for name, slugs in found.items() if slugs}


@register
def fixed_terms():
    found = {}
    for term in Term.objects.order_by("vocabulary", "position", "slug"):
        words = (term.slug, term.label, term.description, tuple(term.aliases))
        info = TermInfo(*words, term.position, codes=term.codes, texts=term.texts)
        found.setdefault(term.vocabulary, []).append(info)
    return found


WORDS = ("slug", "label", "description", "aliases", "texts")  # of a row; its further keys are codes


@transaction.atomic
def load_terms(vocabulary, rows):
    """Bring terms in step with `rows` (dicts; further keys are codes), leave others; whether any changed."""
    Generation.objects.lock()
    held = {term.slug: term for term in Term.objects.filter(vocabulary=vocabulary)}
    new, changed = [], []
    for position, row in enumerate(rows):
        term = held.get(row["slug"]) or Term(vocabulary=vocabulary, slug=row["slug"])
        facts = {
            "label": row["label"],
            "description": row.get("description", ""),
            "aliases": row.get("aliases", []),
            "texts": row.get("texts", {}),
            "codes": {key: row[key] for key in row if key not in WORDS},
            "position": position,
        }
        if any(getattr(term, name) != value for name, value in facts.items()):
            for name, value in facts.items():
                setattr(term, name, value)
            term.clean()
            (changed if term.pk else new).append(term)
    Term.objects.bulk_create(new)
    Term.objects.bulk_update(changed, ["label", "description", "aliases", "texts", "codes", "position"])
    if new or changed:
        Generation.objects.advance(vocabulary=True)
    return bool(new or changed)
