"""Accounts in the admin: they are deactivated instead of deleted, and what is unfinished goes to a colleague."""

from urllib.parse import urlencode

from django import forms
from django.contrib import admin, messages
from django.contrib.auth.admin import UserAdmin
from django.contrib.auth.models import User
from django.db import transaction
from django.db.models import Q
from django.http import HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from accounts import names, second_step
from accounts.leaving import NOT_ONESELF, MustStay, deactivate, has_left_traces
from places.lists import listed
from publishing.editing.admin_people_forms import AccountForm, NewAccountForm
from publishing.editing.pages.invitations import invite_page
from publishing.editing.pages.page import PagesAdmin, changes, page, posted, posted_key
from publishing.entries.sight import may
from publishing.models import Entry, Event

UNFINISHED = (Entry.State.DRAFT, Entry.State.REVIEW)
NOBODY = "nobody"


def unfinished(user):
    """The drafts of `user`, and what they submitted and nobody has reviewed, as a list of entries with their texts."""
    wrote = (
        Q(created_by=user) | Q(submitted_by=user, created_by=None) | Q(submitted_by=user, created_by__is_active=False)
    )
    return [
        entry
        for model in Entry.kinds.values()
        for entry in model.objects.filter(wrote, state__in=UNFINISHED).prefetch_related("texts").order_by("pk")
    ]


@transaction.atomic
def hand_over(user, to, *, by):
    """Give what `user` leaves unfinished to the user `to`, as drafts of theirs; the entries. Their history says so."""
    entries = unfinished(user)
    for entry in entries:
        Entry.objects.filter(pk=entry.pk).update(created_by=to)
        note = _("From %(user)s to %(to)s.") % {"user": user, "to": to}
        Event.objects.note(entry, Event.What.HANDED_OVER, by=by, note=note)
    return entries


admin.site.unregister(User)


class LeaveForm(forms.Form):
    """Who gets the `entries` that the users in `leaving` leave unfinished; it asks for nothing where there are none."""

    to = forms.ChoiceField(label=gettext_lazy("Who goes on with them"))

    def __init__(self, *args, leaving, entries, **kwargs):
        super().__init__(*args, **kwargs)
        models = {type(entry) for entry in entries}
        staff = User.objects.filter(is_active=True, is_staff=True).exclude(pk__in=[user.pk for user in leaving])
        self.colleagues = {
            str(user.pk): user
            for user in staff.order_by("username")
            if all(may(user, "change", model) for model in models)
        }
        self.fields["to"].choices = [
            ("", _("Choose somebody")),
            *self.colleagues.items(),
            (NOBODY, _("Nobody: editors find them in the lists")),
        ]
        if not entries:
            del self.fields["to"]

    @property
    def colleague(self):
        return self.colleagues.get(self.cleaned_data.get("to"))


@page("deactivate", changes, route="deactivate/")
def deactivate_page(admin, request, user):
    """What deactivating the accounts named by `id` does, who gets what they leave unfinished, and the button."""
    keys = [posted_key(key) for key in request.GET.getlist("id")]
    leaving = list(User.objects.filter(pk__in=keys, is_active=True).order_by("username"))
    entries = [entry for user in leaving for entry in unfinished(user)]
    form = LeaveForm(posted(request), leaving=leaving, entries=entries)
    if not leaving:
        admin.message_user(request, _("Choose accounts that are active."), messages.WARNING)
    elif request.user in leaving:
        admin.message_user(request, NOT_ONESELF, messages.WARNING)
    elif not form.is_valid():
        context = {"leaving": leaving, "entries": entries, "form": form, "from_list": len(leaving) > 1}
        return context | {"original": leaving[0]}
    else:
        _deactivate(admin, request, leaving, form.colleague)
    return HttpResponseRedirect(admin.url("changelist"))


def _deactivate(admin, request, leaving, colleague):
    handed = []
    try:
        with transaction.atomic():
            for user in leaving:
                deactivate(user, by=request.user)
                admin.log_change(request, user, _("Deactivated."))
                handed += hand_over(user, colleague, by=request.user) if colleague else []
    except MustStay as error:
        admin.message_user(request, str(error), messages.WARNING)
        return
    words = _("Deactivated and signed out: %s.") % listed(leaving)
    admin.message_user(request, words, messages.SUCCESS)
    if handed:
        words = ngettext(
            "%(count)s entry is now with “%(to)s”.", "%(count)s entries are now with “%(to)s”.", len(handed)
        )
        admin.message_user(request, words % {"count": len(handed), "to": colleague}, messages.SUCCESS)


@page("reset_second_step", changes, template="admin/publishing/reset_second_step.html")
def reset_page(admin, request, user):
    """Ask, then take the second steps of an account away. It stays in the sign-in events and the account's log."""
    if user == request.user:
        admin.message_user(request, _("Your own second steps are on the page of your account."), messages.WARNING)
    elif request.method == "POST":
        with transaction.atomic():
            second_step.reset(user)
            admin.log_change(request, user, _("Second step reset."))
        words = _("“%s” signs in with the password alone once, and then sets up a second step.") % user
        admin.message_user(request, words, messages.SUCCESS)
    else:
        return {}
    return HttpResponseRedirect(admin.url("change", user))


def _page_for(users):
    keys = urlencode([("id", user.pk) for user in users])
    return f"{reverse('admin:auth_user_deactivate')}?{keys}"


@admin.register(User)
class AccountAdmin(PagesAdmin, UserAdmin):
    """For superusers alone: whoever gives out accounts and roles could be as many persons as they like."""

    pages = (deactivate_page, reset_page, invite_page)
    actions = ["deactivate_selected"]
    form, add_form = AccountForm, NewAccountForm
    list_display = ["username", "roles", "second_step", "signed_in", "is_active"]
    list_filter = ["is_active", "is_superuser", "groups"]
    filter_horizontal = ()
    fieldsets = (
        (None, {"fields": ["username", "first_name", "last_name", "email"]}),
        (gettext_lazy("What they may do"), {"fields": ["groups", "is_superuser", "is_active"]}),
        (gettext_lazy("Signing in"), {"fields": ["second_step", "signed_in", "date_joined"]}),
    )
    add_fieldsets = ((None, {"fields": ["username", "groups", "usable_password", "password1", "password2"]}),)
    readonly_fields = ["second_step", "signed_in", "date_joined"]

    def get_queryset(self, request):
        return super().get_queryset(request).prefetch_related("groups").annotate(secured=second_step.have_one())

    @admin.display(description=gettext_lazy("roles"))
    def roles(self, user):
        return listed([_("superuser")] * user.is_superuser + sorted(str(group) for group in user.groups.all()))

    @admin.display(description=gettext_lazy("second step"), boolean=True, ordering="secured")
    def second_step(self, user):
        return getattr(user, "secured", False)

    @admin.display(description=gettext_lazy("last signed in"), ordering="last_login")
    def signed_in(self, user):
        return user.last_login or _("Never")

    def save_model(self, request, obj, form, change):
        """What somebody took since the form was read is an integrity error, after which it is read again."""
        names.take(*form.taken(), but=obj)
        super().save_model(request, obj, form, change)

    def save_related(self, request, form, formsets, change):
        """A role gives access by itself."""
        super().save_related(request, form, formsets, change)
        user = form.instance
        user.is_staff = user.is_superuser or user.groups.exists()
        user.save(update_fields=["is_staff"])

    def has_module_permission(self, request, obj=None):
        return request.user.is_active and request.user.is_superuser

    has_view_permission = has_add_permission = has_change_permission = has_module_permission

    def has_delete_permission(self, request, obj=None):
        """There is no deleting from the list."""
        return obj is not None and self.has_module_permission(request)

    def get_readonly_fields(self, request, obj=None):
        """Deactivating has a page of its own, and nobody takes their own way in away by a slip."""
        fields = [*super().get_readonly_fields(request, obj)]
        if obj and obj.is_active:
            fields.append("is_active")
        if obj == request.user:
            fields += ["is_superuser", *([] if obj.is_superuser else ["groups"])]
        return fields

    def delete_view(self, request, object_id, extra_context=None):
        """Only an account that did nothing can be deleted; of any other the history would no longer know who it was."""
        user = self.get_object(request, object_id)
        if user and self.has_delete_permission(request, user) and (user == request.user or has_left_traces(user)):
            words = _("“%s” stands in the history, so the account is kept. Deactivate it: then nobody gets in with it.")
            self.message_user(request, words % user, messages.WARNING)
            return HttpResponseRedirect(_page_for([user]))
        return super().delete_view(request, object_id, extra_context)

    @admin.action(description=gettext_lazy("Deactivate the selected accounts"))
    def deactivate_selected(self, request, queryset):
        return HttpResponseRedirect(_page_for(queryset))
