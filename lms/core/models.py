"""The two kinds of record: mutable (drafts, settings) and append-only (acts). Every model is one of them."""

from django.db import models
from django.db.models.functions import Now

from lms.core import clock, ids
from lms.core.privacy import Privacy


class Mutable(models.Model):
    """A record that may change: a draft, a plan, a setting. Declares `privacy`."""

    key = models.UUIDField(default=ids.new_key, unique=True, editable=False)
    created_at = models.DateTimeField(default=clock.now, editable=False)
    updated_at = models.DateTimeField(auto_now=True, editable=False)

    privacy: Privacy
    # Wagtail would copy every link of every row into its own index, and queue a task for it. Editors look for none of
    # ours.
    wagtail_reference_index_ignore = True

    class Meta:
        abstract = True


class LedgerChanged(TypeError):
    """Code tried to change or delete an act of record. Correct it by a new row that names the old one."""


class AppendOnlyQuerySet(models.QuerySet):
    """Rows can be added and read, nothing else."""

    def update(self, **kwargs):
        raise LedgerChanged(f"{self.model.__name__} rows never change")

    def delete(self):
        raise LedgerChanged(f"{self.model.__name__} rows are never deleted")

    def bulk_update(self, *args, **kwargs):
        raise LedgerChanged(f"{self.model.__name__} rows never change")

    def update_or_create(self, *args, **kwargs):
        raise LedgerChanged(f"{self.model.__name__} rows never change")


class AppendOnly(models.Model):
    """An act of record. `happened_at` is when it was so in the world, `recorded_at` when it was written here.

    Three guards keep it: this class, its queryset, and a trigger in the database (core.append_only).
    """

    key = models.UUIDField(default=ids.new_key, unique=True, editable=False)
    happened_at = models.DateTimeField()
    recorded_at = models.DateTimeField(default=clock.now, db_default=Now(), editable=False)

    privacy: Privacy
    wagtail_reference_index_ignore = True  # as above
    objects = AppendOnlyQuerySet.as_manager()

    class Meta:
        abstract = True

    def save(self, *args, **kwargs):
        if not self._state.adding:
            raise LedgerChanged(f"{type(self).__name__} {self.key} is a record and never changes")
        super().save(*args, **kwargs)

    def delete(self, *args, **kwargs):
        raise LedgerChanged(f"{type(self).__name__} {self.key} is a record and is never deleted")
