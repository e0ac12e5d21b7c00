import datetime
import json
from pathlib import Path

import pytest
import yaml
from django.core import mail
from django.utils import timezone

from lms.accreditation import actions, queries
from lms.accreditation.enums import AwardStatus, Outcome
from lms.accreditation.models import Award, AwardDecision, Requirement, StandardVersion
from lms.audit import actions as audit
from lms.audit.models import AuditEvent, PersonalValue
from lms.core.errors import NotYours
from lms.enrolment import actions as enrolment_actions
from lms.people import actions as people_actions
from lms.people.enums import InterestKind, OrganisationKind, Role
from tests.factories import accreditation as make
from tests.factories import people, roleplay
from tests.factories.standards import requirement, standard_data

pytestmark = pytest.mark.django_db
FIXTURES = Path(__file__).parents[3] / "fixtures" / "standards"


def events(kind):
    return AuditEvent.objects.filter(kind=f"accreditation.{kind}").count()


# Standards


@pytest.mark.parametrize("name", ["nhse-2020-skills", "nhse-2020-service"])
def test_load_standard_from_its_fixture_twice_is_once(name):
    data = yaml.safe_load((FIXTURES / f"{name}.yaml").read_text())

    first = actions.load_standard(data=data, at=timezone.now())
    again = actions.load_standard(data=data, at=timezone.now())

    assert first == again
    assert [clause.code for clause in queries.rules_of(first).clauses] == [row["key"] for row in data["requirements"]]
    assert events("standard_loaded") == 1


def test_load_standard_refuses_other_clauses_under_the_same_version():
    make.standard()

    with pytest.raises(actions.StandardChanged):
        make.standard(make.TAUGHT)


def test_load_standard_takes_other_clauses_under_a_new_version():
    make.standard()

    make.standard(make.TAUGHT, version="2026.1", effective_from=datetime.date(2026, 6, 1))

    assert StandardVersion.objects.count() == 2


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"kind": "vibes"}, "taught-time has an unknown kind, vibes."),
        ({"source": ""}, "taught-time does not say its source."),
        ({"parameters": {}}, "taught-time: set_by, days, minutes_per_day, minutes: missing."),
    ],
)
def test_load_standard_refuses_what_is_unsound_with_words(changes, words):
    with pytest.raises(actions.StandardUnsound) as refusal:
        actions.load_standard(data=standard_data(requirement(**changes)), at=timezone.now())

    assert str(refusal.value).startswith(words)
    assert Requirement.objects.count() == 0


# Asking


def test_request_award_once_everything_is_met():
    make.standard()
    row = make.ready()

    asked = actions.request_award(enrolment=row, by=row.trainee, at=timezone.now())

    assert queries.open_request(row) == asked
    assert events("award_requested") == 1


def test_request_award_refuses_another_person():
    make.standard()
    row = make.ready()

    with pytest.raises(NotYours):
        actions.request_award(enrolment=row, by=people.manager(row.cohort.provider), at=timezone.now())


def test_request_award_refuses_twice():
    make.standard()
    row = make.ready()
    actions.request_award(enrolment=row, by=row.trainee, at=timezone.now())

    with pytest.raises(actions.AlreadyAsked):
        actions.request_award(enrolment=row, by=row.trainee, at=timezone.now())


def test_request_award_refuses_what_is_not_met_and_names_it():
    make.standard()
    row = make.learner()

    with pytest.raises(actions.NotMetYet) as refusal:
        actions.request_award(enrolment=row, by=row.trainee, at=timezone.now())

    assert str(refusal.value) == "Not met yet: Half a taught day."


def test_a_decision_answers_the_request():
    make.standard()
    row = make.ready()
    actions.request_award(enrolment=row, by=row.trainee, at=timezone.now())

    make.decided(row, Outcome.REFUSED, reason="Your register was kept wrongly.")

    assert queries.open_request(row) is None


# Deciding


def test_decide_award_gives_an_active_award_and_freezes_the_standing():
    version = make.standard()
    row = make.ready()

    decision = make.decided(row)

    award = decision.award
    frozen = json.loads(decision.standing)
    assert (award.person, award.standard_version, award.provider) == (row.trainee, version, row.cohort.provider)
    assert (award.programme_version, award.cycle) == (row.cohort.version, 1)
    assert queries.status_of(award, timezone.now()).status == AwardStatus.ACTIVE
    assert frozen["standard"]["label"] == version.label
    assert [result["is_met"] for result in frozen["results"]] == [True, True, True]
    assert (events("award_decided"), events("award_given")) == (1, 1)


def test_a_frozen_standing_names_nobody():
    make.standard()
    row = make.ready()

    decision = make.decided(row)

    register = row.cohort.sessions.get()
    assert register.trainer.name not in decision.standing
    assert str(register.trainer.key) in decision.standing
    assert row.trainee.name not in decision.standing


def test_decide_award_refused_leaves_no_award_and_tells_the_person(django_capture_on_commit_callbacks):
    make.standard()
    row = make.learner()

    with django_capture_on_commit_callbacks(execute=True):
        decision = make.decided(row, Outcome.REFUSED, reason="Come to the second half-day.")

    assert Award.objects.count() == 0
    assert decision.reason == "Come to the second half-day."
    assert mail.outbox[-1].to == [row.trainee.email]
    assert f"/standing/{row.key}/" in mail.outbox[-1].body


def test_decide_award_refuses_to_refuse_without_a_reason():
    make.standard()

    with pytest.raises(actions.ReasonMissing) as refusal:
        make.decided(make.learner(), Outcome.REFUSED)

    assert refusal.value.field == "reason"


def test_decide_award_refuses_what_is_not_met():
    make.standard()

    with pytest.raises(actions.NotMetYet):
        make.decided(make.learner(), reason="Please.")


def test_a_recommended_clause_that_is_not_met_needs_a_reason_and_does_not_block():
    make.standard()
    row = make.learner()
    make.attended(row)

    with pytest.raises(actions.ReasonMissing) as refusal:
        make.decided(row)
    award = make.awarded(row, reason="The follow-up day was cancelled by us.")

    assert str(refusal.value) == "Say why you award although this is recommended and not met: Follow-up."
    assert award.decision.reason == "The follow-up day was cancelled by us."


def test_decide_award_refuses_the_trainee():
    make.standard()
    row = make.ready()
    people_actions.add_member(
        person=row.trainee, organisation=row.cohort.provider, role=Role.MANAGER, by=None, at=timezone.now()
    )

    with pytest.raises(NotYours):
        make.decided(row, by=row.trainee)


@pytest.mark.parametrize("role", [Role.TRAINER, Role.ASSESSOR, Role.IQA])
def test_decide_award_refuses_other_roles(role):
    make.standard()
    row = make.ready()

    with pytest.raises(NotYours):
        make.decided(row, by=people.member(role, row.cohort.provider))


def test_decide_award_refuses_a_manager_of_another_provider():
    make.standard()

    with pytest.raises(NotYours):
        make.decided(make.ready(), by=people.manager(people.provider()))


def test_decide_award_refuses_who_observed_the_person():
    make.standard()
    row = make.ready()
    observer = people.manager(row.cohort.provider)
    people_actions.add_member(
        person=observer, organisation=row.cohort.provider, role=Role.ASSESSOR, by=None, at=timezone.now()
    )
    roleplay.observation(trainee=row.trainee, observer=observer, organisation=row.cohort.provider)

    with pytest.raises(NotYours) as refusal:
        make.decided(row, by=observer)

    assert str(refusal.value) == "You observed this person or signed them off, so another manager has to decide."


def test_decide_award_refuses_who_declared_an_interest():
    make.standard()
    row = make.ready()
    manager = people.manager(row.cohort.provider)
    people_actions.declare_interest(
        person=manager, about=row.trainee, kind=InterestKind.FRIEND, by=manager, at=timezone.now()
    )

    with pytest.raises(NotYours):
        make.decided(row, by=manager)


def test_decide_award_refuses_a_second_award_on_one_enrolment():
    make.standard()
    row = make.ready()
    make.decided(row)

    with pytest.raises(actions.AlreadyAwarded):
        make.decided(row)


def test_decide_award_refuses_when_the_standing_changed_since_it_was_shown():
    make.standard()
    row = make.ready()
    shown = make.shown(row)
    make.followed_up(row)

    with pytest.raises(actions.StandingChanged):
        make.decided(row, seen=shown)

    assert AwardDecision.objects.count() == 0


def test_decide_award_refuses_who_withdrew():
    make.standard()
    row = make.ready()
    shown = make.shown(row)
    enrolment_actions.withdraw_enrolment(enrolment=row, by=people.manager(row.cohort.provider), at=timezone.now())

    with pytest.raises(actions.NotDecidable):
        make.decided(row, seen=shown)


def test_decide_award_refuses_where_no_standard_was_in_force():
    make.standard(effective_from=datetime.date(2026, 6, 1))
    row = make.ready()

    with pytest.raises(actions.NotDecidable):
        make.decided(row)


# Status


def changed(award, status, **changes):
    given = {"reason": "A matter to look into.", "by": people.manager(award.provider), "at": timezone.now()}
    return actions.change_status(award=award, status=status, **{**given, **changes})


def test_suspend_reinstate_and_revoke_are_rows_in_a_row():
    make.standard()
    award = make.awarded()

    changed(award, AwardStatus.SUSPENDED)
    changed(award, AwardStatus.ACTIVE)
    changed(award, AwardStatus.REVOKED)
    changed(award, AwardStatus.ACTIVE)

    rows = award.status_changes.order_by("number").values_list("number", "status")
    assert list(rows) == [(1, "active"), (2, "suspended"), (3, "active"), (4, "revoked"), (5, "active")]


def test_status_of_an_award_at_an_earlier_time():
    make.standard()
    award = make.awarded()
    before = timezone.now()
    changed(award, AwardStatus.SUSPENDED)

    assert queries.status_of(award, before).status == AwardStatus.ACTIVE
    assert queries.status_of(award, timezone.now()).status == AwardStatus.SUSPENDED


@pytest.mark.parametrize(
    ("first", "second"),
    [(None, "active"), ("suspended", "suspended"), ("revoked", "suspended"), ("revoked", "revoked")],
)
def test_change_status_refuses_what_cannot_follow(first, second):
    make.standard()
    award = make.awarded()
    if first:
        changed(award, first)

    with pytest.raises(actions.StatusNotPossible):
        changed(award, second)


@pytest.mark.parametrize("reason", ["", "  \n"])
def test_change_status_refuses_without_a_reason(reason):
    make.standard()
    award = make.awarded()

    with pytest.raises(actions.ReasonMissing) as refusal:
        changed(award, AwardStatus.SUSPENDED, reason=reason)

    assert (refusal.value.field, award.status_changes.count()) == ("reason", 1)


def test_a_reviewer_of_a_body_that_looks_after_the_provider_changes_the_status():
    make.standard()
    award = make.awarded()
    body = people.organisation(OrganisationKind.ACCREDITING_BODY)
    people.remit(body, award.provider)

    change = changed(award, AwardStatus.SUSPENDED, by=people.member(Role.REVIEWER, body))

    assert change.status == AwardStatus.SUSPENDED


@pytest.mark.parametrize("who", ["holder", "other manager", "other reviewer", "assessor"])
def test_change_status_refuses_everybody_else(who):
    make.standard()
    award = make.awarded()
    somebody = {
        "holder": lambda: award.person,
        "other manager": lambda: people.manager(people.provider()),
        "other reviewer": lambda: people.member(Role.REVIEWER, people.organisation(OrganisationKind.ACCREDITING_BODY)),
        "assessor": lambda: people.assessor(award.provider),
    }[who]()

    with pytest.raises(NotYours):
        changed(award, AwardStatus.SUSPENDED, by=somebody)


def test_the_holder_is_told_without_the_reason(django_capture_on_commit_callbacks):
    make.standard()
    award = make.awarded()

    with django_capture_on_commit_callbacks(execute=True):
        changed(award, AwardStatus.SUSPENDED, reason="Something private.")

    assert mail.outbox[-1].to == [award.person.email]
    assert "Suspended" in mail.outbox[-1].body
    assert "private" not in mail.outbox[-1].body


def test_a_reason_is_nowhere_in_the_log():
    make.standard()

    changed(make.awarded(), AwardStatus.SUSPENDED, reason="Something private.")

    assert not any(b"private" in bytes(event.canonical) for event in AuditEvent.objects.all())
    assert not PersonalValue.objects.filter(value__contains="private").exists()


def test_the_holder_answers():
    make.standard()
    award = make.awarded()
    change = changed(award, AwardStatus.SUSPENDED)

    answer = actions.answer_status_change(change=change, words="I disagree.", by=award.person, at=timezone.now())

    assert list(queries.history_of(award)[0].answers.all()) == [answer]
    assert events("holder_answered") == 1


def test_nobody_else_answers():
    make.standard()
    award = make.awarded()
    change = changed(award, AwardStatus.SUSPENDED)

    with pytest.raises(NotYours):
        actions.answer_status_change(change=change, words="I…", by=people.manager(award.provider), at=timezone.now())


def test_erasing_a_person_takes_reasons_and_answers_away_and_leaves_the_award():
    make.standard()
    award = make.awarded(reason="Well done.")
    change = changed(award, AwardStatus.SUSPENDED)
    actions.answer_status_change(change=change, words="I disagree.", by=award.person, at=timezone.now())

    audit.erase_person(person=award.person, by=people.manager(award.provider), at=timezone.now())

    award.refresh_from_db()
    latest = queries.history_of(award)[0]
    assert (latest.reason_inside, latest.answers.get().words) == ("Erased person", "")
    assert award.status_changes.get(number=1).reason_inside == ""
    assert award.decision.__class__.objects.get(pk=award.decision_id).reason == "Erased person"
    assert award.person.name == "Erased person"


def test_erasing_a_refused_person_leaves_a_refusal_that_says_no_more_why():
    make.standard()
    decision = make.decided(make.learner(), Outcome.REFUSED, reason="Missed the second day.")

    audit.erase_person(person=decision.person, by=decision.by, at=timezone.now())

    decision.refresh_from_db()
    assert decision.reason == "Erased person"
