from django.urls import path
from django.views.decorators.cache import cache_page

from catalogue.views import entry_list
from gsx_site.urls import urlpatterns as of_the_site

urlpatterns = [
    path("practices/", cache_page(600)(entry_list), {"kind_name": "practice"}),
    *of_the_site,
]
