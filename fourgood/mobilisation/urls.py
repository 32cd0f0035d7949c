"""Addresses of mobilisation projects."""

from django.urls import path

from fourgood.mobilisation.views import entries, projects

urlpatterns = [
    path("projects/", projects.project_list, name="project_list"),
    path("units/<int:pk>/projects/", projects.unit_projects, name="unit_projects"),
    path("units/<int:pk>/projects/new/", projects.project_new, name="project_new"),
    path("projects/<int:pk>/", projects.project, name="project"),
    path("projects/<int:pk>/change/", projects.project_change, name="project_change"),
    path("projects/<int:pk>/close/", projects.project_close, name="project_close"),
    path("projects/<int:pk>/goals/new/", entries.goal_new, name="goal_new"),
    path("projects/goals/<int:pk>/", entries.goal_change, name="goal_change"),
    path("projects/<int:pk>/gifts/new/", entries.gift_new, name="gift_new"),
    path("projects/gifts/<int:pk>/correct/", entries.gift_correct, name="gift_correct"),
    path("projects/<int:pk>/spending/new/", entries.spending_new, name="spending_new"),
    path("projects/spending/<int:pk>/correct/", entries.spending_correct, name="spending_correct"),
    path("projects/<int:pk>/consultations/new/", entries.consultation_new, name="consultation_new"),
    path("notice-board/<uuid:public_id>/", projects.project_notice, name="project_notice"),
]
