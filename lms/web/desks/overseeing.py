"""The desks of those who run, employ, commission, accredit, protect and edit."""

from django.urls import reverse
from django.utils.translation import gettext as _

from lms.accreditation import queries as accreditation
from lms.concerns import queries as concerns
from lms.concerns.enums import Status
from lms.core import clock
from lms.enrolment import queries as enrolment
from lms.people import queries as people
from lms.people.enums import ResponsibilityKind
from lms.people.models import User
from lms.people.queries import HeldRole
from lms.quality import queries as quality
from lms.web.desks.parts import Desk, Next, Task, first_waiting, queue


def manager(user: User, role: HeldRole | None) -> Desk:
    """Decide what trainees asked for, keep cohorts and people, answer for quality."""
    asked = accreditation.enrolments_to_decide(user).filter(asked_at__isnull=False).count()
    due = quality.answers_due(user, on=clock.today()).count()
    return Desk(
        next=first_waiting(
            (
                asked,
                Next(
                    _("Trainees have asked for the decision on their award."),
                    reverse("credentials:decisions"),
                    _("Decide"),
                ),
            ),
            (
                due,
                Next(
                    _("Answers to the quality checklist are due for review."), reverse("quality:checklist"), _("Review")
                ),
            ),
            otherwise=Next(_("Nothing is waiting for you."), reverse("enrolment:cohorts"), _("See cohorts")),
        ),
        tasks=(
            queue(_("Awards to decide"), "credentials:decisions", asked),
            queue(_("Quality answers to review"), "quality:checklist", due),
            Task(_("Cohorts"), reverse("enrolment:cohorts"), _count(enrolment.cohorts_visible_to(user)), "plain"),
            Task(_("People"), reverse("people:people"), _("Open"), "plain"),
            Task(_("Awards"), reverse("accreditation:awards"), _("Open"), "plain"),
        ),
    )


def _count(rows) -> str:
    return _("%d in all") % rows.count()


def employer(user: User, role: HeldRole | None) -> Desk:
    """Whose training to protect time for."""
    staff = people.people_for_whom(user, ResponsibilityKind.LINE_MANAGER).count()
    return Desk(
        Next(
            _("Skills that are not practised are lost. Agree time to practise with each person in training."),
            reverse("people:staff"),
            _("See my staff"),
        ),
        tasks=(Task(_("My staff in training"), reverse("people:staff"), _("%d people") % staff, "plain"),),
    )


def commissioner(user: User, role: HeldRole | None) -> Desk:
    """Check a credential in ten seconds; then programmes and providers."""
    return Desk(
        Next(
            _("Check a credential with its code, or look up a person in your remit."),
            reverse("credentials:workforce"),
            _("Check a credential"),
        ),
        tasks=(
            Task(_("Programmes accredited on a day"), reverse("quality:programmes"), _("Open"), "plain"),
            Task(
                _("Providers in your remit"),
                reverse("quality:providers"),
                _("%d providers") % quality.providers_visible_to(user).count(),
                "plain",
            ),
        ),
    )


def reviewer(user: User, role: HeldRole | None) -> Desk:
    """Programmes to approve, standards, awards."""
    covered = quality.versions_on(clock.today(), known_at=clock.now())
    unapproved = sum(not row.approvals for row in covered)
    return Desk(
        next=first_waiting(
            (
                unapproved,
                Next(_("Programme versions have no approval today."), reverse("quality:approvals"), _("Look at them")),
            ),
            otherwise=Next(
                _("Every published programme is approved today."), reverse("quality:approvals"), _("See approvals")
            ),
        ),
        tasks=(
            queue(_("Programme versions without approval"), "quality:approvals", unapproved),
            Task(_("Standards"), reverse("accreditation:standards"), _("Open"), "plain"),
            Task(_("Awards"), reverse("accreditation:awards"), _("Open"), "plain"),
        ),
    )


def safeguarding(user: User, role: HeldRole | None) -> Desk:
    """Concerns, newest first."""
    waiting = concerns.concerns_visible_to(user).exclude(status=Status.CLOSED).count()
    return Desk(
        next=first_waiting(
            (waiting, Next(_("Concerns wait for you."), reverse("concerns:list"), _("Open the concerns"))),
            otherwise=Next(_("No concern waits for you."), reverse("concerns:list"), _("See concerns")),
        ),
        tasks=(queue(_("Concerns"), "concerns:list", waiting),),
    )


def editor(user: User, role: HeldRole | None) -> Desk:
    """The curriculum is written in Wagtail."""
    return Desk(
        Next(
            _("Lessons and videos are written in the editor. Learners see a change once a new version is published."),
            reverse("wagtailadmin_home"),
            _("Open the editor"),
        ),
        tasks=(Task(_("Published programmes"), reverse("enrolment:programmes"), _("Open"), "plain"),),
    )


def administrator(user: User, role: HeldRole | None) -> Desk:
    """People and organisations."""
    return Desk(
        Next(_("Look after people, their roles and their invitations."), reverse("people:people"), _("Open people")),
        tasks=(
            Task(_("Cohorts"), reverse("enrolment:cohorts"), _count(enrolment.cohorts_visible_to(user)), "plain"),
            Task(_("Editor"), reverse("wagtailadmin_home"), _("Open"), "plain"),
        ),
    )
