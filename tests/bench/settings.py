"""The demo's settings with two addresses more, for what the pages are measured against."""

from lms.settings.dev import *  # noqa: F403 -- a settings file is its base with a few values changed
from lms.settings.dev import BASE_DIR, TEMPLATES

ROOT_URLCONF = "tests.bench.urls"
TEMPLATES = [{**TEMPLATES[0], "DIRS": [*TEMPLATES[0]["DIRS"], BASE_DIR / "tests" / "bench" / "templates"]}]
