"""Addresses of files."""

from django.urls import path

from fourgood.files import views

urlpatterns = [
    path("files/<uuid:public_id>/", views.file, name="file"),
    path("files/<uuid:public_id>/small/", views.file_small, name="file_small"),
]
