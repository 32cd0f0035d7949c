"""Addresses of questions about sheets."""

from django.urls import path

from fourgood.integrity import views

urlpatterns = [
    path("integrity/", views.question_list, name="question_list"),
    path("integrity/<int:pk>/", views.question, name="question"),
    path("integrity/<int:pk>/ask/", views.question_ask, name="question_ask"),
    path("integrity/<int:pk>/answer/", views.question_answer, name="question_answer"),
]
