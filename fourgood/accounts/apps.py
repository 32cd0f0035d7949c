from django.apps import AppConfig


class AccountsConfig(AppConfig):
    name = "fourgood.accounts"
    label = "accounts"

    def ready(self) -> None:
        from fourgood.accounts import second_factors  # noqa: F401 it listens
