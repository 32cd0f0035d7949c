from django.apps import AppConfig


class MeetingsConfig(AppConfig):
    name = "fourgood.meetings"
    label = "meetings"
