"""Addresses of corrective actions."""

from django.urls import path

from fourgood.corrective import views

urlpatterns = [
    path("corrective/", views.corrective_list, name="corrective_list"),
    path("corrective/<int:pk>/", views.corrective_action, name="corrective_action"),
    path("corrective/<int:pk>/check/", views.corrective_check, name="corrective_check"),
    path("corrective/<int:pk>/not-yet/", views.corrective_carry_on, name="corrective_carry_on"),
    path("tasks/<int:pk>/corrects/", views.corrective_of_task, name="corrective_of_task"),
    path("assessments/<int:pk>/corrective/", views.corrective_sheet, name="corrective_sheet"),
    path("assessments/<int:pk>/criteria/<str:code>/corrective/", views.corrective_plan, name="corrective_plan"),
    path("assessments/<int:pk>/criteria/<str:code>/no-action/", views.corrective_without, name="corrective_without"),
]
