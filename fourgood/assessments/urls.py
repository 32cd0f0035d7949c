"""Addresses of assessments."""

from django.urls import path

import fourgood.common.months  # noqa: F401 addresses name months
from fourgood.assessments.views import above, filling_in, lists, own_decisions, sheet

own_urls = [
    path("assessments/", lists.assessment_list, name="assessment_list"),
    path("assessments/<int:pk>/", sheet.assessment, name="assessment"),
    path("assessments/<int:pk>/agree/", sheet.assessment_agree, name="assessment_agree"),
    path("assessments/<int:pk>/count/", sheet.assessment_count, name="assessment_count"),
    path(
        "assessments/<int:pk>/criteria/<str:code>/evidence/",
        own_decisions.assessment_evidence,
        name="assessment_evidence",
    ),
    path("assessments/evidence/<int:pk>/remove/", own_decisions.evidence_remove, name="evidence_remove"),
    path("assessments/<int:pk>/vote/", own_decisions.assessment_vote, name="assessment_vote"),
    path("assessments/<int:pk>/submit/", own_decisions.assessment_submit, name="assessment_submit"),
]

fill_urls = [  # in a folder of their own: the service worker answers for it, and for nothing else
    path("sheet/worker.js", filling_in.sheet_worker, name="sheet_worker"),
    path("sheet/<int:pk>/", filling_in.sheet, name="assessment_fill"),
    path("sheet/<int:pk>/todo/", filling_in.sheet_todo, name="sheet_todo"),
    path("sheet/<int:pk>/entries/", filling_in.sheet_entries, name="sheet_entries"),
]

above_urls = [
    path("assessments/waiting/", lists.assessment_queue, name="assessment_queue"),
    path("assessments/waiting/confirm/", lists.assessment_confirm_alike, name="assessment_confirm_alike"),
    path("units/<int:pk>/assessments/<month:month>/accept/", lists.assessment_accept, name="assessment_accept"),
    path("assessments/<int:pk>/confirm/", above.assessment_confirm, name="assessment_confirm"),
    path("assessments/<int:pk>/reopen/", above.assessment_reopen, name="assessment_reopen"),
    path("assessments/<int:pk>/exception/", above.assessment_exception, name="assessment_exception"),
]

urlpatterns = [*own_urls, *fill_urls, *above_urls]
