from django.apps import AppConfig


class AssessmentsConfig(AppConfig):
    name = "fourgood.assessments"
    label = "assessments"
