from django.apps import AppConfig


class MeetingQualityConfig(AppConfig):
    name = "fourgood.meeting_quality"
    label = "meeting_quality"
