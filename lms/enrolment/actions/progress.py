"""Opening and finishing lessons, and recording what somebody did after the days."""

import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from lms.audit import actions as audit
from lms.core.errors import Refused
from lms.enrolment.actions.enrolments import count_lessons_done
from lms.enrolment.models import Enrolment, FollowUp, LessonCompletion, LessonVisit
from lms.enrolment.queries import LessonEntry
from lms.enrolment.rules.progress import is_visit_due
from lms.people.models import User


class FollowUpNotPossible(Refused):
    """The activity is in the future or before the programme began."""


def open_lesson(*, enrolment: Enrolment, lesson: LessonEntry, at: datetime.datetime) -> bool:
    """Remember where a learner is; returns whether there was anything new to remember. No act of record: no event."""
    if not is_visit_due(lesson.code, enrolment.latest_lesson, enrolment.latest_opened_at, at):
        return False
    with transaction.atomic():
        LessonVisit.objects.bulk_create(
            [LessonVisit(enrolment=enrolment, item_id=lesson.item_id, opened_at=at)], ignore_conflicts=True
        )
        enrolment.latest_lesson, enrolment.latest_opened_at = lesson.code, at
        # Not `updated_at`: the page of the lesson itself is the same as before.
        enrolment.save(update_fields=["latest_lesson", "latest_opened_at"])
    return True


@transaction.atomic
def complete_lesson(*, enrolment: Enrolment, lesson: LessonEntry, by: User, at: datetime.datetime) -> LessonCompletion:
    """Mark a lesson as worked through. Done again, it gives the row that is there."""
    enrolment = (
        Enrolment.objects.select_for_update(of=("self",))
        .select_related("cohort__version", "cohort__provider", "trainee")
        .get(pk=enrolment.pk)
    )
    before = LessonCompletion.objects.filter(enrolment=enrolment, item_id=lesson.item_id).first()
    if before:
        return before
    row = LessonCompletion.objects.create(enrolment=enrolment, item_id=lesson.item_id, happened_at=at)
    enrolment.lessons_done = count_lessons_done(enrolment)
    enrolment.save(update_fields=["lessons_done", "updated_at"])
    audit.record(
        "enrolment.lesson_completed",
        by=by,
        at=at,
        target=row,
        subject=enrolment.trainee,
        organisation=enrolment.cohort.provider,
        facts={"enrolment": str(enrolment.key), "lesson": lesson.code},
    )
    return row


@transaction.atomic
def record_follow_up(
    *,
    enrolment: Enrolment,
    kind: str,
    title: str,
    done_date: datetime.date,
    words: str,
    by: User,
    at: datetime.datetime,
) -> FollowUp:
    """Record something done with the skills after the days. Raises FollowUpNotPossible."""
    if done_date > timezone.localdate(at):
        raise FollowUpNotPossible(_("This day has not come yet. Record it when you have done it."), field="done_date")
    if done_date < enrolment.cohort.from_date:
        raise FollowUpNotPossible(_("This is before your programme began."), field="done_date")
    row = FollowUp.objects.create(
        enrolment=enrolment, kind=kind, title=title, done_date=done_date, words=words, happened_at=at
    )
    audit.record(
        "enrolment.follow_up_recorded",
        by=by,
        at=at,
        target=row,
        subject=enrolment.trainee,
        organisation=enrolment.cohort.provider,
        facts={"enrolment": str(enrolment.key), "kind": kind},
    )
    return row
