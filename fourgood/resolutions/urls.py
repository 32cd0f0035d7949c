"""Addresses of minutes, resolutions and terms."""

from django.urls import path

from fourgood.resolutions.views import drafting, minutes, readers, resolutions, terms

urlpatterns = [
    path("meetings/<int:pk>/papers/", resolutions.meeting_papers, name="meeting_papers"),
    path("meetings/<int:pk>/minutes/", minutes.minutes, name="minutes"),
    path("meetings/<int:pk>/minutes/write/", minutes.minutes_write, name="minutes_write"),
    path("meetings/<int:pk>/minutes/edit/", minutes.minutes_edit, name="minutes_edit"),
    path("meetings/<int:pk>/minutes/anew/", minutes.minutes_anew, name="minutes_anew"),
    path("meetings/<int:pk>/minutes/approve/", minutes.minutes_approve, name="minutes_approve"),
    path("meetings/<int:pk>/minutes/correct/", minutes.minutes_correct, name="minutes_correct"),
    path("meetings/<int:pk>/minutes/send/", minutes.minutes_send, name="minutes_send"),
    path("meetings/<int:pk>/minutes/told/<int:member>/", readers.minutes_told, name="minutes_told"),
    path("minutes/late/", readers.minutes_late, name="minutes_late"),
    path("resolutions/<int:pk>/told/<int:member>/", readers.resolution_told, name="resolution_told"),
    path("meetings/<int:pk>/minutes/pdf/", minutes.minutes_pdf, name="minutes_pdf"),
    path("meetings/<int:pk>/minutes/docx/", minutes.minutes_docx, name="minutes_docx"),
    path("meetings/<int:pk>/resolutions/new/", drafting.resolution_new, name="resolution_new"),
    path("resolutions/", resolutions.resolution_list, name="resolution_list"),
    path("resolutions/<int:pk>/", resolutions.resolution, name="resolution"),
    path("resolutions/<int:pk>/pdf/", resolutions.resolution_pdf, name="resolution_pdf"),
    path("resolutions/<int:pk>/docx/", resolutions.resolution_docx, name="resolution_docx"),
    path("resolutions/<int:pk>/edit/", drafting.resolution_edit, name="resolution_edit"),
    path("resolutions/<int:pk>/review/", drafting.resolution_review, name="resolution_review"),
    path("resolutions/<int:pk>/tasks/new/", drafting.resolution_task_new, name="resolution_task_new"),
    path("resolutions/tasks/<int:pk>/", drafting.resolution_task, name="resolution_task"),
    path("resolutions/tasks/<int:pk>/remove/", drafting.resolution_task_remove, name="resolution_task_remove"),
    path("resolutions/<int:pk>/adopt/", drafting.resolution_adopt, name="resolution_adopt"),
    path("resolutions/<int:pk>/issue/", drafting.resolution_issue, name="resolution_issue"),
    path("resolutions/<int:pk>/amend/", drafting.resolution_amend, name="resolution_amend"),
    path("resolutions/<int:pk>/discard/", drafting.resolution_discard, name="resolution_discard"),
    path("units/<int:pk>/resolutions/", resolutions.unit_resolutions, name="unit_resolutions"),
    path("units/<int:pk>/terms/", terms.term_list, name="term_list"),
    path("units/<int:pk>/terms/new/", terms.term_new, name="term_new"),
    path("terms/<int:pk>/remove/", terms.term_remove, name="term_remove"),
]
