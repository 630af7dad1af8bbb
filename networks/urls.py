from django.urls import include, path

from networks import views

networks = [
    path("", views.network_list, name="list"),
    path("<slug:slug>/", views.network_detail, name="detail"),
    path("<slug:slug>/editions/", views.network_editions, name="editions"),
    path("<slug:slug>/editions/<int:number>/", views.network_edition, name="edition"),
]
organisations = [
    path("", views.organisation_list, name="list"),
    path("<slug:slug>/", views.organisation_detail, name="detail"),
    path("<slug:slug>/editions/", views.organisation_editions, name="editions"),
    path("<slug:slug>/editions/<int:number>/", views.organisation_edition, name="edition"),
]
urlpatterns = [
    path("networks/", include((networks, "networks"))),
    path("organisations/", include((organisations, "organisations"))),
]
