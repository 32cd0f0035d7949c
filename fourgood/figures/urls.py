"""Addresses of figures: of what stands under a unit, and of a unit itself."""

from django.urls import path

from fourgood.figures import unit_views, views

urlpatterns = [
    path("figures/", views.figures_home, name="figures_home"),
    path("figures/<int:pk>/", views.figures, name="figures"),
    path("figures/<int:pk>/year/", views.figures_year, name="figures_year"),
    path("figures/<int:pk>/months/", views.figures_months, name="figures_months"),
    path("figures/<int:pk>/criteria/", views.figures_criteria, name="figures_criteria"),
    path("figures/<int:pk>/units/", views.figures_units, name="figures_units"),
    path("figures/<int:pk>/export/<slug:tab>/", views.figures_export, name="figures_export"),
    path("figures/units/<int:pk>/", unit_views.unit_year, name="unit_year"),
    path("figures/units/<int:pk>/part/", unit_views.unit_year_part, name="unit_year_part"),
    path("figures/units/<int:pk>/export/", unit_views.unit_year_export, name="unit_year_export"),
    path("figures/units/<int:pk>/criteria/<str:code>/", unit_views.unit_criterion_year, name="unit_criterion_year"),
]
