"""Practices, themes and the report's recommendations for editors."""

from django.contrib import admin
from django.utils.translation import gettext_lazy as _
from taggit.models import Tag

from catalogue.admin import AskingTextInline
from catalogue.entry_admin import ReadEntryAdmin
from practices import suggestion_admin, theme_admin  # noqa: F401 (they register themselves)
from practices.bulk import change_themes_selected
from practices.models import (
    Adaptation,
    Cost,
    Evaluation,
    Figure,
    Illustration,
    KeyTheme,
    Material,
    Participation,
    Practice,
    PracticeText,
    PracticeTheme,
    Reach,
    Recommendation,
)
from practices.sheets import PracticeSheet
from publishing.editing.admin import VocabularyAdmin
from publishing.editing.forms import glance_fields
from publishing.editing.inlines import CitationInline, ConsentInline, PartInline, PictureInline, WidePartInline
from publishing.editing.pages.imports import IMPORT_PAGES
from publishing.editing.pages.sheets import SHEET_ACTIONS, SHEET_PAGES

admin.site.unregister(Tag)  # our themes are tags of our own


class PracticeTexts(AskingTextInline):
    model = PracticeText


class Participations(PartInline):
    model = Participation
    autocomplete_fields = ["organisation"]


class Themes(PartInline):
    """Chosen from the list, never typed in: a slip would make a new theme."""

    model = PracticeTheme
    autocomplete_fields = ["tag"]
    parts = ["tag"]


class ReachInline(PartInline):
    model = Reach


class CostInline(PartInline):
    model = Cost


class EvaluationInline(WidePartInline):
    model = Evaluation
    autocomplete_fields = ["source", "organisation"]
    fields = [
        *("source", "locator", ("by", "organisation"), ("year", "independent")),
        *(("design", "finding"), "sample", "result"),
    ]


class FigureInline(PartInline):
    model = Figure


class AdaptationInline(PartInline):
    model = Adaptation


class MaterialInline(PartInline):
    model = Material


class Recommendations(PartInline):
    model = Illustration
    autocomplete_fields = ["recommendation"]
    parts = ["recommendation"]


# Fields of the form that share a line.
TOGETHER = [("start_year", "end_year", "ongoing"), ("age_from", "age_to")]


@admin.register(Practice)
class PracticeAdmin(ReadEntryAdmin):
    sheet = PracticeSheet
    pages = (*ReadEntryAdmin.pages, *SHEET_PAGES, *IMPORT_PAGES)
    actions = [*ReadEntryAdmin.actions, change_themes_selected, *SHEET_ACTIONS]
    inlines = [
        PracticeTexts,
        Participations,
        Themes,
        ReachInline,
        CostInline,
        EvaluationInline,
        FigureInline,
        AdaptationInline,
        MaterialInline,
        PictureInline,
        CitationInline,
        Recommendations,
        ConsentInline,
    ]
    fieldsets = [
        (
            _("At a glance"),
            {
                "fields": glance_fields(
                    Practice, together=[("start_year", "end_year", "ongoing"), ("age_from", "age_to")]
                )
            },
        ),
        *ReadEntryAdmin.FOR_EDITORS,
    ]
    autocomplete_fields = ["countries", "networks", "run_by", "adapted_from"]
    list_filter = [
        *ReadEntryAdmin.list_filter,
        "evidence",
        ("theme_links__tag", admin.RelatedOnlyFieldListFilter),
        ("countries", admin.RelatedOnlyFieldListFilter),
    ]
    place_parts = "countries"


@admin.register(Recommendation)
class RecommendationAdmin(VocabularyAdmin):
    list_display = ["label", "title", "parent", "locator"]
    list_select_related = ["parent"]
    search_fields = ["number", "label", "title"]
    autocomplete_fields = ["parent"]
    fields = ["number", "label", "parent", "title", "gist", "locator", "position"]

    def get_readonly_fields(self, request, obj=None):
        """Editions and public addresses hold the number: it stays as it was."""
        return ["number"] if obj else []


@admin.register(KeyTheme)
class KeyThemeAdmin(VocabularyAdmin):
    list_display = ["number", "title", "locator"]
    list_display_links = ["title"]
