"""The story on the home page: one practice and what a study found of it, chosen by rule and never set by hand."""

from django.utils.translation import get_language

from catalogue.kinds import KINDS
from practices.how_to import evaluation_view, figure_view
from practices.marks import FINDINGS, harm_is_told, marks

# The strongest design first.
DESIGNS = ("randomised", "quasi-experimental", "before-after", "mixed", "qualitative")
COMMUNITY = "local-communities"
# Practices of a design that are read to find one whose study tells enough.
READ = 12


def story(catalogue):
    """What the home page tells: a practice with the figures or the words of an independent study; None without one.

    Work with a community comes before other work, then the strongest design, then the newest.
    """
    index = catalogue.kinds["practice"]
    community = index.having("group", COMMUNITY)
    for among in (community, index.everything - community):
        for design in DESIGNS:
            numbers = index.ordered(index.having("design", design) & among, "newest", 0, READ)
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
        "figures": [figure_view(one, record.original.language) for one in record.figures],
        "study": evaluation_view(study, record, catalogue),
        "beside": marks(record, catalogue)[0].note if _is_more_told(record) else "",
    }


def _is_more_told(record):
    """Whether other findings, or harm, are told beside the one study."""
    findings = {one.finding for one in record.evaluations}.intersection(FINDINGS)
    return len(findings) > 1 or harm_is_told(record)
