from django.apps import AppConfig


class ResolutionsConfig(AppConfig):
    name = "fourgood.resolutions"
    label = "resolutions"
