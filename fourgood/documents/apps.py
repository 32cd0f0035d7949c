from django.apps import AppConfig


class DocumentsConfig(AppConfig):
    name = "fourgood.documents"
    label = "documents"
