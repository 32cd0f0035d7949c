"""What every answer carries, and how a refusal that no view caught is told."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.middleware.gzip import GZipMiddleware
from django.shortcuts import render

from fourgood.common.refusal import Refusal

Respond = Callable[[HttpRequest], HttpResponse]

# Powers of the browser that no page of ours asks for. Passkeys are not among them: signing in uses them.
UNUSED_POWERS = (
    "accelerometer",
    "autoplay",
    "camera",
    "display-capture",
    "encrypted-media",
    "fullscreen",
    "geolocation",
    "gyroscope",
    "hid",
    "magnetometer",
    "microphone",
    "midi",
    "payment",
    "picture-in-picture",
    "screen-wake-lock",
    "serial",
    "usb",
    "xr-spatial-tracking",
)


COMPRESSED_ALREADY = ("image/jpeg", "image/png", "image/webp", "application/pdf", "application/vnd.openxmlformats")


class TextGZipMiddleware(GZipMiddleware):
    """Compress what becomes smaller by it: photos and papers only cost time, and lose their length."""

    def process_response(self, request: HttpRequest, response: Any) -> Any:
        if response.get("Content-Type", "").startswith(COMPRESSED_ALREADY):
            return response
        return super().process_response(request, response)


class BrowserHeadersMiddleware:
    """Give up the browser's powers that we don't use, let no other site load our pages, let no browser keep them.

    Stands outermost, so that static files carry the headers too; those say themselves how long they may be kept.
    """

    headers = {
        "Permissions-Policy": ", ".join(f"{power}=()" for power in UNUSED_POWERS),
        "Cross-Origin-Resource-Policy": "same-origin",
        "Cache-Control": "private, no-store",
    }

    def __init__(self, get_response: Respond) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        for name, value in self.headers.items():
            response.headers.setdefault(name, value)
        return response


class RefusalMiddleware:
    """Answer a refusal that a view let through with a page that says why, and who can help.

    A request by htmx gets the same words as a fragment, in place of what it asked for.
    """

    def __init__(self, get_response: Respond) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        if not isinstance(exception, Refusal):
            return None
        template = "parts/refusal.html" if getattr(request, "htmx", False) else "403.html"
        return render(request, template, {"refusal": exception}, status=403)
