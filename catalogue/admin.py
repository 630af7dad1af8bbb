"""Synonyms and possible duplicates as editors see them."""

from django.contrib import admin

from catalogue import likeness_admin  # noqa: F401 (it registers itself)
from catalogue.models import SynonymGroup
from publishing.editing.admin import VocabularyAdmin


@admin.register(SynonymGroup)
class SynonymGroupAdmin(VocabularyAdmin):
    list_display = ["__str__"]
    search_fields = ["words"]
    fields = ["words"]
