from django.apps import AppConfig


class AuditConfig(AppConfig):
    name = "fourgood.audit"
    label = "audit"
