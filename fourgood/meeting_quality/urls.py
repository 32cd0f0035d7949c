"""Addresses of meeting_quality."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
