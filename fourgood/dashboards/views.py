"""Home: what now. And the page that shows every part of the look."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render


def home(request: HttpRequest) -> HttpResponse:
    return render(request, "dashboards/home.html")


def patterns(request: HttpRequest) -> HttpResponse:
    return render(request, "dashboards/patterns.html")
