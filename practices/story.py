"""The story on the home page: one practice and what a study found of it, chosen by rule and never set by hand."""

from django.utils.translation import get_language

from catalogue.kinds import KINDS
from practices.how_to import evaluation_view, figure_view
from practices.marks import FINDINGS

# The strongest design first; work with a community before other work.
DESIGNS = ("randomised", "quasi-experimental", "before-after", "mixed", "qualitative")
COMMUNITY = "local-communities"
# Practices of a design that are read to find one whose study tells enough.
READ = 12


def story(catalogue):
    """What the home page tells: a practice with the figures or the words of an independent study; None without one.

    Of the designs the strongest, of its practices those with a community, of these the newest.
    """
    index = catalogue.kinds["practice"]
    for design in DESIGNS:
        studied = index.having("design", design)
        community = index.having("group", COMMUNITY)
        for found in (studied & community, studied - community):
            numbers = index.ordered(found, "newest", 0, READ)
            for edition, record in catalogue.records("practice", numbers):
                if told := _told(record, design, catalogue, edition.slug):
                    return told
    return None


def _told(record, design, catalogue, slug):
    studies = (one for one in record.evaluations if one.design == design and one.independent and one.result)
    study = next((one for one in studies if one.finding in FINDINGS), None)
    if study is None:
        return None
    text = record.text(get_language())
    return {
        "title": record.title(text.language),
        "lang": text.language,
        "url": KINDS["practice"].address(slug),
        "summary": text.summary,
        "figures": [figure_view(one) for one in record.figures],
        "study": evaluation_view(study, catalogue),
    }
