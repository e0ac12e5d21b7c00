"""Start-up: the append-only triggers and the system checks."""

from django.apps import AppConfig
from django.db.models.signals import post_migrate, pre_migrate


class CoreConfig(AppConfig):
    name = "lms.core"
    label = "core"

    def ready(self):
        from lms.core import append_only, checks  # noqa: F401, PLC0415 -- app ready: checks register on import

        # SQLite rebuilds a table to change it and drops its triggers: they are put back after every migrate.
        pre_migrate.connect(append_only.remove_before_migrate, dispatch_uid="append-only triggers off")
        post_migrate.connect(append_only.install_after_migrate, dispatch_uid="append-only triggers")
