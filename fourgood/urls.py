"""Every address of FourGood."""

from django.urls import include, path

from fourgood.dashboards import views as dashboards

urlpatterns = [
    path("", dashboards.home, name="home"),
    path("patterns/", dashboards.patterns, name="patterns"),
    path("", include("fourgood.accounts.urls")),
    path("", include("fourgood.organisation.urls")),
    path("", include("fourgood.audit.urls")),
]
