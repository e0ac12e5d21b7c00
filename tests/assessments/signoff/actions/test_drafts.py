import pytest

from assessments.signoff import actions
from assessments.signoff.models import SignOffDraft
from lms.people.actions import declare_interest
from lms.people.enums import InterestKind, ResponsibilityKind, Role
from tests.factories import people, signoff

pytestmark = pytest.mark.django_db
AT = signoff.AT


def declared_interest(first, second):
    declare_interest(person=first, about=second, kind=InterestKind.FRIEND, by=first, at=AT)


def test_start_sign_off_refuses_oneself(provider):
    both = people.assessor(provider)
    people.actions.add_member(
        person=both, organisation=provider, role=Role.TRAINEE, by=None, at=AT, from_date=people.LONG_AGO
    )

    with pytest.raises(actions.NotYoursToSignOff, match="your own"):
        signoff.start(trainee=both, assessor=both, organisation=provider)


@pytest.mark.parametrize("role", [Role.TRAINER, Role.MANAGER, Role.IQA, Role.SUPERVISOR])
def test_start_sign_off_refuses_whoever_is_no_assessor(us, provider, role):
    with pytest.raises(actions.NotYoursToSignOff, match="Only an assessor"):
        signoff.start(**us | {"assessor": people.member(role, provider)})


def test_start_sign_off_refuses_an_assessor_of_another_organisation(us):
    with pytest.raises(actions.NotYoursToSignOff):
        signoff.start(**us | {"assessor": people.assessor(people.provider())})


def test_start_sign_off_lets_the_visiting_assessor_whom_a_responsibility_names(us, provider):
    visiting = people.assessor(people.provider())
    people.responsible(visiting, us["trainee"], ResponsibilityKind.ASSESSOR, provider)

    assert signoff.start(**us | {"assessor": visiting}).organisation == provider


def test_start_sign_off_refuses_a_declared_interest(us):
    declared_interest(us["trainee"], us["assessor"])

    with pytest.raises(actions.InterestDeclared, match="another assessor"):
        signoff.start(**us)


def test_start_sign_off_refuses_the_line_manager(us, provider):
    people.responsible(us["assessor"], us["trainee"], ResponsibilityKind.LINE_MANAGER, provider)

    with pytest.raises(actions.InterestDeclared):
        signoff.start(**us)


def test_start_sign_off_refuses_a_second_draft_in_the_same_context(us):
    signoff.start(**us)

    with pytest.raises(actions.AlreadyStarted, match="Tomasz Nowak"):
        signoff.start(**us)


def test_only_the_assessor_writes_the_draft(us, colleague):
    with pytest.raises(actions.DraftGone):
        actions.choose_evidence(draft=signoff.start(**us), evidence=[], competency_codes=[], by=colleague)


def test_discard_draft_removes_it(us):
    actions.discard_draft(draft=signoff.start(**us), by=us["assessor"])

    assert not SignOffDraft.objects.exists()
