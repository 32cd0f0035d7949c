from django.apps import AppConfig


class MobilisationConfig(AppConfig):
    name = "fourgood.mobilisation"
    label = "mobilisation"
