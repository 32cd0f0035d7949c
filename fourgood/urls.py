"""Every address of FourGood."""

from django.contrib.auth.decorators import login_not_required
from django.urls import include, path
from django.views.i18n import set_language

from fourgood.dashboards import views as dashboards

urlpatterns = [
    path("", dashboards.home, name="home"),
    path("patterns/", dashboards.patterns, name="patterns"),
    path("language/", login_not_required(set_language), name="set_language"),
    path("", include("fourgood.accounts.urls")),
]
