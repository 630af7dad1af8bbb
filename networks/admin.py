"""Organisations, networks and memberships for editors."""

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from catalogue.admin import AskingTextInline
from catalogue.entry_admin import ReadEntryAdmin
from networks.models import (
    Membership,
    MembershipCitation,
    Network,
    NetworkText,
    Organisation,
    OrganisationText,
)
from networks.sheets import OrganisationSheet
from publishing.editing.forms import glance_fields
from publishing.editing.inlines import CitationInline, ConsentInline, PartAdmin, PartInline, PictureInline
from publishing.editing.pages.imports import IMPORT_PAGES
from publishing.editing.pages.sheets import SHEET_ACTIONS, SHEET_PAGES
from publishing.entries.sight import by_known_names, may


class OrganisationTexts(AskingTextInline):
    model = OrganisationText


class NetworkTexts(AskingTextInline):
    model = NetworkText


class MembershipSources(CitationInline):
    model = MembershipCitation


class Memberships(PartInline):
    """The networks of an organisation."""

    model = Membership
    autocomplete_fields = ["network"]
    fields = ["network", "role", "since", "until", "shown"]
    show_change_link = True


class Members(Memberships):
    """The organisations of a network."""

    verbose_name = _("member")
    verbose_name_plural = _("members (new ones are public when the network is published, if both are open)")
    autocomplete_fields = ["organisation"]
    fields = ["organisation", "role", "since", "until", "shown"]

    def has_add_permission(self, request, obj):
        """A member is a change of its organisation, which contributors may have no say in."""
        return super().has_add_permission(request, obj) and may(request.user, "review", Organisation)

    def has_change_permission(self, request, obj=None):
        return super().has_change_permission(request, obj) and may(request.user, "review", Organisation)

    def has_delete_permission(self, request, obj=None):
        return super().has_delete_permission(request, obj) and may(request.user, "review", Organisation)


class BodyAdmin(ReadEntryAdmin):
    """What the lists and forms of organisations and of networks share."""

    search_fields = [*ReadEntryAdmin.search_fields, "acronym", "also_known_as"]


@admin.register(Organisation)
class OrganisationAdmin(BodyAdmin):
    sheet = OrganisationSheet
    pages = (*ReadEntryAdmin.pages, *SHEET_PAGES, *IMPORT_PAGES)
    actions = [*ReadEntryAdmin.actions, *SHEET_ACTIONS]
    inlines = [OrganisationTexts, PictureInline, Memberships, CitationInline, ConsentInline]
    fieldsets = [
        (
            _("At a glance"),
            {
                "fields": glance_fields(
                    Organisation, together=[("women_led", "youth_led")], after={"acronym": ["also_known_as"]}
                )
            },
        ),
        *ReadEntryAdmin.FOR_EDITORS,
    ]
    autocomplete_fields = ["country"]
    list_filter = [*ReadEntryAdmin.list_filter, "kind", ("country", admin.RelatedOnlyFieldListFilter)]
    place_parts = "country"


@admin.register(Network)
class NetworkAdmin(BodyAdmin):
    inlines = [NetworkTexts, PictureInline, Members, CitationInline, ConsentInline]
    fieldsets = [
        (
            _("At a glance"),
            {
                "fields": glance_fields(
                    Network,
                    together=[("kind", "scale")],
                    after={"acronym": ["also_known_as"], "audiences": ["website"]},
                )
            },
        ),
        *ReadEntryAdmin.FOR_EDITORS,
    ]
    autocomplete_fields = ["parent", "countries", "secretariat", "supporters"]
    list_filter = [*ReadEntryAdmin.list_filter, "kind", "scale", ("countries", admin.RelatedOnlyFieldListFilter)]
    place_parts = "countries"


@admin.register(Membership)
class MembershipAdmin(PartAdmin):
    """Memberships with their sources. A change is public once the organisation is published again."""

    inlines = [MembershipSources]
    list_display = ["organisation", "network", "role", "since", "until", "shown"]
    list_filter = ["shown", "role"]
    search_fields = ["organisation__texts__title", "organisation__slug", "network__texts__title", "network__slug"]
    autocomplete_fields = ["organisation", "network"]
    fields = ["organisation", "network", "role", ("since", "until"), "shown"]

    def get_queryset(self, request):
        return super().get_queryset(request).prefetch_related(*by_known_names(Membership, request.user))

    # A membership is a part of its organisation; contributors write it in the form of theirs.

    def has_module_permission(self, request):
        return may(request.user, "review", Organisation)

    def has_view_permission(self, request, obj=None):
        return super().has_view_permission(request, obj) and may(request.user, "review", Organisation)

    def has_add_permission(self, request):
        return super().has_add_permission(request) and may(request.user, "review", Organisation)

    def has_change_permission(self, request, obj=None):
        return super().has_change_permission(request, obj) and may(request.user, "review", Organisation)

    def has_delete_permission(self, request, obj=None):
        return super().has_delete_permission(request, obj) and may(request.user, "review", Organisation)
