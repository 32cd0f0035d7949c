"""Addresses of the log of acts."""

from django.urls import path

from fourgood.audit import views

urlpatterns = [
    path("acts/", views.acts, name="acts"),
    path("acts/<str:kind>/<int:pk>/", views.acts_of, name="acts_of"),
]
