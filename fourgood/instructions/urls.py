"""Addresses of instructions and documents."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
