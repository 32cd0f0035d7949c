from django.apps import AppConfig


class FiguresConfig(AppConfig):
    name = "fourgood.figures"
    label = "figures"
