"""Copies of a portfolio: asking, making, handing over, deleting."""

from datetime import datetime, timedelta
from functools import partial

from django.core.files.base import ContentFile
from django.db import transaction
from django.utils.translation import gettext as _

from lms.audit import actions as audit
from lms.core import clock
from lms.core.errors import NotYours, Refused
from lms.people.models import User
from lms.portfolio import documents, permissions, tasks
from lms.portfolio.enums import ExportStatus
from lms.portfolio.models import PortfolioExport

EXPORT_LIFE = timedelta(days=7)
PATIENCE = timedelta(hours=1)  # a copy that waits longer was lost by the worker, and another may be asked for


class AlreadyBeingMade(Refused):
    """A copy was asked for a moment ago."""


class ExportGone(Refused):
    """The copy is not made yet, or was deleted."""


@transaction.atomic
def ask_for_export(*, by: User, at: datetime) -> PortfolioExport:
    """Have a copy of one's own portfolio made. Raises AlreadyBeingMade."""
    User.objects.select_for_update().get(pk=by.pk)
    waiting = PortfolioExport.objects.filter(person=by, status=ExportStatus.WAITING, created_at__gt=at - PATIENCE)
    if waiting.exists():
        raise AlreadyBeingMade(_("A copy is being made. Open this page again in a minute."))
    export = PortfolioExport.objects.create(person=by)
    audit.record("portfolio.export_asked", by=by, at=at, target=export, subject=by)
    transaction.on_commit(partial(tasks.make_export.enqueue, export.pk))
    return export


@transaction.atomic
def make_export(export_id: int) -> None:
    """Write the two files. Done by the worker; asked again for a copy that is made, it does nothing."""
    export = PortfolioExport.objects.select_for_update().select_related("person").get(pk=export_id)
    if export.status != ExportStatus.WAITING:
        return
    at = clock.now()
    portfolio = documents.compose(export.person, at=at)
    document = documents.pdf(portfolio)
    archive = documents.archive(portfolio, document)
    export.status, export.made_at, export.delete_at = ExportStatus.READY, at, at + EXPORT_LIFE
    export.document.save("portfolio.pdf", ContentFile(document), save=False)
    export.archive.save("portfolio.zip", ContentFile(archive), save=False)
    export.save()
    facts = {"records": portfolio.count, "sha256": documents.sha256(archive)}
    audit.record("portfolio.export_made", by=None, at=at, target=export, subject=export.person, facts=facts)


@transaction.atomic
def take_export(*, export: PortfolioExport, kind: str, by: User, at: datetime) -> PortfolioExport:
    """Record that the owner downloads a copy. Raises ExportGone, NotYours."""
    if not permissions.is_owner(by, export):
        raise NotYours(_("A copy is for the person whose portfolio it is, and for nobody else."))
    if export.status != ExportStatus.READY or export.delete_at <= at:
        raise ExportGone(_("This copy was deleted. You can have a new one made."))
    audit.record("portfolio.export_taken", by=by, at=at, target=export, subject=by, facts={"kind": kind})
    return export


@transaction.atomic
def delete_old_exports(*, at: datetime) -> int:
    """Delete the files of copies whose time is over; returns how many."""
    rows = PortfolioExport.objects.select_for_update().select_related("person")
    over = list(rows.filter(status=ExportStatus.READY, delete_at__lte=at))
    for export in over:
        for file in (export.document, export.archive):
            if file:
                transaction.on_commit(partial(file.storage.delete, file.name))
        export.status, export.document, export.archive = ExportStatus.DELETED, "", ""
        export.save()
        audit.record("portfolio.export_deleted", by=None, at=at, target=export, subject=export.person)
    return len(over)
