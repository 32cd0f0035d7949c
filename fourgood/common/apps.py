from django.apps import AppConfig


class CommonConfig(AppConfig):
    name = "fourgood.common"
    label = "common"
