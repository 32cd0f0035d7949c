"""Addresses of notices."""

from django.urls import path

from fourgood.notices import views

urlpatterns = [
    path("profile/letters/", views.letter_choices, name="letter_choices"),
    path("letters/stop/<str:token>/", views.letters_stop, name="letters_stop"),
]
