"""Addresses of the page of a sitting. All under one folder: the service worker answers for it, and for nothing else."""

from django.urls import path

from fourgood.meetings.views import sitting

urlpatterns = [
    path("sitting/worker.js", sitting.sitting_worker, name="sitting_worker"),
    path("sitting/<int:pk>/", sitting.sitting, name="sitting"),
    path("sitting/<int:pk>/figures/", sitting.sitting_figures, name="sitting_figures"),
    path("sitting/<int:pk>/entry/", sitting.sitting_entry, name="sitting_entry"),
    path("sitting/<int:pk>/entries/", sitting.sitting_entries, name="sitting_entries"),
    path("sitting/<int:pk>/undo/", sitting.sitting_undo, name="sitting_undo"),
    path("sitting/<int:pk>/correct/<int:member>/", sitting.sitting_correct, name="sitting_correct"),
]
