from django.urls import path

from practices import views

app_name = "practices"
urlpatterns = [
    path("", views.practice_list, name="list"),
    path("<slug:slug>/", views.practice_detail, name="detail"),
    path("<slug:slug>/editions/", views.practice_editions, name="editions"),
    path("<slug:slug>/editions/<int:number>/", views.practice_edition, name="edition"),
]
