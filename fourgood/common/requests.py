"""What a view is given once middleware has let it through."""

from typing import Any

from django.http import HttpRequest
from django_htmx.middleware import HtmxDetails


class PersonRequest(HttpRequest):
    """A request by someone who has signed in: LoginRequiredMiddleware lets nobody else reach a view.

    `user` is the account; its class belongs to a package above this one.
    """

    user: Any
    htmx: HtmxDetails
