"""Addresses of imports and exports."""

from django.urls import path

from fourgood.exchange import export_views, views

urlpatterns = [
    path("imports/", views.import_list, name="import_list"),
    path("imports/new/", views.import_new, name="import_new"),
    path("imports/template/<slug:kind>.<slug:extension>", views.import_template, name="import_template"),
    path("imports/<int:pk>/", views.import_detail, name="import"),
    path("imports/<int:pk>/columns/", views.import_columns, name="import_columns"),
    path("imports/<int:pk>/confirm/", views.import_confirm, name="import_confirm"),
    path("imports/<int:pk>/again/", views.import_again, name="import_again"),
    path("imports/<int:pk>/discard/", views.import_discard, name="import_discard"),
    path("imports/<int:pk>/problems.csv", views.import_problems, name="import_problems"),
    path("units/export/", export_views.export_units, name="export_units"),
    path("units/<int:pk>/members/export/", export_views.export_members, name="export_members"),
    path("units/<int:pk>/registrations/<str:what>/export/", export_views.export_coverage, name="export_coverage"),
    path(
        "documents/<int:pk>/units/<int:unit>/answers/<slug:which>/export/",
        export_views.export_answers,
        name="export_answers",
    ),
]
