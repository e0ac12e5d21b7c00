"""The trainee's desk."""

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from assessments.roleplay import queries as roleplay
from lms.accreditation import queries as accreditation
from lms.accreditation.enums import AwardStatus
from lms.accreditation.models import Award
from lms.core import clock
from lms.enrolment import queries as enrolment
from lms.enrolment.models import Enrolment
from lms.people.models import User
from lms.people.queries import HeldRole
from lms.portfolio import queries as portfolio
from lms.portfolio.enums import ReflectionStatus
from lms.practice import queries as practice
from lms.practice.enums import EntryStatus
from lms.supervision import queries as supervision
from lms.web.desks.parts import Coming, Desk, Feedback, Next, Task, first_waiting


def trainee(user: User, role: HeldRole | None) -> Desk:
    """What a trainee does next: read feedback, mend what came back, go on learning, practise, be observed."""
    place = enrolment.current_enrolments(user).first()
    if place is None:
        return Desk(
            Next(
                _("Join your programme with the code that your training provider gave you."),
                reverse("enrolment:join"),
                _("Join a programme"),
            )
        )
    place.trainee = user
    learning = enrolment.learning_of(place)
    totals = {total.status: total for total in practice.totals_of(user)}
    unread = list(roleplay.for_page(roleplay.waiting_for_acknowledgement(user))[:3])
    returned = totals[EntryStatus.RETURNED].entries
    return Desk(
        next=first_waiting(
            (len(unread), _read_feedback(unread)),
            (returned, _mend_entries(returned)),
            otherwise=_go_on(place, learning) if learning.next_lesson else _towards_the_award(place),
        ),
        tasks=(
            _learn(place, learning),
            _practise(totals),
            _be_observed(user, unread),
            _be_supervised(user),
            _reflect(user),
            _standing(place),
        ),
        dates=_dates(place),
        feedback=_feedback(user),
    )


def _read_feedback(unread: list) -> Next:
    link = reverse("roleplay:observation", args=[unread[0].key]) if unread else ""
    return Next(_("You have feedback on an observation to read."), link, _("Read your feedback"))


def _mend_entries(count: int) -> Next:
    words = ngettext(
        "%d practice entry came back to you with a question.",
        "%d practice entries came back to you with questions.",
        count,
    )
    return Next(words % count, f"{reverse('practice:entries')}?status=returned", _("See what came back"))


def _go_on(place: Enrolment, learning: enrolment.Learning) -> Next:
    lesson = learning.next_lesson
    words = _("Go on with “%(title)s”.") if learning.is_begun else _("Begin with “%(title)s”.")
    link = reverse("enrolment:lesson", args=[place.key, lesson.code])
    return Next(words % {"title": lesson.title}, link, _("Go on learning") if learning.is_begun else _("Begin"))


def _towards_the_award(place: Enrolment) -> Next:
    """What follows the last lesson: what is left, the decision, and what became of the award."""
    award = accreditation.latest_awards([place], clock.now()).get(place.pk)
    if award is not None:
        return _after_the_award(award)
    words = _("You have worked through every lesson. See what is left before your award.")
    if accreditation.open_request(place):
        words = _("You have asked for the decision on your award. Your provider will write to you.")
    return Next(words, reverse("accreditation:standing_of", args=[place.key]), _("See my standing"))


def _after_the_award(award: Award) -> Next:
    mine = reverse("accreditation:award", args=[award.key])
    if award.status == AwardStatus.SUSPENDED:
        return Next(_("Your award is suspended. Read why and give your answer."), mine, _("Read and answer"))
    if award.status == AwardStatus.REVOKED:
        return Next(_("Your award was revoked. Read why, and how you can answer."), mine, _("Read and answer"))
    words = _("You hold the award. Go on practising, and keep your supervision current.")
    return Next(words, reverse("credentials:mine"), _("See my credential"))


def _learn(place: Enrolment, learning: enrolment.Learning) -> Task:
    detail = _("%(done)d of %(required)d lessons") % {"done": learning.done, "required": learning.required}
    link = reverse("enrolment:programme_of", args=[place.key])
    if learning.done >= learning.required:
        return Task(_("Learn"), link, _("Done"), "met", detail)
    if not learning.is_begun:
        return Task(_("Learn"), link, _("Not started"), "not_started", detail)
    return Task(_("Learn"), link, _("In progress"), "progress", detail)


def _practise(totals: dict) -> Task:
    link = reverse("practice:entries")
    confirmed, waiting = totals[EntryStatus.CONFIRMED], totals[EntryStatus.SUBMITTED]
    returned = totals[EntryStatus.RETURNED].entries
    detail = _("%(confirmed)d confirmed, %(waiting)d waiting") % {
        "confirmed": confirmed.entries,
        "waiting": waiting.entries,
    }
    if returned:
        return Task(_("Practice"), link, ngettext("%d came back", "%d came back", returned) % returned, "due", detail)
    if confirmed.entries or waiting.entries:
        return Task(_("Practice"), link, _("In progress"), "progress", detail)
    return Task(_("Practice"), link, _("Not started"), "not_started", detail)


def _be_observed(user: User, unread: list) -> Task:
    link = reverse("roleplay:observations")
    count = roleplay.current_observations(user, clock.today()).count()
    detail = ngettext("%d observation recorded", "%d observations recorded", count) % count
    if unread:
        return Task(_("Observations"), link, _("Feedback to read"), "due", detail)
    if count:
        return Task(_("Observations"), link, _("In progress"), "progress", detail)
    return Task(_("Observations"), link, _("Not started"), "not_started", detail)


def _be_supervised(user: User) -> Task:
    latest = supervision.sessions_of(user).order_by("-started_at").first()
    link = reverse("supervision:sessions")
    if latest is None:
        return Task(_("Supervision"), link, _("Not started"), "not_started")
    return Task(_("Supervision"), link, latest.get_status_display(), "met" if latest.confirmed_at else "due")


def _reflect(user: User) -> Task:
    own = portfolio.reflections_of(user)
    statuses = list(own.values_list("status", flat=True))
    drafts = statuses.count(ReflectionStatus.DRAFT)
    submitted = len(statuses) - drafts
    link = reverse("portfolio:reflections")
    detail = ngettext("%d submitted", "%d submitted", submitted) % submitted
    if drafts:
        return Task(_("Reflections"), link, ngettext("%d draft", "%d drafts", drafts) % drafts, "progress", detail)
    if submitted:
        return Task(_("Reflections"), link, _("In progress"), "progress", detail)
    return Task(_("Reflections"), link, _("Not started"), "not_started", detail)


def _standing(place: Enrolment) -> Task:
    link = reverse("accreditation:standing_of", args=[place.key])
    if not place.cohort.version.standard_code:
        return Task(_("My standing"), link, _("No standard"), "plain")
    standing = accreditation.kept_standing(place, clock.now())
    if standing is None:
        return Task(_("My standing"), link, _("See what is met"), "plain")
    met, whole = sum(result.is_met for result in standing.results), len(standing.results)
    status = _("%(met)d of %(whole)d met") % {"met": met, "whole": whole}
    return Task(_("My standing"), link, status, "met" if met == whole else "progress", standing.standard.title)


def _dates(place: Enrolment) -> tuple[Coming, ...]:
    sessions = place.cohort.sessions.filter(starts_at__gte=clock.now()).order_by("starts_at")[:4]
    return tuple(Coming(session.title, session.starts_at) for session in sessions)


def _feedback(user: User) -> tuple[Feedback, ...]:
    latest = roleplay.for_page(roleplay.current_observations(user, clock.today())).order_by("-happened_at").first()
    if latest is None:
        return ()
    link = reverse("roleplay:observation", args=[latest.key])
    return (Feedback(latest.feedback_next, latest.observer.name, latest.happened_at, link),)
