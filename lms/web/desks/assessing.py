"""The desks of those who teach, observe, sample and supervise."""

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from assessments.roleplay import queries as roleplay
from assessments.signoff import queries as signoff
from lms.core import clock
from lms.enrolment import queries as enrolment
from lms.people.models import User
from lms.people.queries import HeldRole
from lms.practice import queries as practice
from lms.supervision import queries as supervision
from lms.web.desks.parts import Coming, Desk, Next, door, first_waiting, queue


def assessor(user: User, role: HeldRole | None) -> Desk:
    """Finish what was begun, confirm practice, countersign, then observe and sign off."""
    drafts = roleplay.drafts_of(user).count()
    entries = practice.entries_to_confirm(user).count()
    countersign = signoff.sign_offs_to_countersign(user).count()
    again = signoff.sign_offs_to_review(user).count()
    return Desk(
        next=first_waiting(
            (drafts, Next(_("Finish an observation that you began."), reverse("roleplay:to_assess"), _("Finish it"))),
            (
                entries,
                Next(
                    _("Trainees wait for you to confirm practice."),
                    reverse("practice:to_confirm"),
                    _("Confirm practice"),
                ),
            ),
            (
                countersign,
                Next(_("A colleague's sign-off waits for you."), reverse("signoff:to_countersign"), _("Countersign")),
            ),
            (
                again,
                Next(
                    _("A sign-off of yours was returned, or its evidence has changed."),
                    reverse("signoff:to_sign_off"),
                    _("Look at it"),
                ),
            ),
            otherwise=Next(
                _("Nothing is waiting. Who will you observe next?"), reverse("roleplay:to_assess"), _("Observe")
            ),
        ),
        tasks=(
            queue(_("Observations to finish"), "roleplay:to_assess", drafts),
            queue(_("Practice to confirm"), "practice:to_confirm", entries),
            queue(_("Sign-offs to countersign"), "signoff:to_countersign", countersign),
            queue(_("Sign-offs to do again or withdraw"), "signoff:to_sign_off", again),
            door(_("Sign off a trainee"), "signoff:to_sign_off"),
            door(_("Scenarios"), "roleplay:scenarios"),
            door(_("Reflections that trainees submitted"), "portfolio:to_read"),
        ),
        dates=_teaching(user),
    )


def trainer(user: User, role: HeldRole | None) -> Desk:
    """Keep registers, finish observations, prepare the next session."""
    drafts = roleplay.drafts_of(user).count()
    registers = enrolment.sessions_to_register(user, clock.now()).count()
    coming = _teaching(user)
    return Desk(
        next=first_waiting(
            (
                registers,
                Next(
                    _("A session that you taught has no register yet."),
                    reverse("enrolment:cohorts"),
                    _("Keep the register"),
                ),
            ),
            (drafts, Next(_("Finish an observation that you began."), reverse("roleplay:to_assess"), _("Finish it"))),
            (
                len(coming),
                Next(
                    _("Your next session: %(words)s.") % {"words": coming[0].words if coming else ""},
                    coming[0].link if coming else "",
                    _("Open the session plan"),
                ),
            ),
            otherwise=Next(_("No session is planned for you."), reverse("enrolment:cohorts"), _("See cohorts")),
        ),
        tasks=(
            queue(_("Registers to keep"), "enrolment:cohorts", registers),
            queue(_("Observations to finish"), "roleplay:to_assess", drafts),
            door(_("Scenarios"), "roleplay:scenarios"),
            door(_("Reflections that trainees submitted"), "portfolio:to_read"),
        ),
        dates=coming,
    )


def _teaching(user: User) -> tuple[Coming, ...]:
    mine = enrolment.sessions_visible_to(user).filter(trainer=user, starts_at__gte=clock.now())
    return tuple(
        Coming(
            f"{session.title} · {session.cohort.name}",
            session.starts_at,
            reverse("enrolment:module_plan", args=[session.cohort.key, session.module_code]),
        )
        for session in mine.order_by("starts_at")[:5]
    )


def iqa(user: User, role: HeldRole | None) -> Desk:
    """Release or return what is sampled."""
    waiting = signoff.sign_offs_to_release(user).count()
    return Desk(
        next=first_waiting(
            (
                waiting,
                Next(
                    _("Sign-offs are sampled and wait for your release."),
                    reverse("signoff:to_release"),
                    _("Look at them"),
                ),
            ),
            otherwise=Next(_("Nothing is waiting to be sampled."), reverse("signoff:sign_offs"), _("See sign-offs")),
        ),
        tasks=(
            queue(_("Sign-offs to release"), "signoff:to_release", waiting),
            door(_("Assessors and their qualifications"), "signoff:assessors"),
            door(_("All sign-offs"), "signoff:sign_offs"),
            door(_("Reflections that trainees submitted"), "portfolio:to_read"),
        ),
    )


def supervisor(user: User, role: HeldRole | None) -> Desk:
    """Confirm sessions, then look at the caseload."""
    sessions = supervision.sessions_to_confirm(user).count()
    entries = practice.entries_to_confirm(user).count()
    caseload = len(supervision.caseload_of(user, on=clock.today()))
    return Desk(
        next=first_waiting(
            (
                sessions,
                Next(
                    _("Coaches wait for you to confirm supervision."),
                    reverse("supervision:to_confirm"),
                    _("Confirm sessions"),
                ),
            ),
            otherwise=Next(
                _("Nothing is waiting to be confirmed."), reverse("supervision:coaches"), _("See your coaches")
            ),
        ),
        tasks=(
            queue(_("Sessions to confirm"), "supervision:to_confirm", sessions),
            *([queue(_("Practice to confirm"), "practice:to_confirm", entries)] if entries else []),
            door(_("Coaches"), "supervision:coaches", ngettext("%d coach", "%d coaches", caseload) % caseload),
            door(_("Diary"), "supervision:diary"),
            door(_("Your agreements"), "supervision:agreements"),
        ),
    )


def role_player(user: User, role: HeldRole | None) -> Desk:
    """Learn the part."""
    return Desk(
        Next(
            _("Read the brief of the person you play, and the safety notes, before each session."),
            reverse("roleplay:scenarios"),
            _("Open the scenarios"),
        )
    )
