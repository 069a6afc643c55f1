"""Django's settings for the pages: those of the archive, and what serving needs.

``FONDS_HOSTS`` lists the host names the pages answer to, parted by commas; ``*`` is any.
``FONDS_PROXY=1`` says that every request comes through a proxy that sets ``X-Forwarded-Proto``; without it
the header is passed over, since any client may send one. There are no sessions, cookies or forms that change anything, so no middleware for them.
"""

import os
import secrets

from fonds.store.settings import *  # noqa: F403

DEBUG = False
ALLOWED_HOSTS = os.environ.get("FONDS_HOSTS", "localhost,127.0.0.1,[::1]").split(",")
if os.environ.get("FONDS_PROXY") == "1":
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
# Nothing is signed that must outlive the process.
SECRET_KEY = os.environ.get("FONDS_SECRET_KEY") or secrets.token_urlsafe(32)
ROOT_URLCONF = "fonds.web.urls"
WSGI_APPLICATION = "fonds.web.wsgi.application"
MIDDLEWARE = [
    "fonds.web.security.headers",
    "django.middleware.http.ConditionalGetMiddleware",
    "fonds.web.errors.Answers",
]
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.jinja2.Jinja2",
        "DIRS": [],
        "APP_DIRS": False,
        "OPTIONS": {"environment": "fonds.web.jinja.environment"},
    }
]
USE_I18N = False
APPEND_SLASH = False
