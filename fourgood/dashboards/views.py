"""Home: what now. And the page that shows every part of the look."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from fourgood.dashboards.patterns import COLOURS, samples, sections


def home(request: HttpRequest) -> HttpResponse:
    return render(request, "dashboards/home.html")


def patterns(request: HttpRequest) -> HttpResponse:
    """Every shared part, live, in both themes. Holds samples only, so everyone who signed in may see it."""
    context = {"sections": sections(), "themes": [samples("light"), samples("dark")], "colours": COLOURS}
    return render(request, "dashboards/patterns.html", context)
