"""What the pages of registrations and criteria share: fetching with permission, and the trail."""

from __future__ import annotations

from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from fourgood.common.requests import PersonRequest
from fourgood.criteria.concretising import variant_of
from fourgood.criteria.deadlines import adopt_by
from fourgood.criteria.models import CriteriaSet, Registration
from fourgood.criteria.stages import Way
from fourgood.criteria.state import State
from fourgood.criteria.years import register_by
from fourgood.instructions.frameworks import framework_of
from fourgood.organisation.standing import Can

Trail = list[tuple[str | Promise, str]]


def visible_registration(request: PersonRequest, pk: int) -> Registration:
    registrations = Registration.objects.visible_to(request.user)
    return get_object_or_404(registrations.select_related("unit", "registered_by", "begun_by"), pk=pk)


def visible_set(request: PersonRequest, pk: int) -> CriteriaSet:
    sets = CriteriaSet.objects.visible_to(request.user).with_state()
    return get_object_or_404(
        sets.select_related(
            "registration__unit__parent", "registration__unit__kind", "framework__edition__instruction"
        ),
        pk=pk,
    )


def editable_set(request: PersonRequest, pk: int) -> CriteriaSet:
    """A set that the reader makes concrete, now. Raises NotAllowed, Submitted, Confirmed."""
    criteria_set = visible_set(request, pk)
    request.user.standing().require(Can.CONCRETISE_CRITERIA, criteria_set.unit)
    criteria_set.require_editable()
    return criteria_set


def way_of(registration: Registration) -> tuple[Way, list[tuple[CriteriaSet, State]]]:
    """How far it has come, and its versions with their states, newest first. One query."""
    sets = registration.sets.with_state().with_progress().select_related("framework__edition__instruction")
    versions = [(version, State(version.state)) for version in sets.order_by("-place")]
    newest, state = versions[0]
    framework = framework_of(newest.framework)
    way = Way(
        registration=registration,
        due=register_by(framework, registration.year),
        adopt_by=adopt_by(newest),
        state=state,
        looked_at=newest.looked_at,
        total=len(list(variant_of(newest).criteria())),
    )
    return way, versions


def registration_trail(registration: Registration, *more: str | Promise) -> Trail:
    """Registrations › the unit and year › …"""
    trail: Trail = [(_("Registrations"), reverse("registration_list"))]
    trail.append((str(registration), registration.get_absolute_url()))
    return [*trail, *((label, "") for label in more)]


def wizard_trail(criteria_set: CriteriaSet, *more: str | Promise) -> Trail:
    """Registrations › the unit and year › making concrete › …"""
    trail = registration_trail(criteria_set.registration)
    trail.append((_("Make concrete"), reverse("criteria_wizard", args=[criteria_set.pk])))
    return [*trail, *((label, "") for label in more)]
