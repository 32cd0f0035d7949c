from django.apps import AppConfig
from django.core import checks


class NoticesConfig(AppConfig):
    name = "fourgood.notices"
    label = "notices"

    def ready(self) -> None:
        from fourgood.notices.checks import mail_settings_fit

        checks.register(mail_settings_fit, deploy=True)
