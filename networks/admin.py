"""Organisations, networks and memberships for editors."""

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from catalogue.catalogue import current
from catalogue.views import entry_context
from networks.models import (
    Membership,
    MembershipCitation,
    Network,
    NetworkCitation,
    NetworkText,
    Organisation,
    OrganisationCitation,
    OrganisationText,
)
from networks.sheets import OrganisationSheet
from publishing.admin import CitationInline, EntryAdmin, PartInline, TextInline
from publishing.sheets.admin import SheetAdmin


class OrganisationTexts(TextInline):
    model = OrganisationText
    fields = [("language", "origin"), "title", "about"]


class NetworkTexts(TextInline):
    model = NetworkText
    fields = [("language", "origin"), "title", "about"]


class OrganisationSources(CitationInline):
    model = OrganisationCitation


class NetworkSources(CitationInline):
    model = NetworkCitation


class MembershipSources(CitationInline):
    model = MembershipCitation


class Memberships(PartInline):
    """The networks of an organisation."""

    model = Membership
    autocomplete_fields = ["network"]
    fields = ["network", "role", "since", "until", "shown"]
    parts = ["organisation__texts", "network__texts"]
    show_change_link = True


class Members(Memberships):
    """The organisations of a network."""

    verbose_name = _("member")
    verbose_name_plural = _("members (each is published with its organisation)")
    autocomplete_fields = ["organisation"]
    fields = ["organisation", "role", "since", "until", "shown"]


@admin.register(Organisation)
class OrganisationAdmin(SheetAdmin, EntryAdmin):
    sheet = OrganisationSheet
    inlines = [OrganisationTexts, Memberships, OrganisationSources]
    fieldsets = [
        (
            _("At a glance"),
            {"fields": ["acronym", "kind", "country", ("women_led", "youth_led"), "website"]},
        ),
        *EntryAdmin.FOR_EDITORS,
    ]
    autocomplete_fields = ["country"]
    list_filter = [*EntryAdmin.list_filter, "kind", ("country", admin.RelatedOnlyFieldListFilter)]
    names = {"places": "country"}
    place_parts = "country"
    public_page = "organisations:detail"
    preview_template = "organisations/detail.html"

    def preview_context(self, request, record):
        return entry_context(request, record, current())


@admin.register(Network)
class NetworkAdmin(EntryAdmin):
    inlines = [NetworkTexts, Members, NetworkSources]
    fieldsets = [
        (
            _("At a glance"),
            {
                "fields": [
                    "acronym",
                    "parent",
                    ("kind", "scale"),
                    "founded_year",
                    "countries",
                    "secretariat",
                    "supporters",
                    "audiences",
                ]
            },
        ),
        *EntryAdmin.FOR_EDITORS,
    ]
    autocomplete_fields = ["parent", "countries", "secretariat", "supporters"]
    list_filter = [*EntryAdmin.list_filter, "kind", "scale", ("countries", admin.RelatedOnlyFieldListFilter)]
    names = {"places": "countries"}
    place_parts = "countries"
    public_page = "networks:detail"
    preview_template = "networks/detail.html"

    def preview_context(self, request, record):
        return entry_context(request, record, current())


@admin.register(Membership)
class MembershipAdmin(admin.ModelAdmin):
    """Memberships with their sources. A change is public once the organisation is published again."""

    inlines = [MembershipSources]
    list_display = ["organisation", "network", "role", "since", "until", "shown"]
    list_filter = ["shown", "role"]
    search_fields = ["organisation__texts__title", "organisation__slug", "network__texts__title", "network__slug"]
    autocomplete_fields = ["organisation", "network"]
    fields = ["organisation", "network", "role", ("since", "until"), "shown"]

    def get_queryset(self, request):
        return super().get_queryset(request).prefetch_related("organisation__texts", "network__texts")
