"""Concerns for tests."""

import uuid

from django.utils import timezone

from lms.concerns import actions
from lms.concerns.enums import ConcernKind, SourceChoice


def report(**changes):
    return actions.Report(
        **{
            "kind": ConcernKind.SAFEGUARDING,
            "words": "The client said that somebody takes her money.",
            "choice": SourceChoice.ANONYMOUS,
            **changes,
        }
    )


def raised(*, by=None, at=None, form_key=None, **changes):
    """A recorded concern with its follow code."""
    return actions.raise_concern(
        report=report(**changes), by=by, at=at or timezone.now(), form_key=form_key or uuid.uuid4()
    )


def concern(organisation, **changes):
    """A concern that lies with an organisation, which has a lead."""
    return raised(organisation=organisation, **changes).concern
