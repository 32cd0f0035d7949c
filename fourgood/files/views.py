"""Serving files."""

from __future__ import annotations

import uuid

from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.views import redirect_to_login
from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.views.decorators.http import require_safe

from fourgood.files.models import StoredFile
from fourgood.files.serving import respond


@login_not_required
@require_safe
def file(request: HttpRequest, public_id: uuid.UUID) -> HttpResponseBase:
    """The content of a file. Open to all, because some files are; of any other a visitor learns nothing."""
    found = _visible(request, public_id)
    return respond(request, found) if found else redirect_to_login(request.get_full_path())


@login_not_required
@require_safe
def file_small(request: HttpRequest, public_id: uuid.UUID) -> HttpResponseBase:
    """A small picture of a picture, so that a page of ten photos is no burden on a phone."""
    found = _visible(request, public_id)
    if found and not found.is_picture:
        raise Http404
    return respond(request, found, small=True) if found else redirect_to_login(request.get_full_path())


def _visible(request: HttpRequest, public_id: uuid.UUID) -> StoredFile | None:
    """The file, if the reader sees it. None for a visitor, whether or not there is such a file."""
    found = StoredFile.objects.visible_to(request.user).filter(public_id=public_id).first()
    if found is None and request.user.is_authenticated:
        raise Http404
    return found
