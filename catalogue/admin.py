"""Synonyms and possible duplicates as editors see them."""

from django.contrib import admin

from catalogue.likeness_admin import LookAlikeAdmin
from catalogue.models import LookAlike, SynonymGroup
from publishing.editing.admin import VocabularyAdmin


@admin.register(SynonymGroup)
class SynonymGroupAdmin(VocabularyAdmin):
    list_display = ["__str__"]
    search_fields = ["words"]
    fields = ["words"]


admin.site.register(LookAlike, LookAlikeAdmin)
