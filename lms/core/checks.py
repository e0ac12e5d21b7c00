"""System checks: what must be so before Teachback serves a page."""

from importlib.util import find_spec
from pathlib import Path

from django.conf import settings
from django.core.checks import Error, Tags, register

from lms.core import append_only


@register(Tags.security)
def uploads_outside_code(app_configs, **kwargs):
    """A folder both importable and uploadable would turn an upload bug into code execution."""
    uploads = Path(settings.MEDIA_ROOT).resolve()
    rooms = {name.split(".")[0] for name in settings.ROOMS}
    for room in sorted(rooms):
        spec = find_spec(room)
        for location in spec.submodule_search_locations or []:
            if uploads.is_relative_to(Path(location).resolve()):
                return [Error(f"MEDIA_ROOT lies inside the package {room}", id="teachback.E001")]
    return []


@register(Tags.security, deploy=True)
def second_factor_stays_on(app_configs, **kwargs):
    """The demo's switch must not exist in production."""
    if settings.SKIP_SECOND_FACTOR:
        return [Error("SKIP_SECOND_FACTOR is on: acts of record would need no second factor", id="teachback.E002")]
    return []


@register(Tags.database)
def ledgers_are_guarded(app_configs, databases=None, **kwargs):
    """Every append-only table has its triggers. Runs with `check --database default` and in /readyz."""
    return [
        Error(f"append-only trigger {name} is missing: run migrate", id="teachback.E003")
        for using in databases or []
        for name in append_only.missing(using)
    ]
