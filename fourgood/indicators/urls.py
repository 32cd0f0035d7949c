"""Addresses of indicators, and of events that deduct."""

from django.urls import path

import fourgood.common.months  # noqa: F401 addresses name months
from fourgood.indicators.views import events, indicators

urlpatterns = [
    path("indicators/", indicators.indicator_list, name="indicator_list"),
    path("units/<int:pk>/indicators/<slug:code>/<month:month>/", indicators.indicator, name="indicator"),
    path("units/<int:pk>/events/", events.unit_events, name="unit_events"),
    path("units/<int:pk>/events/new/", events.event_new, name="event_new"),
    path("events/<int:pk>/take-back/", events.event_take_back, name="event_take_back"),
]
