from django.apps import AppConfig


class AccountsConfig(AppConfig):
    name = "fourgood.accounts"
    label = "accounts"
