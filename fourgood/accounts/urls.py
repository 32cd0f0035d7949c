"""Addresses of accounts. Of allauth only what we offer: nobody signs up, and no e-mail addresses are managed."""

from allauth.account import views as allauth
from allauth.mfa import urls as second_factors
from django.contrib.auth.decorators import login_not_required
from django.urls import include, path

urlpatterns = [
    path("accounts/login/", allauth.login, name="account_login"),
    path("accounts/logout/", allauth.logout, name="account_logout"),
    path("accounts/locked/", login_not_required(allauth.account_inactive), name="account_inactive"),
    path("accounts/confirm/", allauth.reauthenticate, name="account_reauthenticate"),
    path("accounts/password/", allauth.password_change, name="account_change_password"),
    path("accounts/2fa/", include(second_factors)),
]
