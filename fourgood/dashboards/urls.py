"""Addresses of the pages that combine nouns."""

from django.urls import path

from fourgood.dashboards import views

urlpatterns = [
    path("", views.home, name="home"),
    path("now/units-without-secretary/", views.units_without_secretary, name="units_without_secretary"),
    path("now/secretaries-without-account/", views.secretaries, name="secretaries_without_account"),
    path("patterns/", views.patterns, name="patterns"),
]
