"""The terms that records refer to by slug: their labels, order and descriptions, as the public reads them."""

from dataclasses import dataclass, field
from functools import lru_cache

from django.db import transaction
from django.utils.translation import get_language, gettext

from publishing.models import Generation, Term


@dataclass(frozen=True)
class TermInfo:
    """A term as readers meet it: `parent` a slug, `codes` in other vocabularies, `former` slugs in old editions."""

    slug: str
    name: str
    description: str = ""
    aliases: tuple[str, ...] = ()
    position: int = 0
    parent: str = ""
    codes: dict = field(default_factory=dict)
    former: tuple[str, ...] = ()

    @property
    def label(self):
        """Its name in the active language."""
        return _translated(self.name, get_language())


@lru_cache(maxsize=4096)
def _translated(name, language):
    """`name` in `language`, which is the active one. A list asks for some hundred of them."""
    return gettext(name)


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
        info = TermInfo(term.slug, term.label, term.description, tuple(term.aliases), term.position, codes=term.codes)
        found.setdefault(term.vocabulary, []).append(info)
    return found


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
            "codes": {key: row[key] for key in row if key not in ("slug", "label", "description", "aliases")},
            "position": position,
        }
        if any(getattr(term, name) != value for name, value in facts.items()):
            for name, value in facts.items():
                setattr(term, name, value)
            term.clean()
            (changed if term.pk else new).append(term)
    Term.objects.bulk_create(new)
    Term.objects.bulk_update(changed, ["label", "description", "aliases", "codes", "position"])
    if new or changed:
        Generation.objects.advance(vocabulary=True)
    return bool(new or changed)
