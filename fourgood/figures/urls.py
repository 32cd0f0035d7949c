"""Addresses of figures."""

from django.urls import path

from fourgood.figures import views

urlpatterns = [
    path("figures/", views.figures_home, name="figures_home"),
    path("figures/<int:pk>/", views.figures, name="figures"),
    path("figures/<int:pk>/year/", views.figures_year, name="figures_year"),
    path("figures/<int:pk>/months/", views.figures_months, name="figures_months"),
    path("figures/<int:pk>/criteria/", views.figures_criteria, name="figures_criteria"),
    path("figures/<int:pk>/units/", views.figures_units, name="figures_units"),
    path("figures/<int:pk>/export/<slug:tab>/", views.figures_export, name="figures_export"),
]
