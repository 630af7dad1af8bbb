"""The sheet of practices."""

from django.utils.translation import gettext_lazy as _

from networks.sheets import networks, organisations
from practices.models import Illustration, Participation, Practice, Recommendation, Theme
from practices.themes import key_of
from publishing.editing.sheets.columns import KeptLinks, Links, Many, One, Part, Words, Year, YesNo
from publishing.editing.sheets.common import closing_columns, key_columns
from publishing.editing.sheets.lookups import countries, entries, terms
from publishing.editing.sheets.matching import Names, Thing
from publishing.editing.sheets.resource import SheetResource


def themes(run):
    things = [Thing(one.slug, one.pk, one.name, tuple(one.aliases)) for one in Theme.objects.all()]
    return Names(_("There is no theme “%(typed)s”."), things, hint=_("The template lists all themes."), fold=key_of)


def recommendations(run):
    things = [Thing(one.number, one.pk, one.title, (one.label,)) for one in Recommendation.objects.all()]
    return Names(_("The report has no recommendation “%(typed)s”."), things)


practices = entries(Practice, _("There is no practice “%(typed)s”."), _("Import the practice it names first."))
scales = terms("scale", _("There is no scale “%(typed)s”."))
steps = terms("evidence", _("There is no step of evidence “%(typed)s”."))
gender = terms("gender", _("There is no gender focus “%(typed)s”."))
youth = terms("youth", _("There is no youth focus “%(typed)s”."))
groups = terms("groups", _("There is no group “%(typed)s”."))


def part_of(role, name, help, **options):
    """The column of the organisations that have `role` in a practice."""
    return Links(name, help, organisations, field="participations", to="organisation", fixed={"role": role}, **options)


def words(name, help, **options):
    return Words(name, help, of_text=True, answer=name, **options)


class PracticeSheet(SheetResource):
    model = Practice
    columns = [
        *key_columns(),
        words(
            "title",
            _("What was done and where, in plain words; no slogan. At most 120 characters."),
            example="Evening football in Kisumu",
            needed=True,
        ),
        words(
            "summary",
            _("Two sentences, about 200 characters: who does what with whom, and to what end."),
            example="Neighbours play and talk on two evenings a week.",
            needed=True,
        ),
        words("context", _("What the problem was: what people faced, in their own words.")),
        words("approach", _("What was done: steps somebody else could follow.")),
        words("outcomes", _("What came of it: only what a source reports, with who says so.")),
        words("lessons", _("What was learnt: what they would do differently, what surprised them.")),
        words("conditions", _("What it needs to work elsewhere: people, trust, money, time, law.")),
        words("years_note", _("About the years, if they need words.")),
        words("evidence_note", _("Why that step of evidence, in one sentence.")),
        Many(
            "countries",
            _("Where the work took place: names in any language, or codes. None for work not tied to countries."),
            countries,
            key="code",
            example="Kenya; UG",
            answer="places",
        ),
        One("scale", _("How far it reaches."), scales, listed=True, needed=True, example="local", answer="scale"),
        Year("start_year", _("The first year."), example="2015", answer="start_year"),
        Year("end_year", _("The last year. Empty while the work goes on."), example="2019", answer="end_year"),
        YesNo("ongoing", _("Whether the work goes on."), example="no", answer="ongoing"),
        part_of(
            Participation.Role.LEAD,
            "lead",
            _("Who led it: organisations by name, acronym or slug. An answer here holds for all organisations."),
            example="Riverbank Circle",
            answer="participations",
        ),
        part_of(Participation.Role.PARTNER, "partners", _("Who took part."), example="Hilltop Youth; RBC"),
        part_of(Participation.Role.FUNDER, "funders", _("Who paid for it.")),
        Many("networks", _("The networks it belongs to."), networks, example="Bridges Network", answer="networks"),
        Links(
            "themes",
            _("What it is about, the most important first."),
            themes,
            listed=True,
            field="theme_links",
            to="tag",
            example="Youth leadership; Sport, arts and culture",
            answer="themes",
        ),
        Many("gender", _("The gender focus."), gender, listed=True, answer="gender"),
        Many("youth", _("The youth focus."), youth, listed=True, answer="youth"),
        Many("groups", _("Whom it works with."), groups, listed=True, answer="groups"),
        One(
            "evidence",
            _("The highest step of evidence that a source supports."),
            steps,
            listed=True,
            needed=True,
            example="reported",
            answer="evidence",
        ),
        KeptLinks(
            "recommendations",
            _("The report's recommendations it illustrates, by number; “| named” if the report names it there."),
            recommendations,
            listed=True,
            key="number",
            field="illustrations",
            to="recommendation",
            parts=[Part(Illustration, "relation", Illustration.Relation.ILLUSTRATES)],
            example="4b-i; 3 | named",
            answer="recommendations",
        ),
        YesNo(
            "from_report", _("Whether the #GSX2017 report tells of it. Empty means no."), unknown=False, example="no"
        ),
        One("adapted_from", _("The practice it was adapted from."), practices, answer="adapted_from"),
        *closing_columns(),
    ]
