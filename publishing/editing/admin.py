"""The vocabulary, the sources and the editions for editors; what else the staff see of publishing registers itself."""

from contextlib import contextmanager

from django import forms
from django.contrib import admin
from django.db import transaction
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from places.admin import ReadOnlyAdmin
from publishing.editing import admin_care, admin_links, admin_people, consent_answers  # noqa: F401
from publishing.editing.admin_fields import LinesField
from publishing.entries.fields import new_uid
from publishing.models import Edition, Generation, Source, Term


@contextmanager
def new_words():
    """What is done inside changes words that every public page may show: all workers read them again.

    The generation is locked first, as by whoever publishes: the two would wait for each other.
    """
    with transaction.atomic():
        Generation.objects.lock()
        yield
        Generation.objects.advance(vocabulary=True)


class VocabularyAdmin(admin.ModelAdmin):
    @new_words()
    def save_model(self, request, obj, form, change):
        super().save_model(request, obj, form, change)

    @new_words()
    def delete_model(self, request, obj):
        super().delete_model(request, obj)

    @new_words()
    def delete_queryset(self, request, queryset):
        super().delete_queryset(request, queryset)


@admin.register(Term)
class TermAdmin(VocabularyAdmin):
    list_display = ["label", "vocabulary", "slug", "position"]
    list_filter = ["vocabulary"]
    search_fields = ["label", "slug"]
    fields = ["vocabulary", "slug", "label", "description", "aliases", "position"]

    def get_readonly_fields(self, request, obj=None):
        """Editions and public addresses hold the slug: it stays as it was."""
        return ["vocabulary", "slug"] if obj else []

    def formfield_for_dbfield(self, db_field, request, **kwargs):
        if db_field.name == "aliases":
            return LinesField(label=db_field.verbose_name, required=False, help_text=_("One a line."))
        if db_field.name == "vocabulary":
            known = Term.objects.order_by("vocabulary").values_list("vocabulary", flat=True).distinct()
            return forms.ChoiceField(label=db_field.verbose_name, choices=[(name, name) for name in known])
        return super().formfield_for_dbfield(db_field, request, **kwargs)

    def has_delete_permission(self, request, obj=None):
        """Terms that entries hold in sets would vanish from them without a word."""
        return False


@admin.register(Source)
class SourceAdmin(VocabularyAdmin):
    list_display = ["title", "publisher", "year"]
    search_fields = ["title", "publisher", "slug"]
    fields = ["title", "publisher", "year", "url", "slug"]
    prepopulated_fields = {"slug": ["title"]}

    def get_queryset(self, request):
        return super().get_queryset(request).seen_by(request.user)

    def get_fields(self, request, obj=None):
        """Whoever does not see all sources chooses no key: it would tell which are taken."""
        return [name for name in self.fields if name != "slug" or self._sees_all(request)]

    def get_prepopulated_fields(self, request, obj=None):
        return self.prepopulated_fields if self._sees_all(request) else {}

    def _sees_all(self, request):
        return Source.objects.shows_all_to(request.user)

    def save_model(self, request, obj, form, change):
        if not change:
            obj.added_by = request.user
            obj.slug = obj.slug or f"{slugify(obj.title)[:60]}-{new_uid()}".strip("-")
        super().save_model(request, obj, form, change)


@admin.register(Edition)
class EditionAdmin(ReadOnlyAdmin):
    """Editions are read here, and written by publishing and withdrawing only."""

    exclude = ["entry"]  # `kind` and `uid` name it
    list_display = ["title_or_uid", "kind", "number", "current", "level", "published_at", "published_by", "note"]
    list_filter = ["kind", "current", "level"]
    list_select_related = ["published_by"]
    search_fields = ["title", "slug", "uid"]
    ordering = ["-generation"]

    @admin.display(description=gettext_lazy("title"), ordering="title")
    def title_or_uid(self, edition):
        return edition.title or edition.uid
