"""Forms that come back: what was typed into a form of the admin is saved once, or shown again with a sentence."""

import hashlib
import json
import re
import secrets

from django.conf import settings
from django.contrib import admin, messages
from django.db import IntegrityError, InternalError, OperationalError, transaction
from django.utils.translation import gettext as _

from accounts import sessions
from publishing.models import AddedOnce

KEY = "form_key"
# What a form sends that nobody typed.
NOT_TYPED = {"csrfmiddlewaretoken", KEY}
# The database does not take it now: it is locked, or may only be read.
NOT_NOW = (OperationalError, InternalError)


class SentTwice(IntegrityError):
    """Another request with the key of this one saved its form at the same moment."""


class Refused:
    """Mixed into a bound form: it is shown again with the sentence `refused`, whatever it says itself."""

    refused = ""

    def full_clean(self):
        super().full_clean()
        if self.is_bound:
            self.add_error(None, self.refused)


class GivesBack:
    """Mixed into every admin: a form that can't be saved, for whatever reason, comes back with all that was typed.

    The form that adds a row carries a key, so that pressing Save twice makes one. `request.given_back` is the sentence
    with which a form is shown again instead of being saved.
    """

    def changeform_view(self, request, object_id=None, form_url="", extra_context=None):
        def save():
            return super(GivesBack, self).changeform_view(request, object_id, form_url, extra_context)

        if request.method != "POST":
            return save()
        try:
            try:
                return self._once(request, save) if object_id is None else save()
            except IntegrityError:  # somebody else wrote at this moment; what they wrote is seen now
                return self._once(request, save) if object_id is None else save()
        except IntegrityError:
            words = _("Somebody else saved something at the same moment, and it does not go together with this.")
        except NOT_NOW:
            words = _("The directory can't be written to at this moment. Save again in a minute.")
        response = self.given_back(request, object_id, words)
        response.status_code = 503
        return response

    def given_back(self, request, object_id, words):
        """The form with what was typed, and `words`. Nothing is saved, and nothing is locked."""
        request.given_back = _("%s What you typed is below and not saved; files have to be chosen again.") % words
        # Django's own way to it opens a transaction for writing, for which a locked database would be waited for again.
        return self._changeform_view(request, object_id, "", None)

    def gives_back(self):
        """Whether its form is Django's: pages of our own at that address answer to what was posted themselves."""
        return type(self).change_view is admin.ModelAdmin.change_view

    def get_form(self, request, obj=None, change=False, **kwargs):
        form = super().get_form(request, obj, change=change, **kwargs)
        words = getattr(request, "given_back", "")
        return type(form)(form.__name__, (Refused, form), {"refused": words}) if words else form

    def render_change_form(self, request, context, add=False, change=False, form_url="", obj=None):
        if add:
            context["form_key"] = posted_form_key(request) or secrets.token_urlsafe(16)
        form_url = form_url or request.get_full_path()  # browsers would keep the fragment of a section beside it
        if context["errors"]:
            context["wrong"] = wrong(context)
            context["errors"] = []  # Django would say them once more, below all panels
        context["csrf_cookie"] = settings.CSRF_COOKIE_NAME
        context["session_left"], context["session_idle"] = request.session.get_expiry_age(), sessions.IDLE
        context["session_last"] = request.session.longest_left()
        return super().render_change_form(request, context, add, change, form_url, obj)

    # --- a form that adds something is saved once

    def _once(self, request, save):
        key = posted_form_key(request)
        if key is None:
            return save()
        if first := self._first(request, key):
            return first
        request.has_added = False
        try:
            response = save()
        except SentTwice:
            if first := self._first(request, key):
                return first
            raise  # what the other one saved is gone already
        # Another one may have been saved after this one was asked, and be what this one was refused for.
        return response if request.has_added else self._first(request, key) or response

    def _first(self, request, key):
        """The answer to a form that was saved already; None for one that was not."""
        kept = AddedOnce.objects.filter(by=request.user, key=key, kind=self.opts.label).first()
        if kept is None:
            return None
        made = self.get_queryset(request).filter(pk=kept.row).first()
        if made is None:  # and thrown away since
            kept.delete()
            return None
        if kept.digest == digest(request):
            words = _("The form was sent twice. It was saved once, as “%s”.")
            self.message_user(request, words % made, messages.WARNING)
            return self.response_add(request, made)
        request.POST = request.POST.copy()
        request.POST[KEY] = secrets.token_urlsafe(16)
        words = _("This form was saved already, as “%s”. Save again to add another one.")
        return self.given_back(request, None, words % made)

    def save_model(self, request, obj, form, change):
        key = None if change else posted_form_key(request)
        if key is None:
            return super().save_model(request, obj, form, change)
        kept = AddedOnce(by=request.user, key=key, kind=self.opts.label, digest=digest(request))
        try:
            with transaction.atomic():
                kept.save(force_insert=True)
        except IntegrityError as error:
            raise SentTwice from error
        super().save_model(request, obj, form, change)
        kept.row = obj.pk
        kept.save(update_fields=["row"])
        request.has_added = True
        return None


def wrong(context):
    """Error summary: what is wrong in a form of the admin, `sentences` on the whole and `links` to its places.

    A link is (id, label, sentence): of a field, of a row, or of the rows of one kind together.
    """
    form, formsets = context["adminform"].form, [one.formset for one in context["inline_admin_formsets"]]
    links = _links(form)
    for formset in formsets:
        group = (f"{formset.prefix}-group", formset.model._meta.verbose_name_plural)
        links += [(*group, error) for error in formset.non_form_errors()]
        for row in formset.forms:
            links += [(row.prefix, row._meta.model._meta.verbose_name, error) for error in row.non_field_errors()]
            links += _links(row)
    return {"count": len(context["errors"]), "sentences": form.non_field_errors(), "links": links}


def _links(form):
    fields = [(form[name], errors[0]) for name, errors in form.errors.items() if name in form.fields]
    return [(field.auto_id, field.label, error) for field, error in fields]


def posted_form_key(request):
    """The key of the form that was posted; None where it has none."""
    key = request.POST.get(KEY, "")
    return key if re.fullmatch("[A-Za-z0-9_-]{22}", key) else None


def typed(request):
    """{name: values} of what was typed into the form that was posted, without its buttons."""
    return {
        name: values
        for name, values in request.POST.lists()
        if name not in NOT_TYPED and not name.startswith("_") and "password" not in name
    }


def digest(request):
    """The SHA-256 of what was typed, and of the names and sizes of its files."""
    files = sorted((name, file.name, file.size) for name, file in request.FILES.items())
    return hashlib.sha256(json.dumps([sorted(typed(request).items()), files]).encode()).hexdigest()
