from django.apps import AppConfig


class FilesConfig(AppConfig):
    name = "fourgood.files"
    label = "files"
