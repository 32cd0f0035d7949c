"""Every address of FourGood."""

from django.urls import include, path

urlpatterns = [
    path("", include("fourgood.dashboards.urls")),
    path("", include("fourgood.accounts.urls")),
    path("", include("fourgood.exchange.urls")),
    path("", include("fourgood.instructions.urls")),
    path("", include("fourgood.criteria.urls")),
    path("", include("fourgood.organisation.urls")),
    path("", include("fourgood.audit.urls")),
]
