from django.conf.urls.i18n import i18n_patterns
from django.contrib import admin
from django.urls import include, path
from django.utils.translation import gettext_lazy as _
from django.views.generic import RedirectView

from accounts.urls import before_admin
from catalogue.brief_page import brief_file, brief_page
from catalogue.compare_page import compare_page
from catalogue.oembed import oembed
from catalogue.pictures import picture_file
from catalogue.urls import entry_patterns, search_patterns
from catalogue.whole.views import directory_file
from catalogue.years_page import years_page
from gsx_site import api, consent_page, data_page, dataset, for_machines, place_pages, sitemap, suggest_pages, views
from practices import theme_pages

handler500 = "gsx_site.views.fault"

admin.site.site_header = _("GSX directory: editors")
admin.site.site_title = _("GSX directory")
admin.site.index_title = _("Entries and vocabulary")

places = [
    path("", place_pages.list_page, name="list"),
    path("<slug:code>/", place_pages.page, name="detail"),
]
themes = [
    path("", theme_pages.theme_list, name="list"),
    path("<slug:slug>/", theme_pages.theme_detail, name="detail"),
]
recommendations = [
    path("", theme_pages.recommendation_list, name="list"),
    path("<slug:number>/", theme_pages.recommendation_detail, name="detail"),
]
suggest = [
    path("", suggest_pages.suggest_practice, name="practice"),
    path("correction/", suggest_pages.suggest_correction, name="correction"),
    path("sent/", suggest_pages.sent, {"template": "suggest/sent.html"}, name="sent"),
    path("contact/", suggest_pages.ask_for_contact, name="contact"),
    path("contact/sent/", suggest_pages.sent, {"template": "suggest/contact_sent.html"}, name="contact-sent"),
]

accessibility = {"template": "accessibility.html", "title": _("Accessibility")}

# What readers read: the same tree in every language.
readers = [
    path("", views.home, name="home"),
    path("", include((entry_patterns("practice", "practices"), "practices"))),
    path("", include((entry_patterns("network", "networks"), "networks"))),
    path("", include((entry_patterns("organisation", "organisations"), "organisations"))),
    path("", include((search_patterns, "search"))),
    path("places/", include((places, "places"))),
    path("themes/", include((themes, "themes"))),
    path("recommendations/", include((recommendations, "recommendations"))),
    path("suggest/", include((suggest, "suggest"))),
    path("about/", views.page, {"template": "about.html", "title": _("About")}, name="about"),
    path(
        "about/borders/", views.page, {"template": "borders.html", "title": _("How borders are drawn")}, name="borders"
    ),
    path("brief/", brief_page, {"kind_name": "practice"}, name="brief"),
    path("brief.<format:form>", brief_file, {"kind_name": "practice"}, name="brief-file"),
    path("compare/", compare_page, {"kind_name": "practice"}, name="compare"),
    path("gaps/", RedirectView.as_view(pattern_name="practices:gaps", query_string=True, permanent=True), name="gaps"),
    path("map/", RedirectView.as_view(pattern_name="practices:map", query_string=True, permanent=True), name="map"),
    path("years/", years_page, {"kind_name": "practice"}, name="years"),
    path("glossary/", views.glossary, name="glossary"),
    path("safety/", views.page, {"template": "safety.html", "title": _("Safety and privacy")}, name="safety"),
    path("accessibility/", views.page, accessibility, name="accessibility"),
    path("data/", data_page.data, name="data"),
    path("data/directory.<format:form>", directory_file, name="directory-file"),
    path("data/dcat.jsonld", dataset.dcat_file, name="dcat-file"),
    path("data/<slug:kind>.schema.json", data_page.schema_file, name="data-schema-file"),
    path("opensearch.xml", for_machines.opensearch, name="opensearch"),
    path("manifest.webmanifest", for_machines.manifest, name="manifest"),
    path("consent/<str:token>/", consent_page.consent, name="consent"),
]
# What has one address: files that machines look for, the API, which is told the language, and what is for the staff.
urlpatterns = [
    *i18n_patterns(*readers, prefix_default_language=False),
    path(api.PREFIX, include((api.patterns(), "api"))),
    path("oembed", oembed, name="oembed"),
    path("sitemap.xml", sitemap.index, name="sitemap"),
    path("sitemap-pages.xml", sitemap.pages, name="sitemap-pages"),
    path("sitemap-<int:number>.xml", sitemap.part, name="sitemap-part"),
    path("robots.txt", for_machines.robots, name="robots"),
    path(".well-known/security.txt", for_machines.security, name="security"),
    path("pictures/<slug:digest>.webp", picture_file, name="picture"),
    path("account/", include("accounts.urls")),
    path("admin/", include(before_admin)),
    path("admin/", admin.site.urls),
]
