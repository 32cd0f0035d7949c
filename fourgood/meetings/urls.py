"""Addresses of meetings."""

from django.urls import URLPattern, URLResolver, include, path

urlpatterns: list[URLPattern | URLResolver] = [
    path("", include("fourgood.meetings.sitting_urls")),
]
