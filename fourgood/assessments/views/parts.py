"""What the pages of assessments share: fetching with permission, and the trail."""

from __future__ import annotations

from django.http import Http404
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from fourgood.assessments.models import Assessment
from fourgood.common.requests import PersonRequest
from fourgood.organisation.standing import Can

Trail = list[tuple[str | Promise, str]]


def visible_assessment(request: PersonRequest, pk: int) -> Assessment:
    rows = Assessment.objects.visible_to(request.user).with_state()
    related = ("period__instruction", "unit__kind", "unit__parent", "framework__edition__instruction")
    return get_object_or_404(rows.select_related(*related), pk=pk)


def own_assessment(request: PersonRequest, pk: int) -> Assessment:
    """One that the reader fills in, now. Raises NotAllowed, IsSettled, Submitted, Confirmed."""
    row = visible_assessment(request, pk)
    request.user.standing().require(Can.ASSESS, row.unit)
    row.require_editable()
    return row


def to_fill_in(request: PersonRequest, pk: int) -> Assessment:
    """The same for a verb, which locks the row and reads it then: only its number and its unit. Raises NotAllowed."""
    rows = Assessment.objects.visible_to(request.user).select_related("unit").only("unit", "unit__path")
    row = get_object_or_404(rows, pk=pk)
    request.user.standing().require(Can.ASSESS, row.unit)
    return row


def locked_to_fill_in(request: PersonRequest, pk: int) -> Assessment:
    """The same, locked, for a verb that takes the row as it is. Raises NotAllowed, and Http404 where `visible_to` finds
    nothing: it asks for the same reach.
    """
    standing = request.user.standing()
    try:
        row = Assessment.objects.lock(pk)
    except Assessment.DoesNotExist:
        raise Http404 from None
    if not standing.may(Can.SEE_UNIT, row.unit):
        raise Http404
    standing.require(Can.ASSESS, row.unit)
    return row


def assessment_above(request: PersonRequest, pk: int) -> Assessment:
    """One that the reader decides on. Raises NotAllowed."""
    row = visible_assessment(request, pk)
    request.user.standing().require(Can.CONFIRM_ASSESSMENTS, row.unit)
    return row


def trail_of(row: Assessment, *more: str | Promise) -> Trail:
    """Monthly assessment › the unit and month › …"""
    trail: Trail = [(_("Monthly assessment"), reverse("assessment_list")), (str(row), row.get_absolute_url())]
    return [*trail, *((label, "") for label in more)]


def fresh(row: Assessment) -> Assessment:
    """The row as it is now, after a verb has changed it. One query."""
    return Assessment.objects.select_related("period", "unit", "framework").get(pk=row.pk)


def there(pk: int, code: str) -> str:
    """The place of a criterion on the page on which the sheet is filled in."""
    return f"{reverse('assessment_fill', args=[pk])}#point-{code}"
