"""Which static files are collected and served."""

from django.contrib.staticfiles.apps import StaticFilesConfig


class OwnStaticFiles(StaticFilesConfig):
    """Leaves out the NHS package's own files: its typeface and icons are not ours to use; changed copies are served."""

    ignore_patterns = [*StaticFilesConfig.ignore_patterns, "wagtailnhsukfrontend"]
