from django.apps import AppConfig


class NoticesConfig(AppConfig):
    name = "fourgood.notices"
    label = "notices"
