"""Practices, themes and the report's recommendations for editors."""

from django.contrib import admin
from django.utils.translation import gettext_lazy as _
from taggit.models import Tag

from catalogue.catalogue import current
from catalogue.views import entry_context
from practices.models import (
    Illustration,
    KeyTheme,
    Participation,
    Practice,
    PracticeCitation,
    PracticeText,
    PracticeTheme,
    Recommendation,
    Theme,
)
from practices.sheets import PracticeSheet
from publishing.admin import CitationInline, EntryAdmin, PartInline, TextInline, VocabularyAdmin
from publishing.admin_fields import LinesField
from publishing.sheets.admin import SheetAdmin

admin.site.unregister(Tag)  # our themes are tags of our own


class PracticeTexts(TextInline):
    model = PracticeText
    fields = [
        ("language", "origin"),
        "title",
        "summary",
        "years_note",
        "evidence_note",
        "context",
        "approach",
        "outcomes",
        "lessons",
        "conditions",
    ]


class Participations(PartInline):
    model = Participation
    autocomplete_fields = ["organisation"]
    parts = ["organisation__texts"]


class Themes(PartInline):
    """Chosen from the list, never typed in: a slip would make a new theme."""

    model = PracticeTheme
    autocomplete_fields = ["tag"]
    parts = ["tag"]


class PracticeSources(CitationInline):
    model = PracticeCitation


class Recommendations(PartInline):
    model = Illustration
    autocomplete_fields = ["recommendation"]
    parts = ["recommendation"]


@admin.register(Practice)
class PracticeAdmin(SheetAdmin, EntryAdmin):
    sheet = PracticeSheet
    inlines = [PracticeTexts, Participations, Themes, PracticeSources, Recommendations]
    fieldsets = [
        (
            _("At a glance"),
            {
                "fields": [
                    "countries",
                    "scale",
                    ("start_year", "end_year", "ongoing"),
                    "networks",
                    "gender",
                    "youth",
                    "groups",
                    "evidence",
                    "adapted_from",
                    "from_report",
                ]
            },
        ),
        *EntryAdmin.FOR_EDITORS,
    ]
    autocomplete_fields = ["countries", "networks", "adapted_from"]
    search_fields = ["texts__title", "slug"]
    list_filter = [
        *EntryAdmin.list_filter,
        "evidence",
        ("theme_links__tag", admin.RelatedOnlyFieldListFilter),
        ("countries", admin.RelatedOnlyFieldListFilter),
    ]
    names = {"places": "countries", "themes": "theme_links", "recommendations": "illustrations"}
    place_parts = "countries"
    public_page = "practices:detail"
    preview_template = "practices/detail.html"

    def preview_context(self, request, record):
        return entry_context(request, record, current())


@admin.register(Theme)
class ThemeAdmin(VocabularyAdmin):
    list_display = ["name", "slug", "un_area"]
    search_fields = ["name", "slug", "aliases"]
    fields = ["name", "slug", "description", "aliases", "un_area", "dac"]
    readonly_fields = ["slug"]  # made from the name once; editions and public addresses hold it

    def formfield_for_dbfield(self, db_field, request, **kwargs):
        if db_field.name in ("aliases", "dac"):
            return LinesField(label=db_field.verbose_name, required=False, help_text=_("One a line."))
        return super().formfield_for_dbfield(db_field, request, **kwargs)


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
