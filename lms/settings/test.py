"""The test suite: no files of the demo touched, mail kept in memory, tasks done at once."""

import tempfile
from pathlib import Path
from urllib.parse import urlsplit

from .base import *  # noqa: F403 -- a settings file is its base with a few values changed
from .base import CACHES, DATABASES, LANGUAGE_NAMES, LOGGING, STORAGES, WAGTAILSEARCH_BACKENDS, env

SECRET_KEY = "only-for-tests"  # noqa: S105 -- signs nothing outside the test run
DEBUG = False
ALLOWED_HOSTS = ["testserver", "127.0.0.1", "localhost"]
MEDIA_ROOT = Path(tempfile.mkdtemp(prefix="teachback-test-media-"))
STORAGES = {**STORAGES, "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}}
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
LANGUAGES = WAGTAIL_CONTENT_LANGUAGES = list(LANGUAGE_NAMES.items())  # readers of a language without translations
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
TASKS = {"default": {"BACKEND": "django_tasks.backends.immediate.ImmediateBackend"}}
WHITENOISE_AUTOREFRESH = True
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = True
LOGGING = {**LOGGING, "root": {**LOGGING["root"], "level": "CRITICAL"}}
if env("REDIS_URL", default=""):
    # A database of Redis for each worker: tests empty the cache, and count what one connection does.
    worker = env("PYTEST_XDIST_WORKER", default="gw0").removeprefix("gw")
    CACHES = {
        "default": {**CACHES["default"], "LOCATION": urlsplit(env("REDIS_URL"))._replace(path=f"/{worker}").geturl()}
    }
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    # In memory, and nothing is kept: neither a journal nor a flush to disk is worth its time.
    DATABASES["default"]["OPTIONS"] = {"transaction_mode": "IMMEDIATE", "timeout": 20}
    DATABASES["default"]["CONN_MAX_AGE"] = 0
# Most tests need pages, few search them: those that do build the index themselves.
WAGTAILSEARCH_BACKENDS = {"default": {**WAGTAILSEARCH_BACKENDS["default"], "AUTO_UPDATE": False}}
