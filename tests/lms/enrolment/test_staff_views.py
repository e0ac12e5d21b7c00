"""Staff's pages: cohorts, enrolling, importing, the diary, the register, programmes."""

import datetime

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from lms.core import clock
from lms.enrolment import actions, queries
from lms.enrolment.models import Attendance, Cohort, DeliverySession, Enrolment, ProgrammeVersion, TraineeImport
from tests.factories import enrolment as build
from tests.factories import people

pytestmark = pytest.mark.django_db
NOW = build.AFTERWARDS


@pytest.fixture(autouse=True)
def _now():
    with clock.fixed(NOW):
        yield


@pytest.fixture
def group():
    return build.cohort()


@pytest.fixture
def manager(group, as_user):
    return as_user(people.manager(group.provider))


@pytest.fixture
def trainer(group):
    return people.member("trainer", group.provider)


def address(name, record, **more):
    return reverse(f"enrolment:{name}", kwargs={"key": record.key, **more})


# Cohorts


def test_cohorts_lists_one_s_own_with_their_learners(manager, group):
    build.enrolment(group)
    build.cohort()

    page = manager.get(reverse("enrolment:cohorts"))

    assert [(row, row.learners) for row in page.context["object_list"]] == [(group, 1)]


@pytest.mark.parametrize("cohorts", [1, 3])
def test_cohorts_asks_a_constant_number_of_queries(as_user, group, cohorts, django_assert_num_queries):
    for _more in range(cohorts - 1):
        build.cohort(group.provider, group.version)
    client = as_user(people.manager(group.provider))

    # session, user, roles, the count, the rows, the registers to keep
    with django_assert_num_queries(6):
        client.get(reverse("enrolment:cohorts"))


def test_cohorts_shows_a_trainer_the_registers_to_keep(as_user, group, trainer):
    session = build.session(group, trainer=trainer)

    page = as_user(trainer).get(reverse("enrolment:cohorts"))

    assert address("register", session) in page.text


def test_cohort_open_checks_before_it_opens(manager, group):
    typed = {
        "provider": group.provider_id,
        "version": group.version_id,
        "name": "Leeds, summer",
        "from_date": "2026-06-01",
        "to_date": "2026-09-30",
        "context": "skills",
    }

    check = manager.post(reverse("enrolment:cohort_open"), typed)
    before = Cohort.objects.count()
    opened = manager.post(reverse("enrolment:cohort_open"), typed | {"confirmed": "yes"}, follow=True)

    assert ["Check your answers" in check.text, before] == [True, 1]
    assert [Cohort.objects.count(), "The cohort is open." in opened.text] == [2, True]


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"to_date": "2026-01-01"}, "The last day must not be before the first"),
        ({"context": "clinical", "confirmed": "yes"}, "A service programme is for one of the three kinds"),
        ({"name": "{taken}", "confirmed": "yes"}, "There is a cohort with this name already"),
        ({"version": "999999"}, "not one of the available choices"),
    ],
)
def test_cohort_open_refuses_what_cannot_be(manager, group, changes, words):
    typed = {
        "provider": group.provider_id,
        "version": group.version_id,
        "name": "Leeds, summer",
        "from_date": "2026-06-01",
        "to_date": "2026-09-30",
        "context": "skills",
    } | {name: value.format(taken=group.name) for name, value in changes.items()}

    page = manager.post(reverse("enrolment:cohort_open"), typed)

    assert (page.status_code, words in page.text, Cohort.objects.count()) == (422, True, 1)


def test_cohort_open_offers_only_providers_that_one_manages(manager, group):
    elsewhere = people.provider()

    page = manager.get(reverse("enrolment:cohort_open"))

    assert list(page.context["form"].fields["provider"].queryset) == [group.provider]
    assert elsewhere.name not in page.text


# The cohort's page


def test_cohort_shows_how_far_each_learner_is(manager, group):
    enrolment = build.enrolment(group)
    lesson = build.first_lesson(group.version)
    actions.complete_lesson(enrolment=enrolment, lesson=lesson, by=enrolment.trainee, at=NOW)

    page = manager.get(address("cohort", group))

    assert [enrolment.trainee.name in page.text, "1 of 2" in page.text, "1 learner" in page.text] == [True] * 3


@pytest.mark.parametrize("learners", [1, 3])
def test_cohort_asks_a_constant_number_of_queries(as_user, group, learners, django_assert_num_queries):
    for _learner in range(learners):
        build.enrolment(group)
    client, asked = as_user(people.manager(group.provider)), {"sort": "behind", "status": "active", "name": "Person"}
    queries.manifest_of(group.version)

    # session, user, roles, the cohort, its provider, the latest act; its version, the count, the rows
    with django_assert_num_queries(9):
        client.get(address("cohort", group), asked)
    # the page itself is kept
    with django_assert_num_queries(6):
        client.get(address("cohort", group), asked)


def test_a_kept_cohort_shows_at_once_who_joined(manager, group):
    before = manager.get(address("cohort", group))
    newcomer = build.enrolment(group).trainee

    after = manager.get(address("cohort", group))

    assert [newcomer.name in page.text for page in (before, after)] == [False, True]


def test_a_kept_cohort_is_not_shown_to_somebody_else(manager, as_user, group, trainer):
    own = manager.get(address("cohort", group))

    page = as_user(trainer).get(address("cohort", group))

    assert [group.join_code in shown.text for shown in (own, page)] == [True, False]


@pytest.mark.parametrize(
    ("asked", "names"),
    [
        ({}, ["Ann", "Ben", "Cyd"]),
        ({"name": "b"}, ["Ben"]),
        ({"status": "withdrawn"}, ["Cyd"]),
        ({"sort": "ahead"}, ["Ben", "Ann", "Cyd"]),
        ({"sort": "nonsense", "page": "99"}, ["Ann", "Ben", "Cyd"]),
        ({"status": "nonsense"}, ["Ann", "Ben", "Cyd"]),
    ],
)
def test_cohort_filters_and_sorts(manager, group, trainer, asked, names):
    places = {name: build.enrolment(group, people.trainee(group.provider, name=name)) for name in ("Ben", "Ann", "Cyd")}
    lesson = build.first_lesson(group.version)
    actions.complete_lesson(enrolment=places["Ben"], lesson=lesson, by=trainer, at=NOW)
    actions.withdraw_enrolment(enrolment=places["Cyd"], by=trainer, at=NOW)

    page = manager.get(address("cohort", group), asked)

    assert [row["name"] for row in page.context["rows"]] == names


def test_cohort_shows_fifty_a_page_and_the_total(manager, group):
    Enrolment.objects.bulk_create(
        Enrolment(cohort=group, trainee=people.user(password=None), context="skills", joined_at=NOW) for _ in range(51)
    )

    page = manager.get(address("cohort", group))

    assert ["51 learners" in page.text, len(page.context["rows"]), "Page 2 of 2" in page.text] == [True, 50, True]


@pytest.mark.parametrize(
    ("name", "method"),
    [
        ("cohort", "get"),
        ("enrol", "get"),
        ("import", "get"),
        ("diary", "get"),
        ("session_new", "get"),
    ],
)
def test_a_cohort_of_another_provider_is_not_there(as_user, group, name, method):
    stranger = as_user(people.manager(people.provider()))

    assert getattr(stranger, method)(address(name, group)).status_code == 404


@pytest.mark.parametrize("name", ["enrol", "import", "session_new"])
def test_a_trainer_may_see_but_not_manage(as_user, group, trainer, name):
    assert as_user(trainer).get(address(name, group)).status_code == 403


@pytest.mark.parametrize("name", ["enrol", "import", "session_new"])
def test_acts_of_managers_ask_for_a_second_factor(group, name):
    client = Client()
    client.force_login(people.manager(group.provider))

    assert client.get(address(name, group)).url.startswith(reverse("mfa_index"))


# One by one, and from a file


def test_enrol_checks_before_it_enrols(manager, group):
    typed = {"name": "Zoë Åkesson", "email": "zoe@example.org"}

    check = manager.post(address("enrol", group), typed)
    before = Enrolment.objects.count()
    manager.post(address("enrol", group), typed | {"confirmed": "yes"})

    assert ["zoe@example.org" in check.text, before] == [True, 0]
    assert Enrolment.objects.get().trainee.name == "Zoë Åkesson"


def test_enrol_refuses_somebody_elsewhere_and_keeps_what_was_typed(manager, group):
    stranger = people.user()

    page = manager.post(address("enrol", group), {"name": "They", "email": stranger.email, "confirmed": "yes"})

    assert page.status_code == 422
    assert [group.join_code in page.text, stranger.email in page.text] == [True, True]


def upload(client, group, content, name="spring.csv"):
    return client.post(address("import", group), {"file": SimpleUploadedFile(name, content)}, follow=True)


def test_import_shows_each_row_then_enrols(manager, group):
    content = "Name;E-mail\nZoë;zoe@example.org\n=1+1;ann@example.org\nBen;zoe@example.org\n".encode("cp1252")

    preview = upload(manager, group, content)
    before = Enrolment.objects.count()
    done = manager.post(address("import_check", TraineeImport.objects.get()), follow=True)

    assert "1 person will be enrolled. 2 rows are left out." in " ".join(preview.text.split())
    assert "which a spreadsheet would run as a formula" in preview.text
    assert "The same e-mail address is in row 2" in preview.text
    assert ["1 person enrolled" in done.text, before, Enrolment.objects.count()] == [True, 0, 1]


def test_import_confirmed_twice_is_done_once(manager, group):
    upload(manager, group, b"name,email\nZoe,zoe@example.org\n")
    check = address("import_check", TraineeImport.objects.get())
    manager.post(check)

    again, shown = manager.post(check), manager.get(check)

    done = address("import_done", TraineeImport.objects.get())
    assert (again.url, shown.url, Enrolment.objects.count()) == (done, done, 1)


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("people.csv", b"first,last\nA,B\n", "It says: first, last"),
        ("people.csv", b"", "The submitted file is empty"),
        ("people.csv", b"PK\x03\x04", "This is a spreadsheet workbook"),
        ("people.csv", b"\x00\x01\x02", "not a text file"),
        ("people.xlsx", b"PK\x03\x04", "This is not a CSV file"),
        ("people.csv", b"name,email\n" + b"x" * (1024 * 1024), "larger than 1 MB"),
    ],
    ids=["wrong-columns", "empty", "workbook-named-csv", "binary", "wrong-type", "over-size"],
)
def test_import_refuses_a_file_with_the_reason(manager, group, name, content, words):
    page = upload(manager, group, content, name)

    assert (page.status_code, TraineeImport.objects.count()) == (422, 0)
    assert words in page.text


def test_import_preview_is_its_uploader_s_alone(manager, group, as_user):
    upload(manager, group, b"name,email\nZoe,zoe@example.org\n")
    colleague = as_user(people.manager(group.provider))

    assert colleague.get(address("import_check", TraineeImport.objects.get())).status_code == 404


# A learner's page


@pytest.mark.parametrize(
    ("name", "typed", "field", "value"),
    [
        ("learner_complete", {}, "status", "completed"),
        ("learner_withdraw", {}, "status", "withdrawn"),
    ],
)
def test_a_manager_ends_an_enrolment(manager, group, name, typed, field, value):
    enrolment = build.enrolment(group)

    answer = manager.post(address(name, enrolment), typed)

    assert answer.url == address("learner", enrolment)
    assert getattr(Enrolment.objects.get(), field) == value


def test_ending_twice_says_that_it_has_ended(manager, group):
    enrolment = build.enrolment(group)
    manager.post(address("learner_complete", enrolment))

    page = manager.post(address("learner_withdraw", enrolment))

    assert (page.status_code, "This enrolment has ended" in page.text) == (422, True)


def test_a_manager_changes_the_kind_of_service(as_user):
    group = build.cohort(version_=build.version(route="service"), context="targeted")
    enrolment = build.enrolment(group)

    as_user(people.manager(group.provider)).post(address("learner_context", enrolment), {"context": "clinical"})

    assert Enrolment.objects.get().context == "clinical"


def test_learner_shows_progress(manager, group):
    page = manager.get(address("learner", build.enrolment(group)))

    assert ["0 of 2 lessons" in page.text, "0 min of 3 h" in page.text] == [True, True]


@pytest.mark.parametrize("name", ["learner", "learner_complete", "learner_withdraw", "learner_context"])
def test_a_learner_of_another_provider_is_not_there(as_user, group, name):
    stranger = as_user(people.manager(people.provider()))

    assert stranger.get(address(name, build.enrolment(group))).status_code == 404


# The diary and the register


def test_a_session_is_planned(manager, group, trainer):
    typed = {
        "module_code": build.first_module(group.version).code,
        "starts_at": "2026-05-04T09:30",
        "minutes": "3 h",
        "mode": "in_person",
        "trainer": trainer.pk,
    }

    page = manager.post(address("session_new", group), typed, follow=True)

    assert ["The session is in the diary." in page.text, trainer.name in page.text] == [True, True]
    assert DeliverySession.objects.get().minutes == 180


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"minutes": "0"}, "A session is between 1 min and 12 h"),
        ({"minutes": "long"}, "Write the time as minutes or hours"),
        ({"starts_at": "soon"}, "Enter a valid date/time"),
        ({"trainer": "999999"}, "not one of the available choices"),
    ],
)
def test_a_session_that_cannot_be_is_refused(manager, group, trainer, changes, words):
    typed = {
        "module_code": build.first_module(group.version).code,
        "starts_at": "2026-05-04T09:30",
        "minutes": "3 h",
        "mode": "in_person",
        "trainer": trainer.pk,
    }

    page = manager.post(address("session_new", group), typed | changes)

    assert (page.status_code, words in page.text, DeliverySession.objects.count()) == (422, True, 0)


@pytest.fixture
def taught(group, trainer):
    """A session that was taught to two learners."""
    learners = [build.enrolment(group, people.trainee(group.provider, name=name)) for name in ("Ann", "Ben")]
    return build.session(group, trainer=trainer), learners


def person(enrolment):
    return f"person-{enrolment.trainee_id}"


def test_register_is_checked_then_recorded(as_user, trainer, taught):
    session, (ann, ben) = taught
    client, typed = as_user(trainer), {person(ann): "180", person(ben): "0"}

    check = client.post(address("register", session), typed)
    before = Attendance.objects.count()
    client.post(address("register", session), typed | {"confirmed": "yes"})

    assert check.context["answers"] == [("Ann", "3 h"), ("Ben", "Not there")]
    assert before == 0
    assert sorted(Attendance.objects.values_list("trainee__name", "minutes")) == [("Ann", 180), ("Ben", 0)]


def test_register_fills_in_everybody_else(as_user, trainer, taught):
    session, (ann, ben) = taught

    check = as_user(trainer).post(
        address("register", session), {person(ann): "90", person(ben): "", "everybody": "yes"}
    )

    assert check.context["answers"] == [("Ann", "1 h 30 min"), ("Ben", "3 h")]


def test_register_leaves_out_what_is_empty(as_user, trainer, taught):
    session, (ann, ben) = taught

    as_user(trainer).post(address("register", session), {person(ann): "180", person(ben): "", "confirmed": "yes"})

    assert list(Attendance.objects.values_list("trainee__name", flat=True)) == ["Ann"]


@pytest.mark.parametrize("minutes", ["181", "-1", "long"])
def test_register_refuses_minutes_that_cannot_be(as_user, trainer, taught, minutes):
    session, (ann, _ben) = taught

    page = as_user(trainer).post(address("register", session), {person(ann): minutes, "confirmed": "yes"})

    assert (page.status_code, f'value="{minutes}"' in page.text, Attendance.objects.count()) == (422, True, 0)


def test_register_before_the_session_is_refused_in_words(as_user, trainer, group):
    ann = build.enrolment(group)
    session = build.session(group, trainer=trainer, starts_at=NOW + datetime.timedelta(days=1))

    page = as_user(trainer).post(address("register", session), {person(ann): "180", "confirmed": "yes"})

    assert (page.status_code, "This session has not begun" in page.text) == (422, True)


def test_register_is_not_a_manager_s_to_keep(manager, taught):
    assert manager.get(address("register", taught[0])).status_code == 403


@pytest.mark.parametrize("name", ["session", "register"])
def test_a_session_of_another_provider_is_not_there(as_user, taught, name):
    stranger = people.member("trainer", people.provider())

    assert as_user(stranger).get(address(name, taught[0])).status_code == 404


def test_session_shows_its_register(manager, taught):
    session, (ann, _ben) = taught
    actions.record_attendance(session=session, minutes={ann.trainee: 90}, by=session.trainer, at=NOW)

    page = manager.get(address("session", session))

    assert ["Ann: 1 h 30 min" in page.text, "Ben: nothing recorded" in page.text] == [True, True]


@pytest.mark.parametrize("sessions", [1, 3])
def test_diary_asks_a_constant_number_of_queries(as_user, group, trainer, sessions, django_assert_num_queries):
    for number in range(sessions):
        build.session(group, trainer=trainer, starts_at=build.TAUGHT_AT + datetime.timedelta(days=number))
    client = as_user(trainer)
    client.get(address("diary", group))

    # session, user, roles, the cohort, the sessions
    with django_assert_num_queries(5):
        client.get(address("diary", group))


# What trainers read


@pytest.fixture
def with_plan():
    """A cohort whose half-day has a session plan."""
    row = {"at": 0, "minutes": 10, "title": "Names", "what_learners_do": "Say your name.", "kind": "plenary"}
    plan = {
        "title": "Making it safe",
        "minutes_total": 10,
        "group_size": "9 to 15",
        "materials": ["Agenda map"],
        "before_you_start": ["Set the chairs."],
        "rows": [row | {"facilitator_notes": "Go first."}],
    }
    page = build.programme()
    build.lesson(build.module(page, session_plan=[("session_plan", plan)]))
    return build.cohort(version_=build.published(page))


def test_module_plan_shows_times_and_notes_to_trainers(as_user, with_plan):
    client = as_user(people.member("trainer", with_plan.provider))

    page = client.get(address("module_plan", with_plan, code="day-1-morning"))

    assert ["Making it safe" in page.text, "Go first." in page.text, "Lesson ask-tell-ask" in page.text] == [True] * 3


def test_module_plan_is_not_for_learners(as_user, with_plan):
    learner = build.enrolment(with_plan).trainee

    assert as_user(learner).get(address("module_plan", with_plan, code="day-1-morning")).status_code == 404


def test_module_plan_without_a_plan_says_so(manager, group):
    page = manager.get(address("module_plan", group, code=build.first_module(group.version).code))

    assert "This module has no session plan" in page.text


@pytest.mark.parametrize("name", ["module_plan", "cohort_lesson"])
def test_what_the_version_does_not_hold_is_not_there(manager, group, name):
    assert manager.get(address(name, group, code="nowhere")).status_code == 404


def test_cohort_lesson_shows_trainers_what_learners_read(manager, group):
    page = manager.get(address("cohort_lesson", group, code=build.first_lesson(group.version).code))

    assert ["Ask before you tell." in page.text, "You read this as" in page.text] == [True, True]


# Programmes


def test_programmes_are_public(group):
    page = Client().get(reverse("enrolment:programmes"))

    assert group.version.title in page.text


def test_programme_shows_its_newest_version_and_the_earlier_ones(group):
    lesson = group.version.items.get(order=2).page.specific
    lesson.title = "A new title"
    lesson.save_revision().publish()
    build.published(group.version.programme, at=NOW)

    page = Client().get(reverse("enrolment:programme", args=[group.version.code]))

    assert ["A new title" in page.text, "Version 1, 5 January 2026" in page.text] == [True, True]


def test_a_programme_that_was_never_published_is_not_there():
    page = build.programme()

    assert Client().get(reverse("enrolment:programme", args=[page.code])).status_code == 404


def test_publish_numbers_the_next_version(as_user):
    page = build.programme()
    build.lesson(build.module(page))
    editor = as_user(people.member("editor", people.provider()))

    shown = editor.get(reverse("enrolment:publish", args=[page.code]))
    done = editor.post(reverse("enrolment:publish", args=[page.code]), follow=True)

    assert ["Publish version 1" in shown.text, "Published." in done.text] == [True, True]
    assert ProgrammeVersion.objects.get().number == 1


def test_publish_without_a_change_says_so(as_user, group):
    editor = as_user(people.member("editor", people.provider()))

    page = editor.post(reverse("enrolment:publish", args=[group.version.code]))

    assert (page.status_code, "Nothing has changed since version 1." in page.text) == (422, True)


@pytest.mark.parametrize(("role", "status"), [("editor", 200), ("admin", 200), ("manager", 403), ("trainee", 403)])
def test_publish_is_for_editors(as_user, group, role, status):
    somebody = as_user(people.member(role, people.provider()))

    assert somebody.get(reverse("enrolment:publish", args=[group.version.code])).status_code == status


def test_queries_of_learning_do_not_leak_between_providers(group):
    enrolment = build.enrolment(group)

    assert not queries.enrolments_visible_to(people.manager(people.provider())).filter(pk=enrolment.pk).exists()
