"""What must be so before Teachback serves a page."""

from pathlib import Path

from django.core.checks import run_checks

import lms.core


def ids(**kwargs):
    return [error.id for error in run_checks(tags=["security"], **kwargs)]


def test_uploads_may_not_lie_inside_code(settings):
    settings.MEDIA_ROOT = Path(lms.core.__file__).parent / "uploads"

    assert "teachback.E001" in ids()


def test_uploads_outside_code_are_fine(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path

    assert "teachback.E001" not in ids()


def test_production_refuses_to_start_without_second_factors(settings):
    settings.SKIP_SECOND_FACTOR = True

    assert ("teachback.E002" in ids(include_deployment_checks=True), "teachback.E002" in ids()) == (True, False)
