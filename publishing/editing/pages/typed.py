"""What an editor types into the form of an entry, kept aside until it is saved: kept, used again, thrown away.

The notes of its other pages are kept too. Answers there are not: they are for the words that were read.
"""

from django.conf import settings
from django.contrib import messages
from django.contrib.admin.utils import unquote
from django.db import transaction
from django.http import HttpResponseRedirect, JsonResponse, QueryDict
from django.utils import timezone
from django.utils.formats import date_format, time_format
from django.utils.translation import gettext as _

from places.levels import Level
from places.plain_text import in_values, plain
from publishing.editing.given_back import KEY, posted_form_key, typed
from publishing.editing.pages.page import changes, page
from publishing.entries.typed import forget_typed_into
from publishing.models import Typed

LARGEST = 1_000_000  # letters of what is kept of a form
USE = "typed"  # the parameter of a form that is opened with what was typed before
NOTE, PAGE = "note", "of"  # what is kept of another page of the entry, and the parameter that names that page
NOTED = ("submit", "publish", "give_back", "questions")


def adds(admin, request, _entry):
    return admin.has_add_permission(request)


@page("typed", changes, button=True)
def typed_page(admin, request, entry):
    if (page_name := request.GET.get(PAGE)) in NOTED:
        return JsonResponse({"words": keep_note(admin, request, entry, page_name)})
    return _answer(admin, request, str(entry.pk), entry)


@page("typed_new", adds, route="typed/", button=True)
def typed_new_page(admin, request, _entry):
    return _answer(admin, request, posted_form_key(request) or "")


def _answer(admin, request, about, entry=None):
    if "_forget" in request.POST:
        _of(admin, request).filter(about=about).delete()
        admin.message_user(request, _("What you typed and did not save was thrown away."), messages.SUCCESS)
        return HttpResponseRedirect(admin.url("change", entry) if entry else admin.url("add"))
    return JsonResponse({"words": _keep(admin, request, about, entry)})


@transaction.atomic
def _keep(admin, request, about, entry):
    """Keep what was sent, unless its level forbids it; the answer is a sentence on that."""
    # As a form would read it: PostgreSQL holds no NUL, in names neither.
    fields = {plain(name): in_values(values) for name, values in typed(request).items()}
    levels = {request.POST.get("level", Level.OPEN), _level_now(admin, entry) if entry else Level.OPEN}
    return _kept(_key(admin, request, about), fields, is_open=levels == {Level.OPEN})


def _level_now(admin, entry):
    """The level of `entry`, which stays so until the transaction ends: whoever raises it forgets what was typed."""
    now = admin.model.objects.locked().filter(pk=entry.pk).first()
    return now and now.level


@transaction.atomic
def keep_note(admin, request, entry, page_name):
    """Keep the note that was sent from a page of `entry`, unless its level forbids it: a sentence on that."""
    fields = {NOTE: in_values(request.POST.getlist(NOTE))}
    key = _key(admin, request, str(entry.pk), page_name)
    return _kept(key, fields, is_open=_level_now(admin, entry) == Level.OPEN)


def _kept(key, fields, *, is_open):
    if not is_open:
        Typed.objects.filter(**key).delete()
        return _("Not kept beside what you save: the entry is not open.")
    if not key["about"] or sum(len(value) for values in fields.values() for value in values) > LARGEST:
        return _("Too long to be kept beside what you save: save it yourself.")
    Typed.objects.update_or_create(**key, defaults={"fields": fields, "at": timezone.now()})
    return _("What you typed is kept, not saved: %s") % time_format(timezone.localtime())


def _key(admin, request, about, page_name=""):
    return {"by": request.user, "kind": _kind(admin, page_name), "about": about}


def _kind(admin, page_name=""):
    """What forms are called: that of the table, or a page of its entries."""
    return f"{admin.opts.label}/{page_name}" if page_name else admin.opts.label


def _of(admin, request, page_name=""):
    return Typed.objects.filter(by=request.user, kind=_kind(admin, page_name))


def with_note(admin, request, entry, form, page_name):
    """The context of a page with `form`: its note is what the user typed there and did not send, and is kept."""
    rows = _of(admin, request, page_name).filter(about=str(entry.pk))
    if entry.level != Level.OPEN:
        rows.delete()
    elif form.is_bound:  # and refused: one may go and mend what was wrong, without script too
        keep_note(admin, request, entry, page_name)
    elif one := rows.first():
        form.initial[NOTE] = one.fields[NOTE][0] if one.fields[NOTE] else ""
    address = f"{admin.url('typed', entry)}?{PAGE}={page_name}"
    return {"form": form, "typed_url": address, "csrf_cookie": settings.CSRF_COOKIE_NAME}


def forget_notes(admin, request, entry):
    kinds = [_kind(admin, page_name) for page_name in NOTED]
    Typed.objects.filter(by=request.user, kind__in=kinds, about=str(entry.pk)).delete()


def unsaved(admin, request, entry):
    """What the user typed into the form of `entry`, or into forms that add one, and has not saved: a list of Typed."""
    rows = _of(admin, request)
    if entry:
        forget_typed_into(entry)
    found = list(rows.into(entry) if entry else rows.into_new_ones())
    form = admin.url("change", entry) if entry else admin.url("add")
    for one in found:
        one.use = f"{form}?{USE}={one.pk}"
        one.forget = admin.url("typed", entry) if entry else admin.url("typed_new")
    return found


class KeepsTyped:
    """Mixed into the admin of entries: its form offers what the user typed into it before and did not save."""

    def changeform_view(self, request, object_id=None, form_url="", extra_context=None):
        """The form; with what the user typed before, if its address says so."""
        if request.method == "GET" and USE in request.GET:
            entry = object_id and self.get_object(request, unquote(object_id))
            may_open = self.has_change_permission(request, entry) if entry else object_id is None
            if may_open and (one := self._used(request, entry)):
                when = date_format(timezone.localtime(one.at), "DATETIME_FORMAT")
                return self.given_back(request, object_id, _("You typed this on %s.") % when)
        return super().changeform_view(request, object_id, form_url, extra_context)

    def _used(self, request, entry):
        """The Typed that the address of the form asks for, or None; `request` then has it as if it were sent."""
        number = request.GET[USE]
        one = next((one for one in unsaved(self, request, entry) if str(one.pk) == number), None)
        if one is not None:
            request.FILES  # noqa: B018 (once read, it does not read anew what was posted)
            request.method, request.POST = "POST", QueryDict(mutable=True)
            for name, values in one.fields.items():
                request.POST.setlist(name, values)
            if entry is None:
                request.POST[KEY] = one.about
        return one

    def render_change_form(self, request, context, add=False, change=False, form_url="", obj=None):
        if not context["is_popup"] and (add or self.has_change_permission(request, obj)):
            context["typed_url"] = self.url("typed", obj) if obj else self.url("typed_new")
            context["unsaved"] = unsaved(self, request, obj) if request.method == "GET" else []
        return super().render_change_form(request, context, add, change, form_url, obj)

    def save_related(self, request, form, formsets, change):
        super().save_related(request, form, formsets, change)
        about = str(form.instance.pk) if change else posted_form_key(request) or ""
        _of(self, request).filter(about=about).delete()
        forget_typed_into(form.instance)
