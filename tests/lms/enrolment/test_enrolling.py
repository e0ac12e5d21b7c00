"""Opening cohorts, getting in, ending; and the file of trainees."""

import datetime
import re

import pytest
from django.core import mail

from lms.audit.models import AuditEvent
from lms.core import clock
from lms.enrolment import actions, queries
from lms.enrolment.models import Enrolment, TraineeImport
from lms.enrolment.rules.trainee_file import FileNotReadable
from lms.people.models import Membership, User
from tests.factories import enrolment as build
from tests.factories import people

pytestmark = pytest.mark.django_db
NOW = build.JOINED_AT


@pytest.fixture
def group():
    return build.cohort()


@pytest.fixture
def manager(group):
    return people.manager(group.provider)


def uploaded(group, manager, text, name="spring.csv"):
    return actions.upload_trainees(cohort=group, file_name=name, content=text.encode(), by=manager, at=NOW)


# Cohorts


def test_open_cohort_gives_a_join_code_that_can_be_read_aloud(group):
    assert re.fullmatch(r"[ABCDEFGHJKMNPQRSTUVWXYZ23456789]{8}", group.join_code)
    assert AuditEvent.objects.get(kind="enrolment.cohort_opened").target_key == group.key


def test_open_cohort_refuses_a_name_twice_at_one_provider(group):
    with pytest.raises(actions.CohortNameTaken) as refused:
        build.cohort(group.provider, group.version, name=group.name)

    assert refused.value.field == "name"


@pytest.mark.parametrize(("route", "context"), [("skills", "clinical"), ("service", "skills")])
def test_open_cohort_refuses_a_context_that_does_not_fit_the_route(route, context):
    version = build.version(route=route)

    with pytest.raises(actions.ContextDoesNotFit):
        build.cohort(version_=version, context=context)


# Enrolling


def test_enrol_makes_somebody_a_trainee_of_the_provider(group, manager):
    newcomer = people.user()

    enrolment = actions.enrol(cohort=group, trainee=newcomer, by=manager, at=NOW)

    assert (enrolment.status, enrolment.context, enrolment.joined_at) == ("active", "skills", NOW)
    assert Membership.objects.get(person=newcomer).role == "trainee"
    assert AuditEvent.objects.filter(kind="enrolment.enrolled").count() == 1


def test_enrol_refuses_somebody_who_is_in_the_cohort(group):
    enrolment = build.enrolment(group)

    with pytest.raises(actions.AlreadyEnrolled, match="is in this cohort already"):
        build.enrolment(group, enrolment.trainee)


def test_enrol_takes_back_somebody_who_had_left(group, manager):
    enrolment = build.enrolment(group)
    actions.withdraw_enrolment(enrolment=enrolment, by=manager, at=NOW)

    again = build.enrolment(group, enrolment.trainee)

    assert sorted(Enrolment.objects.values_list("status", flat=True)) == ["active", "withdrawn"]
    assert again != enrolment


@pytest.mark.parametrize("typed", ["{}", " {} ", "lower", "split"])
def test_join_by_code_forgives_how_it_is_typed(group, typed):
    code = {"lower": group.join_code.lower(), "split": f"{group.join_code[:4]}-{group.join_code[4:]}"}.get(
        typed, typed.format(group.join_code)
    )

    enrolment = actions.join_by_code(code=code, person=people.user(), at=NOW)

    assert enrolment.cohort == group


@pytest.mark.parametrize("code", ["NOSUCH22", "", "%%%", "ÄÖÜ"])
def test_join_by_code_refuses_an_unknown_code(group, code):
    with pytest.raises(actions.JoinCodeUnknown, match="No cohort has this code"):
        actions.join_by_code(code=code, person=people.user(), at=NOW)


def test_join_by_code_refuses_after_the_last_day(group):
    day_after = clock.end_of(group.to_date)

    with pytest.raises(actions.CohortOver, match="has ended"):
        actions.join_by_code(code=group.join_code, person=people.user(), at=day_after)


def test_join_by_code_works_on_the_evening_of_the_last_day(group):
    evening = clock.end_of(group.to_date) - datetime.timedelta(minutes=1)

    assert actions.join_by_code(code=group.join_code, person=people.user(), at=evening).status == "active"


def test_enrol_by_email_opens_an_account_and_writes(group, manager, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        enrolment = actions.enrol_by_email(cohort=group, email="New@Example.org ", name="Zoë", by=manager, at=NOW)

    assert (enrolment.trainee.email, enrolment.trainee.has_usable_password()) == ("new@example.org", False)
    (letter,) = mail.outbox
    assert letter.to == ["new@example.org"]
    assert letter.subject == f"Your place on “{group.version.title}”"
    assert "/accounts/password/reset/key/" in letter.body


def test_enrol_by_email_leads_somebody_with_a_password_to_the_lessons(
    group, manager, django_capture_on_commit_callbacks
):
    trainee = people.trainee(group.provider)

    with django_capture_on_commit_callbacks(execute=True):
        actions.enrol_by_email(cohort=group, email=trainee.email, name="Whoever", by=manager, at=NOW)

    assert "http://127.0.0.1:8000/learn/\n" in mail.outbox[0].body
    assert User.objects.get(pk=trainee.pk).name == trainee.name


def test_enrol_by_email_refuses_somebody_elsewhere(group, manager):
    stranger = people.trainee(people.provider())

    with pytest.raises(actions.PersonElsewhere, match=f"Give them the join code {group.join_code}"):
        actions.enrol_by_email(cohort=group, email=stranger.email, name="Whoever", by=manager, at=NOW)


# Ending


@pytest.mark.parametrize(
    ("end", "status"), [(actions.complete_enrolment, "completed"), (actions.withdraw_enrolment, "withdrawn")]
)
def test_an_enrolment_ends_once(group, manager, end, status):
    enrolment = build.enrolment(group)

    ended = end(enrolment=enrolment, by=manager, at=NOW)

    assert (ended.status, ended.left_at) == (status, NOW)
    with pytest.raises(actions.EnrolmentOver, match="has ended"):
        end(enrolment=enrolment, by=manager, at=NOW)


def test_change_context_asks_for_other_lessons():
    page = build.programme(route="service", standard_code="nhse-2020-service")
    morning = build.module(page)
    build.lesson(morning, "everybody")
    build.lesson(morning, "for-clinical", is_for_targeted=False, is_for_non_clinical=False)
    enrolment = build.enrolment(build.cohort(version_=build.published(page), context="targeted"))
    manifest = queries.manifest_of(enrolment.cohort.version)
    for lesson in manifest.lessons():
        actions.complete_lesson(enrolment=enrolment, lesson=lesson, by=enrolment.trainee, at=NOW)
    before = Enrolment.objects.get().lessons_done

    changed = actions.change_context(enrolment=enrolment, context="clinical", by=enrolment.trainee, at=NOW)

    assert (before, changed.lessons_done) == (1, 2)


def test_change_context_refuses_what_does_not_fit(group, manager):
    with pytest.raises(actions.ContextDoesNotFit):
        actions.change_context(enrolment=build.enrolment(group), context="clinical", by=manager, at=NOW)


# The file


def test_upload_trainees_enrols_nobody(group, manager):
    upload = uploaded(group, manager, "name,email\nZoë,zoe@example.org\n")

    assert (upload.confirmed_at, Enrolment.objects.count()) == (None, 0)


def test_upload_trainees_again_forgets_the_earlier_file(group, manager):
    uploaded(group, manager, "name,email\nZoë,zoe@example.org\n")

    uploaded(group, manager, "name,email\nAnn,ann@example.org\n", name="second.csv")

    assert list(TraineeImport.objects.values_list("file_name", flat=True)) == ["second.csv"]


@pytest.mark.parametrize("text", ["first,last\nA,B\n", "name,email\n"])
def test_upload_trainees_refuses_a_file_that_cannot_be_used(group, manager, text):
    with pytest.raises(FileNotReadable):
        uploaded(group, manager, text)

    assert TraineeImport.objects.count() == 0


def test_checked_file_says_why_each_row_is_left_out(group, manager):
    present = build.enrolment(group).trainee
    ours, stranger = people.trainee(group.provider), people.user()
    rows = [
        "New,new@example.org,",
        f"Ours,{ours.email},",
        f"Present,{present.email},",
        f"Stranger,{stranger.email},",
        "Twice,new@example.org,",
        "=1+1,formula@example.org,",
        "Clinical,clinical@example.org,clinical",
    ]

    checked = queries.checked_file(uploaded(group, manager, "name,email,context\n" + "\n".join(rows)))

    assert [row.email for row in checked.good] == ["new@example.org", ours.email]
    assert checked.known == {ours.email, present.email}
    assert [(row.line, row.problem) for row in checked.bad] == [
        (4, f"Is learning this programme already, in {group.name}"),
        (5, f"Has an account outside your organisation. Give them the join code {group.join_code}"),
        (6, "The same e-mail address is in row 2"),
        (7, "A cell begins with =, +, - or @, which a spreadsheet would run as a formula"),
        (8, "This context does not fit the programme's route"),
    ]


@pytest.mark.parametrize("people_in_file", [1, 3])
def test_checked_file_asks_the_same_number_of_queries(group, manager, people_in_file, django_assert_num_queries):
    rows = "".join(f"Person,person-{number}@example.net\n" for number in range(people_in_file))
    upload = TraineeImport.objects.select_related("cohort__version", "cohort__provider").get(
        pk=uploaded(group, manager, f"name,email\n{rows}").pk
    )

    with django_assert_num_queries(2):
        queries.checked_file(upload)


def test_import_trainees_enrols_the_good_rows_and_forgets_the_file(group, manager, django_capture_on_commit_callbacks):
    upload = uploaded(group, manager, "name,email\nZoë,zoe@example.org\nAnn,ann@example.org\n,nobody@example.org\n")

    with django_capture_on_commit_callbacks(execute=True):
        done = actions.import_trainees(trainee_import=upload, by=manager, at=NOW)

    assert (done.enrolled, done.left_out, done.text, done.confirmed_at) == (2, 1, "", NOW)
    assert sorted(group.enrolments.values_list("trainee__name", flat=True)) == ["Ann", "Zoë"]
    assert sorted(letter.to[0] for letter in mail.outbox) == ["ann@example.org", "zoe@example.org"]


def test_import_trainees_twice_enrols_once(group, manager):
    upload = uploaded(group, manager, "name,email\nZoë,zoe@example.org\n")
    actions.import_trainees(trainee_import=upload, by=manager, at=NOW)

    again = actions.import_trainees(trainee_import=upload, by=manager, at=NOW + datetime.timedelta(hours=1))

    assert (again.enrolled, again.confirmed_at, Enrolment.objects.count()) == (1, NOW, 1)


def test_import_trainees_leaves_out_who_joined_since_the_preview(group, manager):
    trainee = people.trainee(group.provider)
    upload = uploaded(group, manager, f"name,email\nThey,{trainee.email}\n")
    build.enrolment(group, trainee)

    done = actions.import_trainees(trainee_import=upload, by=manager, at=NOW)

    assert (done.enrolled, done.left_out) == (0, 1)


# Erasure


def test_erasing_empties_a_file_that_names_the_person(group, manager):
    person = people.user(email="zoe@example.org")
    uploaded(group, manager, "name,email\nZoë,ZOE@example.org\n")

    actions.erase_from_enrolment(person)

    assert TraineeImport.objects.get().text == ""
