"""The editors' site: Django's admin, what waits for somebody on its first page, and guards where it would break."""

from functools import wraps
from itertools import chain

from django.contrib.admin import AdminSite, ModelAdmin
from django.contrib.admin.exceptions import DisallowedModelAdminLookup
from django.contrib.admin.options import IncorrectLookupParameters
from django.contrib.admin.views.main import ChangeList
from django.core.exceptions import BadRequest
from django.db import models
from django.db.models import prefetch_related_objects

from catalogue.likeness import LookAlikes
from gsx_site.given_back import may_come_back, sign_in_again
from places.plain_text import PlainField
from publishing.editing.cockpit import Answers, DeadLinks, Desk, EntryLists, Lately, Names, Suggestions
from publishing.editing.form_fields import ChoicesAdmin, ChoicesInline, Completion
from publishing.editing.given_back import GivesBack
from publishing.entries.sight import veils

# The lists of what waits for an editor, in the order of the page.
LISTS = (Answers, Names, Suggestions, EntryLists, LookAlikes, DeadLinks)


class OwnFilters(ChangeList):
    """What none of the list's own filters takes is refused (400).

    Django would look up through any field, and break on some of what can be typed there: ranges, patterns, numbers that
    no column holds. What it does see to be wrong it would pass over, and show the whole list.
    """

    def get_queryset(self, request, exclude_parameters=None):
        try:
            return super().get_queryset(request, exclude_parameters)
        except (IncorrectLookupParameters, OverflowError, ValueError) as error:
            raise DisallowedModelAdminLookup("No filter of this list takes such a value.") from error

    def get_filters(self, request):
        found = super().get_filters(request)
        left = found[2].keys() - {f"{self.date_hierarchy}__gte", f"{self.date_hierarchy}__lt"}
        if left:
            raise DisallowedModelAdminLookup(f"This list has no filter {min(left)}.")
        return found


class Guarded(GivesBack, ChoicesAdmin):
    """Stands before every class that is registered, those of libraries too."""

    def get_changelist(self, request, **options):
        return OwnFilters

    def formfield_for_dbfield(self, db_field, request, **kwargs):
        """The texts of libraries' tables, such as the name of an account, are plain as those of ours are."""
        if type(db_field) in (models.CharField, models.TextField):
            kwargs.setdefault("form_class", PlainField)
        return super().formfield_for_dbfield(db_field, request, **kwargs)

    def get_object(self, request, object_id, from_field=None):
        # An empty name stands for no name; Django would look for a field that is called so.
        found = super().get_object(request, object_id, from_field or None)
        if found is not None:
            prefetch_related_objects([found], *veils(self.model, request.user))
        return found


def _before(made, first, **attributes):
    """The class `made` with `first` standing before it."""
    return type(made.__name__, (first, made), {"__module__": made.__module__, **attributes})


class EditorsSite(AdminSite):
    index_template = "admin/cockpit.html"

    def register(self, model_or_iterable, admin_class=None, **options):
        base = admin_class or ModelAdmin
        inlines = [_before(one, ChoicesInline) for one in base.inlines]
        super().register(model_or_iterable, _before(base, Guarded, inlines=inlines), **options)

    def autocomplete_view(self, request):
        return Completion.as_view(admin_site=self)(request)

    def index(self, request, extra_context=None):
        desk = Desk(request, self)
        lately, lists = Lately(desk), [kind(desk) for kind in LISTS]
        desk.read(chain.from_iterable(one.keys for one in (lately, *lists)))
        found = [work for one in lists for work in one.work_lists()]
        waiting, quiet = [one for one in found if one.count], [one for one in found if not one.count]
        own = {"lately": lately.rows(), "ways_to_add": lately.ways_to_add(), "waiting": waiting, "quiet": quiet}
        return super().index(request, {**own, **(extra_context or {})})

    def admin_view(self, view, cacheable=False):
        """A view that refuses queries with a NUL: PostgreSQL knows no such text, and Django's lists would break.

        A form that comes from a page of ours after its session ended is given back to who sent it.
        """
        guarded = super().admin_view(view, cacheable)

        @wraps(guarded)
        def asked(request, *args, **kwargs):
            if any("\x00" in text for name, values in request.GET.lists() for text in (name, *values)):
                raise BadRequest("There is a NUL in the query.")
            if may_come_back(request) and not request.user.is_authenticated:
                return sign_in_again(request)
            return guarded(request, *args, **kwargs)

        return asked
