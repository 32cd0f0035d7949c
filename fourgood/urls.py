"""Every address of FourGood."""

from django.urls import include, path

# Tried in their order: what is asked for most stands first.
urlpatterns = [
    path("", include("fourgood.dashboards.urls")),
    path("", include("fourgood.assessments.urls")),
    path("", include("fourgood.meetings.urls")),
    path("", include("fourgood.tasks.urls")),
    path("", include("fourgood.accounts.urls")),
    path("", include("fourgood.exchange.urls")),
    path("", include("fourgood.instructions.urls")),
    path("", include("fourgood.criteria.urls")),
    path("", include("fourgood.files.urls")),
    path("", include("fourgood.notices.urls")),
    path("", include("fourgood.voting.urls")),
    path("", include("fourgood.resolutions.urls")),
    path("", include("fourgood.meeting_quality.urls")),
    path("", include("fourgood.indicators.urls")),
    path("", include("fourgood.mobilisation.urls")),
    path("", include("fourgood.figures.urls")),
    path("", include("fourgood.integrity.urls")),
    path("", include("fourgood.corrective.urls")),
    path("", include("fourgood.organisation.urls")),
    path("", include("fourgood.audit.urls")),
]
