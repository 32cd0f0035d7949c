"""The WSGI application that the web server serves."""

import os
import signal

from django.core.wsgi import get_wsgi_application

from fourgood.operations.lifeline import leave_with_parent

if "_FOURGOOD_UP" in os.environ:
    # Until the web server listens to it, a request to stop ends this process at once.
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    leave_with_parent()

application = get_wsgi_application()
