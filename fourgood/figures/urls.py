"""Addresses of figures."""

from django.urls import URLPattern, path

from fourgood.figures import unit_views

urlpatterns: list[URLPattern] = [
    path("figures/units/<int:pk>/", unit_views.unit_year, name="unit_year"),
    path("figures/units/<int:pk>/part/", unit_views.unit_year_part, name="unit_year_part"),
    path("figures/units/<int:pk>/export/", unit_views.unit_year_export, name="unit_year_export"),
    path("figures/units/<int:pk>/criteria/<str:code>/", unit_views.unit_criterion_year, name="unit_criterion_year"),
]
