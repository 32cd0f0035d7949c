"""Addresses of accounts. Of allauth only what we offer: nobody signs up, and no e-mail addresses are managed."""

from allauth.account import views as allauth
from allauth.mfa import urls as second_factors
from django.contrib.auth.decorators import login_not_required
from django.urls import include, path

from fourgood.accounts.views import accounts, codes, offices, profile

urlpatterns = [
    path("accounts/login/", allauth.login, name="account_login"),
    path("accounts/logout/", allauth.logout, name="account_logout"),
    path("accounts/locked/", login_not_required(allauth.account_inactive), name="account_inactive"),
    path("accounts/confirm/", allauth.reauthenticate, name="account_reauthenticate"),
    path("accounts/password/", allauth.password_change, name="account_change_password"),
    path("accounts/2fa/", include(second_factors)),
    path("code/", codes.code_enter, name="code_enter"),
    path("members/<int:pk>/code/", codes.member_code, name="member_code"),
    path("units/<int:pk>/codes/", codes.unit_codes, name="unit_codes"),
    path("profile/", profile.profile, name="profile"),
    path("profile/sessions/", profile.session_list, name="session_list"),
    path("language/", profile.set_language, name="set_language"),
    path("accounts/", accounts.account_list, name="account_list"),
    path("accounts/<uuid:public_id>/", accounts.account, name="account"),
    path("accounts/<uuid:public_id>/lock/", accounts.account_lock, name="account_lock"),
    path("accounts/<uuid:public_id>/unlock/", accounts.account_unlock, name="account_unlock"),
    path("accounts/<uuid:public_id>/code/", codes.account_code, name="account_code"),
    path("accounts/<uuid:public_id>/office/", offices.office_give, name="office_give"),
    path("offices/", offices.office_list, name="office_list"),
    path("offices/new/", offices.officer_new, name="officer_new"),
    path("offices/<int:pk>/end/", offices.office_end, name="office_end"),
]
