"""Addresses of registrations and criteria."""

from django.urls import path

from fourgood.criteria.views import (
    consultation,
    coverage,
    decisions,
    of_unit,
    opinions,
    pact,
    registrations,
    review,
    wizard,
)

registration_urls = [
    path("registrations/", registrations.registration_list, name="registration_list"),
    path("registrations/<int:pk>/", registrations.registration, name="registration"),
    path("registrations/<int:pk>/register/", registrations.registration_register, name="registration_register"),
    path("units/<int:pk>/registrations/new/", registrations.registration_new, name="registration_new"),
    path("units/<int:pk>/criteria/", of_unit.unit_criteria, name="unit_criteria"),
]

criteria_urls = [
    path("criteria/<int:pk>/", wizard.criteria_set, name="criteria_set"),
    path("criteria/<int:pk>/make/", wizard.criteria_wizard, name="criteria_wizard"),
    path("criteria/<int:pk>/make/<str:code>/", wizard.criterion, name="criterion"),
    path("criteria/<int:pk>/copy/", wizard.criteria_copy, name="criteria_copy"),
    path("criteria/<int:pk>/change/", wizard.criteria_change, name="criteria_change"),
    path("criteria/<int:pk>/discard/", wizard.criteria_discard, name="criteria_discard"),
]

opinion_urls = [
    path("criteria/<int:pk>/opinion/", opinions.opinion_own, name="opinion_own"),
    path("criteria/<int:pk>/opinion/<str:code>/", opinions.opinion_point, name="opinion_point"),
    path("criteria/<int:pk>/opinions/", consultation.opinions, name="opinions"),
    path("criteria/<int:pk>/opinions/open/", consultation.opinions_open, name="opinions_open"),
    path("criteria/<int:pk>/opinions/enter/", consultation.opinion_enter, name="opinion_enter"),
    path("opinions/<int:pk>/answer/", consultation.opinion_answer, name="opinion_answer"),
]

decision_urls = [
    path("criteria/<int:pk>/adopt/", decisions.criteria_adopt, name="criteria_adopt"),
    path("criteria/<int:pk>/submit/", decisions.criteria_submit, name="criteria_submit"),
    path("criteria/<int:pk>/looked-at/", decisions.criteria_looked_at, name="criteria_looked_at"),
    path("criteria/waiting/", review.criteria_queue, name="criteria_queue"),
    path("criteria/<int:pk>/review/", review.criteria_review, name="criteria_review"),
    path("criteria/<int:pk>/pact/", pact.criteria_pact, name="criteria_pact"),
    path("criteria/<int:pk>/pact.pdf", pact.criteria_pact_pdf, name="criteria_pact_pdf"),
]

coverage_urls = [
    path("units/<int:pk>/registrations/", coverage.coverage, name="coverage"),
    path("units/<int:pk>/registrations/<str:what>/", coverage.coverage_names, name="coverage_names"),
]

urlpatterns = [*registration_urls, *criteria_urls, *opinion_urls, *decision_urls, *coverage_urls]
