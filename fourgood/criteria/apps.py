from django.apps import AppConfig


class CriteriaConfig(AppConfig):
    name = "fourgood.criteria"
    label = "criteria"
