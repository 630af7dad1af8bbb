"""The vocabularies in the API: every term that records refer to, with its words in all languages."""

from ninja import Router

from catalogue.api import shapes
from catalogue.api.answers import answered, refuse_unknown
from catalogue.exported import exported

router = Router(tags=["vocabularies"])


@router.get(
    "", response=shapes.Vocabularies, url_name="vocabularies", operation_id="vocabularies", summary="List all terms"
)
def vocabularies(request):
    """Every vocabulary with its terms, each with what it is called in all languages of the site."""
    refuse_unknown(request)
    catalogue = exported()
    return answered(request, catalogue, lambda: _vocabularies(catalogue))


def _vocabularies(catalogue):
    found = [
        shapes.Vocabulary(name=name, terms=[_term(term) for term in terms.values()])
        for name, terms in sorted(catalogue.terms.items())
    ]
    return shapes.Vocabularies(generation=catalogue.number, vocabulary=catalogue.vocabulary, results=found)


def _term(term):
    return shapes.TermData(
        slug=term.slug,
        label=term.label,
        description=term.told.words,
        aliases=term.called.words,
        texts=term.texts,
        parent=term.parent or None,
        former=term.former,
    )
