"""The WSGI application that the web server serves."""

from django.conf import settings
from django.core.wsgi import get_wsgi_application

application = get_wsgi_application()

if settings.SERVED:
    from fourgood.operations.lifeline import leave_with_parent

    leave_with_parent()
