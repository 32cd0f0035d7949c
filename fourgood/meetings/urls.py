"""Addresses of meetings."""

from django.urls import URLPattern, URLResolver, include, path

from fourgood.meetings.views import contributions, feeds, materials, meetings, plans, suggestions

urlpatterns: list[URLPattern | URLResolver] = [
    path("meetings/", meetings.meeting_list, name="meeting_list"),
    path("units/<int:pk>/meetings/new/", meetings.meeting_new, name="meeting_new"),
    path("meetings/<int:pk>/", meetings.meeting, name="meeting"),
    path("meetings/<int:pk>/change/", meetings.meeting_change, name="meeting_change"),
    path("meetings/<int:pk>/announce/", meetings.meeting_announce, name="meeting_announce"),
    path("meetings/<int:pk>/call-off/", meetings.meeting_call_off, name="meeting_call_off"),
    path("meetings/<int:pk>/calendar.ics", meetings.meeting_calendar, name="meeting_calendar"),
    path("meetings/<int:pk>/notice.pdf", meetings.meeting_notice, name="meeting_notice"),
    path("meetings/<int:pk>/read/<int:member>/", meetings.meeting_read_for, name="meeting_read_for"),
    path("meetings/<int:pk>/items/new/", meetings.item_new, name="item_new"),
    path("agenda/<int:pk>/", meetings.item_change, name="item_change"),
    path("agenda/<int:pk>/move/", meetings.item_move, name="item_move"),
    path("agenda/<int:pk>/remove/", meetings.item_remove, name="item_remove"),
    path("meetings/<int:pk>/contribute/", contributions.contribution_new, name="contribution_new"),
    path("meetings/<int:pk>/contribute/for/", contributions.contribution_enter, name="contribution_enter"),
    path("contributions/<int:pk>/answer/", contributions.contribution_answer, name="contribution_answer"),
    path("meetings/<int:pk>/papers/new/", materials.material_new, name="material_new"),
    path("papers/<int:pk>/remove/", materials.material_remove, name="material_remove"),
    path("thematic-plans/", plans.thematic_plan_list, name="thematic_plan_list"),
    path("units/<int:pk>/thematic-plan/<int:year>/", plans.thematic_plan, name="thematic_plan"),
    path("units/<int:pk>/thematic-plan/<int:year>/new/", plans.planned_topic_new, name="planned_topic_new"),
    path("units/<int:pk>/thematic-plan/<int:year>/send/", plans.thematic_plan_send, name="thematic_plan_send"),
    path("planned-topics/<int:pk>/", plans.planned_topic_change, name="planned_topic_change"),
    path("planned-topics/<int:pk>/remove/", plans.planned_topic_remove, name="planned_topic_remove"),
    path("units/<int:pk>/suggestions/", suggestions.suggestion_list, name="suggestion_list"),
    path("units/<int:pk>/suggestions/new/", suggestions.suggestion_new, name="suggestion_new"),
    path("suggestions/<int:pk>/support/", suggestions.suggestion_support, name="suggestion_support"),
    path("suggestions/<int:pk>/withdraw/", suggestions.suggestion_withdraw, name="suggestion_withdraw"),
    path("suggestions/<int:pk>/take-up/", suggestions.suggestion_take_up, name="suggestion_take_up"),
    path("suggestions/<int:pk>/answer/", suggestions.suggestion_answer, name="suggestion_answer"),
    path("profile/calendar/", feeds.feed, name="feed"),
    path("profile/calendar/end/", feeds.feed_end, name="feed_end"),
    path("calendar/<str:secret>.ics", feeds.calendar_feed, name="calendar_feed"),
    path("", include("fourgood.meetings.sitting_urls")),
]
