"""Addresses of meetings."""

from django.urls import URLPattern, URLResolver, include, path

from fourgood.meetings.views import contributions, meetings

urlpatterns: list[URLPattern | URLResolver] = [
    path("meetings/", meetings.meeting_list, name="meeting_list"),
    path("units/<int:pk>/meetings/new/", meetings.meeting_new, name="meeting_new"),
    path("meetings/<int:pk>/", meetings.meeting, name="meeting"),
    path("meetings/<int:pk>/change/", meetings.meeting_change, name="meeting_change"),
    path("meetings/<int:pk>/announce/", meetings.meeting_announce, name="meeting_announce"),
    path("meetings/<int:pk>/call-off/", meetings.meeting_call_off, name="meeting_call_off"),
    path("meetings/<int:pk>/calendar.ics", meetings.meeting_calendar, name="meeting_calendar"),
    path("meetings/<int:pk>/read/<int:member>/", meetings.meeting_read_for, name="meeting_read_for"),
    path("meetings/<int:pk>/items/new/", meetings.item_new, name="item_new"),
    path("agenda/<int:pk>/", meetings.item_change, name="item_change"),
    path("agenda/<int:pk>/move/", meetings.item_move, name="item_move"),
    path("agenda/<int:pk>/remove/", meetings.item_remove, name="item_remove"),
    path("meetings/<int:pk>/contribute/", contributions.contribution_new, name="contribution_new"),
    path("meetings/<int:pk>/contribute/for/", contributions.contribution_enter, name="contribution_enter"),
    path("contributions/<int:pk>/answer/", contributions.contribution_answer, name="contribution_answer"),
    path("", include("fourgood.meetings.sitting_urls")),
]
