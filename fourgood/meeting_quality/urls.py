"""Addresses of the scores of meetings."""

from django.urls import path

from fourgood.meeting_quality.views import confirming, sheets

urlpatterns = [
    path("quality/", confirming.quality_list, name="quality_list"),
    path("meetings/<int:pk>/quality/", sheets.quality, name="quality"),
    path("meetings/<int:pk>/quality/line/", sheets.quality_line, name="quality_line"),
    path("meetings/<int:pk>/quality/fill/", sheets.quality_fill, name="quality_fill"),
    path("meetings/<int:pk>/quality/vote/", sheets.quality_vote, name="quality_vote"),
    path("meetings/<int:pk>/quality/submit/", sheets.quality_submit, name="quality_submit"),
    path("meetings/<int:pk>/quality/confirm/", confirming.quality_confirm, name="quality_confirm"),
]
