from django.apps import AppConfig


class TasksConfig(AppConfig):
    name = "fourgood.tasks"
    label = "tasks"
