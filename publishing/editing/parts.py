"""Rows that are part of entries: whoever changes them changes these entries, and it is kept in their histories."""

from contextlib import contextmanager

from django.contrib import admin
from django.db.models import F
from django.utils import timezone

from publishing.entries import history
from publishing.entries.history import published_models
from publishing.models import Entry


def owner_keys(model):
    """The foreign keys of `model` to the entries whose part its rows are."""
    keys = [field for field in model._meta.concrete_fields if field.many_to_one]
    return [
        key
        for key in keys
        if issubclass(key.related_model, Entry) and key.remote_field.get_accessor_name() in key.related_model.PARTS
    ]


def owners(rows):
    """The entries whose part `rows` are, as they are in memory and as they are saved."""
    found = {}
    for row in rows:
        saved = type(row)._base_manager.filter(pk=row.pk).first() if row.pk else None
        for one in filter(None, (row, saved)):
            for key in owner_keys(type(row)):
                entry = getattr(one, key.name)
                found[type(entry), entry.pk] = entry
    return list(found.values())


@contextmanager
def kept_with_parts(entries, part, *, by):
    """Versions of `entries` before and after `by` changes rows of the model `part` inside."""
    with history.kept_around(*entries, by=by):
        yield
        count_up(entries, part, by=by)


def count_up(entries, part, *, by):
    """Count `entries` up for changed rows of `part`; changed itself is an entry that is published with such rows."""
    for entry in entries:
        changed = {"version": F("version") + 1}
        if part in published_models(type(entry)):
            changed |= {"edited_by": by, "updated_at": timezone.now()}
        Entry.objects.filter(pk=entry.pk).update(**changed)


class PartAdmin(admin.ModelAdmin):
    """The form of rows that are part of entries, and are kept with them."""

    def save_model(self, request, obj, form, change):
        form.owners = owners([obj])
        for entry in form.owners:
            history.keep_before(entry)
        super().save_model(request, obj, form, change)

    def save_related(self, request, form, formsets, change):
        super().save_related(request, form, formsets, change)
        count_up(form.owners, self.model, by=request.user)
        for entry in form.owners:
            history.keep(entry, by=request.user)

    def delete_model(self, request, obj):
        with kept_with_parts(owners([obj]), self.model, by=request.user):
            super().delete_model(request, obj)

    def delete_queryset(self, request, queryset):
        with kept_with_parts(owners(queryset), self.model, by=request.user):
            super().delete_queryset(request, queryset)
