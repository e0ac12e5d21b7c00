"""For the machines that watch: is the process up, and can it serve?"""

import logging
from collections.abc import Callable

from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpRequest, JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe
from django_tasks_db.models import DBTaskResult

from lms.core import append_only

log = logging.getLogger(__name__)


@never_cache
@require_safe
def healthz(request: HttpRequest) -> JsonResponse:
    """The process answers. Asks nothing of the database, so that a slow database does not get the process killed."""
    return JsonResponse({"status": "up"})


@never_cache
@require_safe
def readyz(request: HttpRequest) -> JsonResponse:
    """200 when pages can be served and ledgers are guarded, otherwise 503. Says which part is not ready, never why."""
    parts = {name: _holds(name, check) for name, check in CHECKS.items()}
    is_ready = all(parts.values())
    words = {name: "ready" if holds else "not ready" for name, holds in parts.items()}
    return JsonResponse(
        {"status": "ready" if is_ready else "not ready", "parts": words}, status=200 if is_ready else 503
    )


def _holds(name: str, check: Callable[[], bool]) -> bool:
    try:
        return check()
    except DatabaseError:
        log.exception("not ready: %s", name)
        return False


def _database_answers() -> bool:
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
        return cursor.fetchone() == (1,)


def _migrations_are_applied() -> bool:
    executor = MigrationExecutor(connection)
    return not executor.migration_plan(executor.loader.graph.leaf_nodes())


def _ledgers_are_guarded() -> bool:
    return not append_only.missing()


def _queue_answers() -> bool:
    DBTaskResult.objects.exists()
    return True


CHECKS = {
    "database": _database_answers,
    "migrations": _migrations_are_applied,
    "ledgers": _ledgers_are_guarded,
    "queue": _queue_answers,
}
