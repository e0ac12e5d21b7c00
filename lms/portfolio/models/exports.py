"""Copies of a portfolio that its owner takes away."""

from django.db import models
from django.db.models import CheckConstraint, Q

from lms.core import constraints
from lms.core.models import Mutable
from lms.core.privacy import Erase, Privacy
from lms.portfolio.enums import ExportStatus


def _folder(export: "PortfolioExport", name: str) -> str:
    return f"portfolio-exports/{export.key}/{name}"


class PortfolioExport(Mutable):
    """One copy of a portfolio, as a PDF and as a ZIP with checksums. Asked for by its owner, made by the worker.

    The files are private, for the owner alone, and deleted at `delete_at`; that a copy was made stays.
    """

    person = models.ForeignKey("people.User", on_delete=models.PROTECT, related_name="portfolio_exports")
    status = models.CharField(max_length=20, choices=ExportStatus, default=ExportStatus.WAITING)
    made_at = models.DateTimeField(null=True, blank=True)
    delete_at = models.DateTimeField(null=True, blank=True)
    document = models.FileField(upload_to=_folder, blank=True, max_length=200)
    archive = models.FileField(upload_to=_folder, blank=True, max_length=200)

    privacy = Privacy(
        personal={"person": Erase.FOLLOWS, "document": Erase.CLEAR, "archive": Erase.CLEAR},
        impersonal="status made_at delete_at",
    )

    class Meta:
        constraints = [
            constraints.one_of("status", ExportStatus, name="portfolio_export_status"),
            constraints.together("made_at", "delete_at", name="portfolio_export_made_and_deleted"),
            CheckConstraint(
                condition=Q(status=ExportStatus.WAITING, made_at__isnull=True)
                | (~Q(status=ExportStatus.WAITING) & Q(made_at__isnull=False)),
                name="portfolio_export_made_when",
            ),
            constraints.in_order("made_at", "delete_at", name="portfolio_export_dates"),
        ]
        indexes = [models.Index(fields=["person", "status"], name="portfolio_export_by_person")]

    def __str__(self):
        return f"Portfolio export {self.key}"
