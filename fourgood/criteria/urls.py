"""Addresses of registrations and criteria."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
