"""Which static files are collected and served."""

from django.contrib.staticfiles.apps import StaticFilesConfig


class OwnStaticFiles(StaticFilesConfig):
    """Leaves out the NHS package's own files: its typeface and favicons are not ours to use; we serve changed copies."""

    ignore_patterns = [*StaticFilesConfig.ignore_patterns, "wagtailnhsukfrontend"]
