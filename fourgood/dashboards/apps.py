from django.apps import AppConfig


class DashboardsConfig(AppConfig):
    name = "fourgood.dashboards"
    label = "dashboards"
