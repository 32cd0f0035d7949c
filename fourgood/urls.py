"""Every address of FourGood."""

from django.urls import include, path

from fourgood.dashboards import views as dashboards

urlpatterns = [
    path("", dashboards.home, name="home"),
    path("", include("fourgood.accounts.urls")),
]
