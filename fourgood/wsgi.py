"""The WSGI application that the web server serves."""

import gc
import os
import signal
from importlib import import_module

from django.conf import settings
from django.core.wsgi import get_wsgi_application

from fourgood.operations.lifeline import leave_with_parent

if "_FOURGOOD_UP" in os.environ:
    # Until the web server listens to it, a request to stop ends this process at once.
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    leave_with_parent()

application = get_wsgi_application()
import_module(settings.ROOT_URLCONF)  # or the first who asks for a page would wait for it

# What stays for ever is not looked through for garbage again and again, in the middle of pages. Thousands of things
# that a page makes are gone with it: looking after every seven hundred, as Python does at first, finds nothing.
gc.collect()
gc.freeze()
gc.set_threshold(5_000, 10, 10)
