from django.apps import AppConfig


class ExchangeConfig(AppConfig):
    name = "fourgood.exchange"
    label = "exchange"
