"""Addresses of documents, answers and implementation plans."""

from django.urls import path

from fourgood.instructions.views import answers, documents, plans

OF_UNIT = "documents/<int:pk>/units/<int:unit>"

document_urls = [
    path("documents/", documents.document_list, name="document_list"),
    path("documents/new/", documents.document_new, name="document_new"),
    path("documents/<int:pk>/", documents.document, name="document"),
    path("documents/<int:pk>/deadlines/", documents.document_deadlines, name="document_deadlines"),
    path(f"{OF_UNIT}/receive/", documents.document_receive, name="document_receive"),
    path(f"{OF_UNIT}/study/", documents.document_study, name="document_study"),
    path(f"{OF_UNIT}/plan/", plans.plan_new, name="plan_new"),
    path(f"{OF_UNIT}/answers/", answers.document_answers, name="document_answers"),
    path(f"{OF_UNIT}/answers/<slug:which>/", answers.document_names, name="document_names"),
    path(f"{OF_UNIT}/remind/<slug:which>/", answers.document_remind, name="document_remind"),
    path("plans/<int:pk>/", plans.plan, name="plan"),
    path("plans/<int:pk>/edit/", plans.plan_edit, name="plan_edit"),
    path("plans/<int:pk>/adopt/", plans.plan_adopt, name="plan_adopt"),
    path("plans/<int:pk>/replace/", plans.plan_replace, name="plan_replace"),
    path("plans/<int:pk>/steps/new/", plans.plan_step_new, name="plan_step_new"),
    path("plans/steps/<int:pk>/change/", plans.plan_step_change, name="plan_step_change"),
    path("plans/steps/<int:pk>/move/", plans.plan_step_move, name="plan_step_move"),
    path("plans/steps/<int:pk>/remove/", plans.plan_step_remove, name="plan_step_remove"),
    path("plans/steps/<int:pk>/done/", plans.plan_step_done, name="plan_step_done"),
]
