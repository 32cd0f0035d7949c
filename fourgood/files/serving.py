"""How content goes to the browser: as what it is, shut into a sandbox, kept by nobody but the reader."""

from __future__ import annotations

from django.http import FileResponse, HttpRequest
from django.http.response import HttpResponseBase
from django.utils.cache import get_conditional_response
from django.utils.http import content_disposition_header

from fourgood.files.kinds import JPEG
from fourgood.files.models import StoredFile

HEADERS = {
    # The browser may keep it, but asks each time whether the reader may still see it (304: no content goes over).
    "Cache-Control": "private, no-cache",
    "Content-Security-Policy": "sandbox; default-src 'none'",
    "X-Content-Type-Options": "nosniff",
    "Accept-Ranges": "none",
}


def respond(request: HttpRequest, file: StoredFile, *, small: bool = False) -> HttpResponseBase:
    """The content, or that the browser has it already. Raises FoundHarmful, NotCheckedYet, ContentLost."""
    file.require_served_to(request.user)
    tag = f'"{file.digest[:32]}{"-small" if small else ""}"'
    response: HttpResponseBase | None = get_conditional_response(request, etag=tag)
    if response is None:
        kind = JPEG if small else file.kind
        response = FileResponse(file.opened(small=small), content_type=kind.content_type)
        response["Content-Disposition"] = content_disposition_header(not kind.is_picture, file.name) or "attachment"
    response["ETag"] = tag
    for name, value in HEADERS.items():
        response[name] = value
    return response
