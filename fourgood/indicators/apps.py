from django.apps import AppConfig


class IndicatorsConfig(AppConfig):
    name = "fourgood.indicators"
    label = "indicators"
