"""The sheet of practices."""

from django.utils.translation import gettext_lazy as _

from networks.models import Organisation
from practices.models import Illustration, Participation, Practice, Recommendation, Theme
from practices.themes import key_of
from publishing.editing.sheets.columns import checked
from publishing.editing.sheets.declared import sheet_columns
from publishing.editing.sheets.links import KeptLinks, Links, Part
from publishing.editing.sheets.lookups import Names, Thing, entries
from publishing.editing.sheets.resource import SheetResource


def themes(run):
    things = [Thing(one.slug, one.pk, str(one), one.names()) for one in Theme.objects.all()]
    return Names(_("There is no theme “%(typed)s”."), things, hint=_("The template lists all themes."), fold=key_of)


def recommendations(run):
    things = [
        Thing(one.number, one.pk, one.said("title").words, (one.label, *one.names()))
        for one in Recommendation.objects.all()
    ]
    return Names(_("The report has no recommendation “%(typed)s”."), things)


recommendations.model = Recommendation


class Themes(Links):
    """The themes of a practice, by any slug that they had: two slugs of a file may be one theme by now."""

    def cell_of(self, given):
        now = {slug: theme.slug for slug, theme in Theme.objects.by_address().items()}
        slugs = [checked(one, str) for one in given]
        once = dict.fromkeys(now.get(slug, slug) for slug in slugs)
        return super().cell_of(list(once) if len(set(slugs)) == len(slugs) else slugs)


def part_of(role, name, help, **options):
    """The column of the organisations that have `role` in a practice."""
    options |= {"field": "participations", "in_files": "organisations", "to": "organisation", "fixed": {"role": role}}
    return Links(name, help, entries(Organisation), **options)


class PracticeSheet(SheetResource):
    model = Practice
    columns = sheet_columns(
        Practice,
        instead={
            "participations": [
                part_of(
                    Participation.Role.LEAD,
                    "lead",
                    _(
                        "Who led it: organisations by name, acronym or slug. An answer here holds for all "
                        "organisations."
                    ),
                    example="Riverbank Circle",
                    answer="participations",
                ),
                part_of(Participation.Role.PARTNER, "partners", _("Who took part."), example="Hilltop Youth; RBC"),
                part_of(Participation.Role.FUNDER, "funders", _("Who paid for it.")),
            ],
            "themes": [
                Themes(
                    "themes",
                    _("What it is about, the most important first."),
                    themes,
                    listed=True,
                    field="theme_links",
                    to="tag",
                    example="Youth leadership; Sport, arts and culture",
                    answer="themes",
                )
            ],
            "recommendations": [
                KeptLinks(
                    "recommendations",
                    _(
                        "The report's recommendations it illustrates, by number; “| named” if the report names it "
                        "there."
                    ),
                    recommendations,
                    listed=True,
                    key="number",
                    field="illustrations",
                    to="recommendation",
                    parts=[Part(Illustration, "relation", Illustration.Relation.ILLUSTRATES)],
                    example="4b-i; 3 | named",
                    answer="recommendations",
                )
            ],
        },
    )
