"""Synonyms as editors see them."""

from django.contrib import admin

from catalogue.models import SynonymGroup
from publishing.admin import VocabularyAdmin


@admin.register(SynonymGroup)
class SynonymGroupAdmin(VocabularyAdmin):
    list_display = ["__str__"]
    search_fields = ["words"]
    fields = ["words"]
