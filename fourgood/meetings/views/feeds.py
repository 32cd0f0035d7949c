"""The address at which a calendar program fetches someone's meetings: made, shown once, renewed, ended."""

from __future__ import annotations

from typing import Any

from allauth.decorators import rate_limit
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from fourgood.accounts import qr
from fourgood.common.requests import PersonRequest
from fourgood.meetings.calendar import feed_of
from fourgood.meetings.models import CalendarFeed
from fourgood.notices.links import address_of


@never_cache
@require_http_methods(["GET", "POST"])
def feed(request: PersonRequest) -> HttpResponse:
    """Whether the reader has an address. Posting makes a new one, and shows it this once."""
    trail = [(request.user.name, reverse("profile")), (_("Meetings in my calendar"), "")]
    context: dict[str, Any] = {"trail": trail, "feed": CalendarFeed.objects.of(request.user)}
    if request.method == "POST":
        secret = CalendarFeed.objects.make(request.user, at=timezone.now())
        address = address_of(reverse("calendar_feed", args=[secret]))
        context |= {"address": address, "subscribe": f"webcal://{address.partition('://')[2]}", "qr": qr.svg(address)}
    return render(request, "meetings/feed.html", context)


@require_POST
def feed_end(request: PersonRequest) -> HttpResponse:
    CalendarFeed.objects.end(request.user, at=timezone.now())
    messages.success(request, _("The address opens nothing any more. Delete it from your calendar program."))
    return redirect("feed")


@login_not_required  # a calendar program has no account: the secret in the address is what it shows
@never_cache
@rate_limit(action="calendar_feed", limit_get=True)
@require_safe
def calendar_feed(request: HttpRequest, secret: str) -> HttpResponse:
    """The meetings of whoever made the address. What is no address, or none any more, is not found."""
    found = CalendarFeed.objects.opened_by(secret)
    if found is None:
        raise Http404
    return HttpResponse(feed_of(found.user, at=timezone.now()), content_type="text/calendar; charset=utf-8")
