"""Writing reflections: drafts, submitting."""

from collections.abc import Iterable
from datetime import datetime

from django.db import models, transaction
from django.utils.translation import gettext as _

from lms.audit import actions as audit
from lms.competencies.models import Competency
from lms.core.errors import NotYours, Refused
from lms.people.models import Organisation, User
from lms.portfolio import permissions, rules
from lms.portfolio.enums import ReflectionStatus
from lms.portfolio.models import Reflection


class ReflectionNotOpen(Refused):
    """The reflection was submitted meanwhile, so it stands as it is."""


class NothingWritten(Refused):
    """A reflection without words."""


@transaction.atomic
def save_reflection(
    *,
    by: User,
    at: datetime,
    organisation: Organisation,
    text: str,
    reflection: Reflection | None = None,
    prompt_key: str = "",
    prompt: str = "",
    about: models.Model | None = None,
    competencies: Iterable[Competency] | None = None,
) -> Reflection:
    """Write a draft of one's own, new or again. `about` is the record it reflects on, if any.

    What a saved draft is about and which question it answers stay as they were; so do its competencies unless given.
    Raises NothingWritten, NotYours, ReflectionNotOpen.
    """
    if reflection is None:
        reflection = Reflection(author=by, organisation=organisation, prompt_key=prompt_key, prompt=prompt)
        if about is not None:
            reflection.about_label, reflection.about_key = about._meta.label_lower, about.key
    else:
        reflection = _open_draft(reflection, by)
    reflection.text = text
    _check_words(reflection)
    reflection.save()
    if competencies is not None:
        reflection.competencies.set(competencies)
    _record("portfolio.reflection_saved", reflection, by=by, at=at)
    return reflection


@transaction.atomic
def submit_reflection(*, reflection: Reflection, by: User, at: datetime) -> Reflection:
    """Let the organisation's trainers, assessors and managers read it. From here on it never changes.

    Raises NothingWritten, NotYours, ReflectionNotOpen.
    """
    locked = _open_draft(reflection, by)
    _check_words(locked)
    locked.status, locked.submitted_at = ReflectionStatus.SUBMITTED, at
    locked.save(update_fields=["status", "submitted_at", "updated_at"])
    _record("portfolio.reflection_submitted", locked, by=by, at=at)
    return locked


def _open_draft(reflection: Reflection, by: User) -> Reflection:
    locked = Reflection.objects.select_for_update().get(pk=reflection.pk)
    if not permissions.is_author(by, locked):
        raise NotYours(_("Only its author can change or submit a reflection."))
    if not rules.can_be_changed(locked.status):
        raise ReflectionNotOpen(_("This reflection was submitted, so it stands as it is. You can write another one."))
    return locked


def _check_words(reflection: Reflection) -> None:
    if not rules.says_something(reflection.text):
        raise NothingWritten(_("Write something first."), field="text")


def _record(kind: str, reflection: Reflection, *, by: User, at: datetime) -> None:
    audit.record(
        kind,
        by=by,
        at=at,
        target=reflection,
        subject=reflection.author,
        organisation=reflection.organisation,
        facts={
            "prompt": reflection.prompt_key,
            "about": reflection.about_label,
            "about_key": str(reflection.about_key) if reflection.about_key else None,
        },
    )
