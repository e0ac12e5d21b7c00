"""Writing supervision."""

import datetime

import pytest
from django.core import mail

from lms.audit.actions import erase_person
from lms.audit.models import AuditEvent
from lms.core import clock
from lms.core.errors import NotYours
from lms.people.enums import OrganisationKind, ResponsibilityKind, Role
from lms.people.models import Responsibility
from lms.supervision import actions, queries
from lms.supervision.enums import SessionDecision, SessionFormat, SessionStatus, SupervisionKind
from lms.supervision.models import SessionConfirmation, SupervisionAgreement, SupervisionSession
from tests.factories import people
from tests.factories import supervision as factory

pytestmark = pytest.mark.django_db
NOW = factory.NOW
TODAY = NOW.date()


@pytest.fixture(autouse=True)
def _now():
    with clock.fixed(NOW):
        yield


@pytest.fixture
def provider():
    return people.provider()


@pytest.fixture
def pair(provider):
    return factory.coach_and_supervisor(provider)


def kinds(target):
    return list(AuditEvent.objects.filter(target_key=target.key).order_by("id").values_list("kind", flat=True))


def open_responsibilities(holder):
    return sorted(Responsibility.objects.filter(holder=holder, to_date=None).values_list("kind", flat=True))


# --- agreements -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("kind", "responsibility"),
    [
        (SupervisionKind.HEALTH_COACHING, ResponsibilityKind.COACHING_SUPERVISOR),
        (SupervisionKind.CLINICAL, ResponsibilityKind.CLINICAL_SUPERVISOR),
        (SupervisionKind.LINE_MANAGEMENT, ResponsibilityKind.LINE_MANAGER),
        (SupervisionKind.MENTORING, ResponsibilityKind.MENTOR),
        (SupervisionKind.ICF_MENTOR_COACHING, ResponsibilityKind.MENTOR),
    ],
)
def test_start_agreement_gives_the_responsibility_of_its_kind(provider, kind, responsibility):
    coach, supervisor = people.trainee(provider), people.member(Role.SUPERVISOR, provider)

    agreement = factory.agreement(supervisor, coach, provider, kind)

    assert open_responsibilities(supervisor) == [responsibility]
    assert kinds(agreement) == ["supervision.agreement_started"]


def test_start_agreement_starts_today_unless_told(provider):
    agreement = actions.start_agreement(
        supervisor=people.member(Role.SUPERVISOR, provider),
        coach=people.trainee(provider),
        kind=SupervisionKind.CLINICAL,
        organisation=provider,
        by=None,
        at=NOW,
    )

    assert agreement.from_date == TODAY


def test_two_kinds_of_mentoring_share_one_responsibility(provider):
    coach, mentor = people.trainee(provider), people.member(Role.MENTOR, provider)

    for kind in (SupervisionKind.MENTORING, SupervisionKind.ICF_MENTOR_COACHING):
        factory.agreement(mentor, coach, provider, kind)

    assert open_responsibilities(mentor) == [ResponsibilityKind.MENTOR]


def test_start_agreement_refuses_a_second_one(pair, provider):
    coach, supervisor = pair

    with pytest.raises(actions.AgreementNotValid):
        factory.agreement(supervisor, coach, provider)


def test_start_agreement_refuses_oneself(provider):
    both = people.trainee(provider)
    people.as_well(both, Role.SUPERVISOR, provider)

    with pytest.raises(actions.WrongPerson, match="Nobody gives this support to themselves") as refusal:
        factory.agreement(both, both, provider)

    assert refusal.value.field == "supervisor"


@pytest.mark.parametrize(
    ("held", "asked"),
    [
        (SupervisionKind.LINE_MANAGEMENT, SupervisionKind.HEALTH_COACHING),
        (SupervisionKind.HEALTH_COACHING, SupervisionKind.LINE_MANAGEMENT),
    ],
)
def test_start_agreement_keeps_line_management_and_coaching_supervision_apart(provider, held, asked):
    coach, person = people.trainee(provider), people.member(Role.SUPERVISOR, provider)
    factory.agreement(person, coach, provider, held)

    with pytest.raises(actions.WrongPerson) as refusal:
        factory.agreement(person, coach, provider, asked, from_date=TODAY)

    assert refusal.value.field == "supervisor"
    assert "line manage" in str(refusal.value)


@pytest.mark.parametrize("kind", [SupervisionKind.CLINICAL, SupervisionKind.MENTORING, SupervisionKind.LINE_MANAGEMENT])
def test_start_agreement_lets_a_line_manager_give_other_support(provider, kind):
    coach, person = people.trainee(provider), people.member(Role.SUPERVISOR, provider)
    people.responsible(person, coach, ResponsibilityKind.LINE_MANAGER, people.organisation(OrganisationKind.EMPLOYER))

    assert factory.agreement(person, coach, provider, kind, from_date=TODAY).kind == kind


@pytest.mark.parametrize(("days", "is_refused"), [(-1, False), (0, True), (5, True)])
def test_start_agreement_looks_at_line_management_from_its_first_day_on(provider, days, is_refused):
    """Also where the line manager is at another organisation, or became it after the first day."""
    coach, person = people.trainee(provider), people.member(Role.SUPERVISOR, provider)
    employer = people.organisation(OrganisationKind.EMPLOYER)
    tie = people.responsible(person, coach, ResponsibilityKind.LINE_MANAGER, employer)
    tie.to_date = TODAY + datetime.timedelta(days=days)
    tie.save()

    try:
        factory.agreement(person, coach, provider, from_date=TODAY)
    except actions.WrongPerson:
        assert is_refused
    else:
        assert not is_refused


@pytest.mark.parametrize("role", [Role.TRAINEE, Role.ASSESSOR, Role.MANAGER])
def test_start_agreement_refuses_a_supervisor_without_such_a_role(provider, role):
    coach, person = people.trainee(provider), people.member(role, provider)

    with pytest.raises(actions.NotToBeNamed) as refusal:
        factory.agreement(person, coach, provider)

    assert refusal.value.field == "supervisor"


def test_start_agreement_refuses_a_supervisor_of_another_organisation(provider):
    coach, stranger = people.trainee(provider), people.member(Role.SUPERVISOR, people.provider())

    with pytest.raises(actions.NotToBeNamed):
        factory.agreement(stranger, coach, provider)


def test_start_agreement_refuses_a_coach_whom_the_manager_does_not_look_after(provider):
    supervisor = people.member(Role.SUPERVISOR, provider)
    agreed = {"supervisor": supervisor, "kind": SupervisionKind.CLINICAL, "organisation": provider, "at": NOW}

    for coach, by in (
        (people.trainee(people.provider()), people.manager(provider)),
        (people.trainee(provider), people.manager(people.provider())),
    ):
        with pytest.raises(actions.NotToBeNamed) as refusal:
            actions.start_agreement(coach=coach, by=by, **agreed)

    assert refusal.value.field == "trainee"


def test_end_agreement_ends_the_responsibility(pair):
    coach, supervisor = pair
    agreement = SupervisionAgreement.objects.get()

    actions.end_agreement(agreement=agreement, by=coach, at=NOW, to_date=TODAY)

    agreement.refresh_from_db()
    assert agreement.to_date == TODAY
    assert open_responsibilities(supervisor) == []
    assert kinds(agreement)[-1] == "supervision.agreement_ended"


def test_end_agreement_keeps_a_responsibility_that_another_agreement_needs(provider):
    coach, mentor = people.trainee(provider), people.member(Role.MENTOR, provider)
    first = factory.agreement(mentor, coach, provider, SupervisionKind.MENTORING)
    factory.agreement(mentor, coach, provider, SupervisionKind.ICF_MENTOR_COACHING)

    actions.end_agreement(agreement=first, by=mentor, at=NOW, to_date=TODAY)

    assert open_responsibilities(mentor) == [ResponsibilityKind.MENTOR]


def test_end_agreement_refuses_a_day_before_its_first(pair):
    agreement = SupervisionAgreement.objects.get()

    with pytest.raises(actions.AgreementNotValid) as refusal:
        actions.end_agreement(
            agreement=agreement, by=pair[0], at=NOW, to_date=people.LONG_AGO - datetime.timedelta(days=1)
        )

    assert refusal.value.field == "to_date"


@pytest.mark.parametrize("to_date", [TODAY, TODAY + datetime.timedelta(days=30)], ids=str)
def test_end_agreement_refuses_one_that_is_over(pair, to_date):
    agreement = SupervisionAgreement.objects.get()
    agreement.to_date = TODAY - datetime.timedelta(days=1)
    agreement.save()

    with pytest.raises(actions.AgreementOver) as refusal:
        actions.end_agreement(agreement=agreement, by=pair[0], at=NOW, to_date=to_date)

    agreement.refresh_from_db()
    assert (
        str(refusal.value) == "This agreement ended on 21 November 2026. If the support goes on, start a new agreement."
    )
    assert agreement.to_date == TODAY - datetime.timedelta(days=1)


@pytest.mark.parametrize("last_days", [(10, 20), (20, 10)], ids=["shorter first", "longer first"])
def test_the_responsibility_lasts_as_long_as_the_longer_of_two_agreements(provider, last_days):
    coach, mentor = people.trainee(provider), people.member(Role.MENTOR, provider)
    agreements = [
        factory.agreement(mentor, coach, provider, kind)
        for kind in (SupervisionKind.MENTORING, SupervisionKind.ICF_MENTOR_COACHING)
    ]

    for agreement, days in zip(agreements, last_days, strict=True):
        to_date = TODAY + datetime.timedelta(days=days)
        actions.end_agreement(agreement=agreement, by=mentor, at=NOW, to_date=to_date)

    assert Responsibility.objects.get().to_date == TODAY + datetime.timedelta(days=20)


@pytest.mark.parametrize("days", [5, 20])
def test_end_agreement_again_moves_the_responsibility_along(pair, days):
    agreement, to_date = SupervisionAgreement.objects.get(), TODAY + datetime.timedelta(days=days)
    actions.end_agreement(agreement=agreement, by=pair[0], at=NOW, to_date=TODAY + datetime.timedelta(days=10))

    actions.end_agreement(agreement=agreement, by=pair[0], at=NOW, to_date=to_date)

    assert Responsibility.objects.get().to_date == to_date


@pytest.mark.parametrize(("days", "ends"), [(20, 10), (5, 5)])
def test_end_agreement_only_shortens_a_responsibility_that_ends_for_another_reason(pair, days, ends):
    row = Responsibility.objects.get()
    row.to_date = TODAY + datetime.timedelta(days=10)
    row.save()

    to_date = TODAY + datetime.timedelta(days=days)
    actions.end_agreement(agreement=SupervisionAgreement.objects.get(), by=pair[0], at=NOW, to_date=to_date)

    assert Responsibility.objects.get().to_date == TODAY + datetime.timedelta(days=ends)


def test_start_agreement_gives_a_responsibility_beside_one_that_will_end(provider):
    coach, mentor = people.trainee(provider), people.member(Role.MENTOR, provider)
    first = factory.agreement(mentor, coach, provider, SupervisionKind.MENTORING)
    actions.end_agreement(agreement=first, by=mentor, at=NOW, to_date=TODAY + datetime.timedelta(days=10))

    factory.agreement(mentor, coach, provider, SupervisionKind.ICF_MENTOR_COACHING, from_date=TODAY)

    assert open_responsibilities(mentor) == [ResponsibilityKind.MENTOR]


# --- sessions ---------------------------------------------------------------------------------------------------------


def test_record_session_waits_for_the_supervisor_and_tells_them(pair, django_capture_on_commit_callbacks):
    coach, supervisor = pair

    with django_capture_on_commit_callbacks(execute=True):
        session = factory.recorded(coach, supervisor, format=SessionFormat.GROUP, group_size=5)

    stored = SupervisionSession.objects.get()
    assert (stored.coach, stored.supervisor, stored.status, stored.group_size, stored.functions) == (
        coach,
        supervisor,
        SessionStatus.RECORDED,
        5,
        ["formative"],
    )
    assert kinds(session) == ["supervision.session_recorded"]
    [letter] = mail.outbox
    assert (letter.to, letter.body.count("http")) == ([supervisor.email], 1)
    assert "Endings" not in letter.body


def test_themes_stay_out_of_the_log(pair):
    session = factory.recorded(*pair, themes="Something private")

    event = AuditEvent.objects.get(target_key=session.key)

    assert b"private" not in bytes(event.canonical)


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"minutes": -5}, "minutes"),
        ({"minutes": 0}, "minutes"),
        ({"minutes": 721}, "minutes"),
        ({"started_at": NOW + datetime.timedelta(minutes=5)}, "started_at"),
        ({"group_size": 3}, "group_size"),
        ({"format": SessionFormat.PEER}, "group_size"),
        ({"kind": SupervisionKind.CLINICAL}, "support"),
        ({"kind": SupervisionKind.ICF_MENTOR_COACHING}, "support"),
        ({"started_at": datetime.datetime(2019, 12, 31, 9, 0, tzinfo=datetime.UTC)}, "support"),
    ],
    ids=str,
)
def test_record_session_refuses_what_cannot_be(pair, changes, field):
    with pytest.raises(actions.SessionNotValid) as refusal:
        factory.recorded(*pair, **changes)

    assert refusal.value.field == field
    assert not SupervisionSession.objects.exists()


def test_record_session_refuses_somebody_who_is_no_supervisor(pair):
    with pytest.raises(actions.SessionNotValid) as refusal:
        factory.recorded(pair[0], people.user())

    assert refusal.value.field == "support"


def test_record_session_takes_a_responsibility_without_an_agreement(provider):
    coach, manager = people.trainee(provider), people.user()
    people.responsible(manager, coach, ResponsibilityKind.LINE_MANAGER, provider)

    session = factory.recorded(coach, manager, kind=SupervisionKind.LINE_MANAGEMENT)

    assert session.kind == SupervisionKind.LINE_MANAGEMENT


def test_record_session_refuses_health_coaching_supervision_by_a_line_manager(pair, provider):
    coach, supervisor = pair
    people.responsible(supervisor, coach, ResponsibilityKind.LINE_MANAGER, provider)

    with pytest.raises(actions.SessionNotValid, match="was your line manager") as refusal:
        factory.recorded(coach, supervisor)

    assert refusal.value.field == "support"


def test_record_session_takes_a_session_of_an_ended_agreement_up_to_its_last_day(pair):
    coach, supervisor = pair
    actions.end_agreement(agreement=SupervisionAgreement.objects.get(), by=coach, at=NOW, to_date=TODAY)

    session = factory.recorded(coach, supervisor, started_at=NOW - datetime.timedelta(hours=2))

    assert session.status == SessionStatus.RECORDED


def test_record_session_refuses_an_overlap(pair):
    earlier = factory.recorded(*pair, started_at=factory.MORNING)

    with pytest.raises(actions.SessionNotValid, match=earlier.reference):
        factory.recorded(*pair, started_at=factory.MORNING + datetime.timedelta(minutes=59))


def test_change_session_puts_a_declined_one_to_the_supervisor_again(pair, django_capture_on_commit_callbacks):
    coach, supervisor = pair
    session = factory.declined(coach, supervisor)

    with django_capture_on_commit_callbacks(execute=True):
        actions.change_session(
            session=session, by=coach, at=NOW, details=factory.details(coach, supervisor, minutes=45)
        )

    session.refresh_from_db()
    assert (session.status, session.minutes) == (SessionStatus.RECORDED, 45)
    assert [letter.to for letter in mail.outbox] == [[supervisor.email]]


def test_change_session_refuses_a_confirmed_one(pair):
    coach, supervisor = pair
    session = factory.confirmed(coach, supervisor)

    with pytest.raises(actions.SessionNotOpen):
        actions.change_session(session=session, by=coach, at=NOW, details=factory.details(coach, supervisor))


def test_change_session_refuses_the_supervisor(pair):
    coach, supervisor = pair
    session = factory.recorded(coach, supervisor)

    with pytest.raises(NotYours):
        actions.change_session(session=session, by=supervisor, at=NOW, details=factory.details(coach, supervisor))


# --- answering --------------------------------------------------------------------------------------------------------


def test_confirm_session_records_who_and_when(pair):
    coach, supervisor = pair
    session = factory.recorded(coach, supervisor)

    actions.confirm_session(session=session, by=supervisor, at=NOW)

    session.refresh_from_db()
    answer = SessionConfirmation.objects.get()
    assert (session.status, session.confirmed_at) == (SessionStatus.CONFIRMED, NOW)
    assert (answer.decision, answer.by, answer.content["minutes"]) == (SessionDecision.CONFIRMED, supervisor, 60)
    assert kinds(session)[-1] == "supervision.session_confirmed"


def test_confirm_session_refuses_the_coach(pair):
    coach, supervisor = pair
    session = factory.recorded(coach, supervisor)

    with pytest.raises(NotYours):
        actions.confirm_session(session=session, by=coach, at=NOW)


def test_confirm_session_refuses_another_supervisor_of_the_coach(pair, provider):
    coach, supervisor = pair
    other = factory.supervisor_of(coach, provider, SupervisionKind.CLINICAL)
    session = factory.recorded(coach, supervisor)

    with pytest.raises(NotYours):
        actions.confirm_session(session=session, by=other, at=NOW)


@pytest.mark.parametrize("state", [factory.confirmed, factory.declined])
def test_confirm_session_refuses_what_was_answered(pair, state):
    coach, supervisor = pair
    session = state(coach, supervisor)

    with pytest.raises(actions.SessionNotWaiting):
        actions.confirm_session(session=session, by=supervisor, at=NOW)


def test_confirm_session_works_after_the_agreement_has_ended(pair):
    coach, supervisor = pair
    session = factory.recorded(coach, supervisor)
    actions.end_agreement(agreement=SupervisionAgreement.objects.get(), by=coach, at=NOW, to_date=TODAY)

    confirmed = actions.confirm_session(session=session, by=supervisor, at=NOW + datetime.timedelta(days=9))

    assert confirmed.status == SessionStatus.CONFIRMED


def test_decline_session_keeps_the_reason_and_tells_the_coach(pair, django_capture_on_commit_callbacks):
    coach, supervisor = pair
    session = factory.recorded(coach, supervisor)

    with django_capture_on_commit_callbacks(execute=True):
        actions.decline_session(session=session, by=supervisor, at=NOW, reason="That was the week before.")

    session.refresh_from_db()
    assert session.status == SessionStatus.DECLINED
    [letter] = mail.outbox
    assert (letter.to, letter.body.count("http")) == ([coach.email], 1)
    assert "That was the week before." in letter.body


def test_correct_session_replaces_a_confirmed_one_and_keeps_both(pair):
    session = factory.confirmed(*pair, minutes=60)

    correction = factory.corrected(session, minutes=50)

    session.refresh_from_db()
    assert (correction.supersedes, correction.minutes, session.minutes) == (session, 50, 60)


def test_correct_session_refuses_a_second_correction(pair):
    coach, supervisor = pair
    session = factory.confirmed(coach, supervisor)
    factory.corrected(session)

    with pytest.raises(actions.SessionNotCorrectable):
        actions.correct_session(session=session, by=coach, at=NOW, details=factory.details(coach, supervisor))


def test_correct_session_refuses_what_is_not_confirmed(pair):
    coach, supervisor = pair
    session = factory.recorded(coach, supervisor)

    with pytest.raises(actions.SessionNotCorrectable):
        actions.correct_session(session=session, by=coach, at=NOW, details=factory.details(coach, supervisor))


# --- e-mails that come too late, erasure ------------------------------------------------------------------------------


def test_mail_supervisor_says_nothing_about_a_session_already_answered(pair):
    session = factory.confirmed(*pair)

    actions.mail_supervisor(session.pk)

    assert mail.outbox == []


def test_mail_coach_of_decline_says_nothing_about_a_session_changed_meanwhile(pair):
    coach, supervisor = pair
    session = factory.declined(coach, supervisor)
    actions.change_session(session=session, by=coach, at=NOW, details=factory.details(coach, supervisor))

    actions.mail_coach_of_decline(session.pk)

    assert mail.outbox == []


def test_mail_goes_to_nobody_whose_account_is_closed(pair):
    coach, supervisor = pair
    session = factory.recorded(coach, supervisor)
    supervisor.is_active = False
    supervisor.save()

    actions.mail_supervisor(session.pk)

    assert mail.outbox == []


def test_erasing_a_coach_empties_themes_and_reasons(pair):
    coach, supervisor = pair
    confirmed = factory.confirmed(coach, supervisor)
    declined = factory.declined(coach, supervisor)

    erase_person(person=coach, by=supervisor, at=NOW)

    confirmed.refresh_from_db()
    assert (confirmed.themes, confirmed.actions, confirmed.minutes) == ("", "", 60)
    assert declined.confirmations.get().reason == "Erased person"
    assert confirmed.confirmations.get().reason == ""


def test_erasing_somebody_takes_the_words_of_their_agreements(provider):
    coach, supervisor = people.trainee(provider), people.member(Role.SUPERVISOR, provider)
    agreement = factory.agreement(supervisor, coach, provider, terms=factory.terms())

    erase_person(person=coach, by=supervisor, at=NOW)

    agreement.refresh_from_db()
    assert (agreement.every_weeks, agreement.confidential, agreement.not_confidential) == (
        4,
        "Erased person",
        "Erased person",
    )


def test_a_peer_group_stays_the_coachs_own_word(pair, django_capture_on_commit_callbacks):
    coach, supervisor = pair

    with django_capture_on_commit_callbacks(execute=True):
        session = factory.recorded(coach, supervisor, format=SessionFormat.PEER, group_size=4)

    assert mail.outbox == []
    assert list(queries.sessions_to_confirm(supervisor)) == []
    assert [total.waiting for total in queries.totals_of(coach)] == [0]
    for answer in (actions.confirm_session, lambda **given: actions.decline_session(reason="No", **given)):
        with pytest.raises(actions.SessionNotWaiting, match="did not lead"):
            answer(session=session, by=supervisor, at=NOW)
