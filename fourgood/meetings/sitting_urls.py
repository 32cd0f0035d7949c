"""Addresses of the page of a sitting. All under one folder: the service worker answers for it, and for nothing else."""

from django.urls import path

from fourgood.meetings.views import corrections, sitting

urlpatterns = [
    path("sitting/worker.js", sitting.sitting_worker, name="sitting_worker"),
    path("sitting/<int:pk>/", sitting.sitting, name="sitting"),
    path("sitting/<int:pk>/figures/", sitting.sitting_figures, name="sitting_figures"),
    path("sitting/<int:pk>/entry/", sitting.sitting_entry, name="sitting_entry"),
    path("sitting/<int:pk>/entries/", sitting.sitting_entries, name="sitting_entries"),
    path("sitting/<int:pk>/undo/", sitting.sitting_undo, name="sitting_undo"),
    path("sitting/<int:pk>/correct/<int:member>/", corrections.sitting_correct, name="sitting_correct"),
    path("sitting/<int:pk>/correct/times/", corrections.sitting_correct_times, name="sitting_correct_times"),
    path("sitting/<int:pk>/spoke/<int:item>/", corrections.sitting_correct_speech, name="sitting_correct_speech"),
    path("sitting/<int:pk>/notes/<int:item>/", corrections.sitting_correct_notes, name="sitting_correct_notes"),
]
