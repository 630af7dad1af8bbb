"""What superusers see of sign-in in the admin: the events. Second steps and sessions are their owners' alone."""

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from django.contrib import admin

from accounts.models import SignInEvent
from places.admin import ReadOnlyAdmin

# allauth shows them there by itself, the secrets of the second steps included.
admin.site.unregister([EmailAddress, Authenticator])


@admin.register(SignInEvent)
class SignInEventAdmin(ReadOnlyAdmin):
    list_display = ["at", "by", "what"]
    list_filter = ["what", "at"]
    list_select_related = ["by"]
    search_fields = ["by__username"]
    date_hierarchy = "at"

    def has_view_permission(self, request, obj=None):
        return request.user.is_active and request.user.is_superuser

    def has_module_permission(self, request):
        return self.has_view_permission(request)
