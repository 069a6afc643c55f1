"""The door for a WSGI server: ``granian --interface wsgi fonds.web.wsgi:application``."""

import gc
import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "fonds.web.settings")

application = get_wsgi_application()

# What is loaded now stays until the end: whoever looks for garbage need not go through it again and again.
gc.freeze()
