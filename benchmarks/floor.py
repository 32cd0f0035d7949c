"""The floor that pages are compared with: one signed-in request that asks the database for one number."""

from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.urls import include, path


def floor(request: HttpRequest) -> HttpResponse:
    """Through all middleware, with session and account, but without any page."""
    request.user.standing()
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    return HttpResponse("1")


urlpatterns = [path("floor/", floor), path("", include("fourgood.urls"))]
