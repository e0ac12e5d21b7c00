"""The desks of those who run, employ, commission, accredit, protect and edit."""

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from lms.accreditation import queries as accreditation
from lms.accreditation.enums import AwardStatus
from lms.accreditation.models import Award
from lms.concerns import queries as concerns
from lms.concerns.enums import Status
from lms.core import clock
from lms.enrolment import queries as enrolment
from lms.enrolment.enums import EnrolmentStatus
from lms.enrolment.models import Enrolment
from lms.people import queries as people
from lms.people.enums import ResponsibilityKind
from lms.people.models import User
from lms.people.queries import HeldRole
from lms.quality import queries as quality
from lms.web.desks.parts import Desk, Next, Task, door, first_waiting, queue

LISTED = 50  # as many as a page of a list


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
            door(_("Cohorts"), "enrolment:cohorts", _count(enrolment.cohorts_visible_to(user))),
            door(_("People"), "people:people"),
            door(_("Invitations that are open"), "people:invitations"),
            door(_("Who supervises whom"), "supervision:agreements"),
            door(_("Supervision that took place"), "supervision:facts"),
            door(_("Sign-offs"), "signoff:sign_offs"),
            door(_("Awards"), "accreditation:awards"),
        ),
    )


def _count(rows) -> str:
    return _("%d in all") % rows.count()


def employer(user: User, role: HeldRole | None) -> Desk:
    """Whose training to protect time for."""
    staff = people.people_for_whom(user, ResponsibilityKind.LINE_MANAGER)
    training = enrolment.enrolments_visible_to(user).filter(trainee__in=staff.values("subject"))
    training = training.exclude(status=EnrolmentStatus.WITHDRAWN)
    number = staff.count()
    places = list(training.order_by("status", "-joined_at", "pk")[:LISTED])
    awards = accreditation.latest_awards(places, clock.now())
    return Desk(
        Next(
            _("Skills that are not practised are lost. Agree time to practise with each person in training."),
            reverse("people:staff"),
            _("See my staff"),
        ),
        tasks=(
            door(_("My staff"), "people:staff", ngettext("%d person", "%d people", number) % number),
            *(_in_training(place, awards.get(place.pk)) for place in places),
        ),
    )


def _in_training(place: Enrolment, award: Award | None) -> Task:
    """A member of staff and how far they are; the link leads to lessons, taught time and knowledge checks."""
    link = reverse("enrolment:learner", args=[place.key])
    if award is not None:
        words = _("Awarded") if award.status == AwardStatus.ACTIVE else AwardStatus(award.status).label
        tone = "met" if award.status == AwardStatus.ACTIVE else "due"
        return Task(place.trainee.name, link, words, tone, place.cohort.version.title)
    tone = "progress" if place.status == EnrolmentStatus.ACTIVE else "met"
    return Task(place.trainee.name, link, place.get_status_display(), tone, place.cohort.version.title)


def commissioner(user: User, role: HeldRole | None) -> Desk:
    """Check a credential in ten seconds; then programmes and providers."""
    providers = quality.providers_visible_to(user).count()
    return Desk(
        Next(
            _("Check a credential: type the code that is on the certificate."),
            reverse("credentials:verify"),
            _("Check a credential"),
        ),
        tasks=(
            door(_("Look up a coach in your remit"), "credentials:workforce"),
            door(_("Programmes accredited on a day"), "quality:programmes"),
            door(
                _("Providers in your remit"),
                "quality:providers",
                ngettext("%d provider", "%d providers", providers) % providers,
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
            door(_("Standards"), "accreditation:standards"),
            door(_("Awards"), "accreditation:awards"),
            door(_("Checklists of providers"), "quality:providers"),
        ),
    )


def safeguarding(user: User, role: HeldRole | None) -> Desk:
    """Concerns that wait, and among them those whose reporter was promised an earlier answer."""
    waits = concerns.concerns_visible_to(user).exclude(status=Status.CLOSED)
    waiting, overdue = waits.count(), waits.exclude(overdue="").count()
    overdue_ones = "?overdue=yes"
    overdue_list = reverse("concerns:list") + overdue_ones
    return Desk(
        next=first_waiting(
            (
                overdue,
                Next(_("Concerns wait longer than was promised."), overdue_list, _("Open the concerns")),
            ),
            (waiting, Next(_("Concerns wait for you."), reverse("concerns:list"), _("Open the concerns"))),
            otherwise=Next(_("No concern waits for you."), reverse("concerns:list"), _("See concerns")),
        ),
        tasks=(
            queue(_("Concerns"), "concerns:list", waiting),
            queue(_("Concerns that are overdue"), "concerns:list", overdue, overdue_ones),
        ),
    )


def editor(user: User, role: HeldRole | None) -> Desk:
    """The curriculum is written in Wagtail."""
    return Desk(
        Next(
            _("Lessons and videos are written in the editor. Learners see a change once a new version is published."),
            reverse("wagtailadmin_home"),
            _("Open the editor"),
        ),
        tasks=(door(_("Programmes, and publishing a version"), "enrolment:programmes"),),
    )


def administrator(user: User, role: HeldRole | None) -> Desk:
    """People and organisations."""
    return Desk(
        Next(_("Look after people, their roles and their invitations."), reverse("people:people"), _("Open people")),
        tasks=(
            door(_("Cohorts"), "enrolment:cohorts", _count(enrolment.cohorts_visible_to(user))),
            door(_("Invitations that are open"), "people:invitations"),
            door(_("Who supervises whom"), "supervision:agreements"),
            door(_("Assessors and their qualifications"), "signoff:assessors"),
            door(_("Editor"), "wagtailadmin_home"),
        ),
    )
