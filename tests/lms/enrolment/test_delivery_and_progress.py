"""Sessions and the register; lessons, visits, follow-ups; what standards measure."""

import datetime

import pytest

from assessments.quizzes import actions as quiz_actions
from lms.audit.models import AuditEvent, ErasurePermit
from lms.enrolment import actions, queries
from lms.enrolment.models import Attendance, Enrolment, FollowUp, LessonCompletion, LessonVisit
from tests.factories import enrolment as build
from tests.factories import people, quizzes

pytestmark = pytest.mark.django_db
NOW = build.AFTERWARDS
TODAY = NOW.date()


@pytest.fixture
def enrolment():
    return build.enrolment()


@pytest.fixture
def session(enrolment):
    return build.session(enrolment.cohort)


def register(session, minutes, at=NOW, by=None):
    return actions.record_attendance(session=session, minutes=minutes, by=by or session.trainer, at=at)


# Sessions


def test_plan_session_takes_its_title_from_the_module(session):
    assert session.title == "Day 1, morning"
    assert AuditEvent.objects.filter(kind="enrolment.session_planned").count() == 1


def test_plan_session_refuses_a_module_of_another_programme(enrolment):
    with pytest.raises(actions.ModuleNotInVersion):
        build.session(enrolment.cohort, module_code="elsewhere")


def test_plan_session_refuses_the_same_one_twice(session):
    with pytest.raises(actions.SessionExists):
        build.session(session.cohort, trainer=session.trainer)


def test_plan_session_refuses_who_is_no_trainer_of_the_provider(enrolment):
    for trainer in (people.assessor(enrolment.cohort.provider), people.member("trainer", people.provider(), name="Jo")):
        with pytest.raises(actions.NotATrainer) as refusal:
            build.session(enrolment.cohort, trainer=trainer)

    assert (str(refusal.value), refusal.value.field) == ("Jo is not a trainer here. Choose another.", "trainer")


# The register


def test_record_attendance_writes_a_row_and_the_count(enrolment, session):
    (row,) = register(session, {enrolment.trainee: 170})

    assert (row.minutes, row.recorded_by, row.supersedes) == (170, session.trainer, None)
    assert Enrolment.objects.get().attended_minutes == 170
    assert AuditEvent.objects.filter(kind="enrolment.attendance_recorded").count() == 1


def test_record_attendance_again_with_the_same_minutes_writes_nothing(enrolment, session):
    register(session, {enrolment.trainee: 180})

    assert register(session, {enrolment.trainee: 180}) == []
    assert Attendance.objects.count() == 1


def test_record_attendance_corrects_by_a_row_that_names_the_earlier(enrolment, session):
    (first,) = register(session, {enrolment.trainee: 180})

    (second,) = register(session, {enrolment.trainee: 0})

    assert second.supersedes == first
    assert list(queries.current_attendance()) == [second]
    assert Enrolment.objects.get().attended_minutes == 0


@pytest.mark.parametrize(("minutes", "words"), [(-1, "between 0 and 180"), (181, "between 0 and 180")])
def test_record_attendance_refuses_minutes_outside_the_session(enrolment, session, minutes, words):
    with pytest.raises(actions.AttendanceNotRecordable, match=words):
        register(session, {enrolment.trainee: minutes})


def test_record_attendance_refuses_before_the_session(enrolment, session):
    with pytest.raises(actions.AttendanceNotRecordable, match="has not begun"):
        register(session, {enrolment.trainee: 180}, at=session.starts_at - datetime.timedelta(minutes=1))


def test_record_attendance_refuses_oneself(enrolment, session):
    with pytest.raises(actions.AttendanceNotRecordable, match="Somebody else records"):
        register(session, {enrolment.trainee: 180}, by=enrolment.trainee)


def test_record_attendance_refuses_whoever_is_not_learning_there(enrolment, session):
    other = build.enrolment(
        build.cohort(enrolment.cohort.provider), people.trainee(enrolment.cohort.provider, name="Jo")
    )

    with pytest.raises(actions.AttendanceNotRecordable, match="Jo is not learning in this programme"):
        register(session, {enrolment.trainee: 180, other.trainee: 180})

    assert Attendance.objects.count() == 0


def test_record_attendance_refuses_whoever_left_unless_recorded_already(enrolment, session):
    stayed, left = enrolment.trainee, build.enrolment(enrolment.cohort)
    register(session, {stayed: 180})
    for row in (enrolment, left):
        actions.withdraw_enrolment(enrolment=row, by=session.trainer, at=NOW)

    (corrected,) = register(session, {stayed: 90})

    with pytest.raises(actions.AttendanceNotRecordable):
        register(session, {left.trainee: 180})
    assert corrected.minutes == 90


def test_record_attendance_refuses_all_when_it_refuses_one(enrolment, session):
    other = build.enrolment(enrolment.cohort).trainee

    with pytest.raises(actions.AttendanceNotRecordable):
        register(session, {enrolment.trainee: 180, other: 999})

    assert Attendance.objects.count() == 0


def test_a_half_day_taken_with_another_cohort_counts_and_counts_once(enrolment, session):
    other = build.cohort(enrolment.cohort.provider, enrolment.cohort.version)
    made_up = build.session(other, starts_at=build.TAUGHT_AT + datetime.timedelta(days=7))

    register(made_up, {enrolment.trainee: 120})
    counted = Enrolment.objects.get().attended_minutes
    register(session, {enrolment.trainee: 180})

    assert (counted, Enrolment.objects.get().attended_minutes) == (120, 180)


def test_attended_minutes_are_those_until_a_day(enrolment, session):
    register(session, {enrolment.trainee: 180})
    version, taught_on = enrolment.cohort.version, session.starts_at.date()

    assert queries.attended_minutes(enrolment.trainee, version, taught_on) == 180
    assert queries.attended_minutes(enrolment.trainee, version, taught_on - datetime.timedelta(days=1)) == 0


def test_register_of_lists_learners_and_whoever_was_recorded(enrolment, session):
    guest = people.trainee(enrolment.cohort.provider, name="Aaron Guest")
    build.enrolment(enrolment.cohort, guest)
    register(session, {guest: 180})
    actions.withdraw_enrolment(enrolment=Enrolment.objects.get(trainee=guest), by=session.trainer, at=NOW)

    rows = queries.register_of(session)

    assert [(row.trainee, attendance and attendance.minutes) for row, attendance in rows] == [
        (guest, 180),
        (enrolment.trainee, None),
    ]


def test_sessions_to_register_are_begun_and_empty(enrolment, session):
    later = build.session(enrolment.cohort, trainer=session.trainer, starts_at=NOW + datetime.timedelta(days=1))
    before = list(queries.sessions_to_register(session.trainer, NOW))
    register(session, {enrolment.trainee: 180})

    assert (before, list(queries.sessions_to_register(session.trainer, NOW))) == ([session], [])
    assert list(queries.diary_of(enrolment.cohort)) == [session, later]
    assert [row.recorded for row in queries.diary_of(enrolment.cohort)] == [1, 0]


# Lessons


def test_open_lesson_is_remembered_and_a_reload_writes_nothing(enrolment, django_assert_num_queries):
    lesson = build.first_lesson(enrolment.cohort.version)

    first = actions.open_lesson(enrolment=enrolment, lesson=lesson, at=NOW)
    again = Enrolment.objects.get()
    with django_assert_num_queries(0):
        second = actions.open_lesson(enrolment=again, lesson=lesson, at=NOW + datetime.timedelta(minutes=1))

    assert (first, second, again.latest_lesson, again.latest_opened_at) == (True, False, lesson.code, NOW)
    assert queries.trail_of(enrolment).opened == {lesson.code}


def test_open_lesson_after_a_while_moves_the_time_but_not_the_first(enrolment):
    lesson, later = build.first_lesson(enrolment.cohort.version), NOW + datetime.timedelta(hours=1)
    actions.open_lesson(enrolment=enrolment, lesson=lesson, at=NOW)

    actions.open_lesson(enrolment=enrolment, lesson=lesson, at=later)

    assert (Enrolment.objects.get().latest_opened_at, LessonVisit.objects.get().opened_at) == (later, NOW)


def test_complete_lesson_is_counted_once(enrolment):
    lesson = build.first_lesson(enrolment.cohort.version)
    first = actions.complete_lesson(enrolment=enrolment, lesson=lesson, by=enrolment.trainee, at=NOW)

    again = actions.complete_lesson(enrolment=enrolment, lesson=lesson, by=enrolment.trainee, at=NOW)

    assert (again, LessonCompletion.objects.count(), Enrolment.objects.get().lessons_done) == (first, 1, 1)
    assert AuditEvent.objects.filter(kind="enrolment.lesson_completed").count() == 1


def test_learning_goes_on_with_the_lesson_opened_last(enrolment):
    first, second = queries.manifest_of(enrolment.cohort.version).lessons()
    fresh = queries.learning_of(enrolment)
    actions.open_lesson(enrolment=enrolment, lesson=second, at=NOW)
    begun = queries.learning_of(enrolment)
    actions.complete_lesson(enrolment=enrolment, lesson=second, by=enrolment.trainee, at=NOW)
    onward = queries.learning_of(enrolment)

    assert [(now.is_begun, now.next_lesson, now.done, now.required) for now in (fresh, begun, onward)] == [
        (False, first, 0, 2),
        (True, second, 0, 2),
        (True, first, 1, 2),
    ]
    assert [(row.is_done, row.is_opened) for row in onward.modules[0].lessons] == [(False, False), (True, True)]


# Follow-up


def follow_up(enrolment, **changes):
    return actions.record_follow_up(
        **{
            "enrolment": enrolment,
            "kind": "session",
            "title": "Follow-up session",
            "done_date": TODAY,
            "words": "We shared what worked.",
            "by": enrolment.trainee,
            "at": NOW,
            **changes,
        }
    )


def test_record_follow_up_counts_from_its_day(enrolment):
    row = follow_up(enrolment)

    assert list(queries.follow_ups(enrolment.trainee, TODAY)) == [row]
    assert list(queries.follow_ups(enrolment.trainee, TODAY - datetime.timedelta(days=1))) == []


@pytest.mark.parametrize(
    ("day", "words"), [(TODAY + datetime.timedelta(days=1), "has not come yet"), (datetime.date(2026, 1, 31), "before")]
)
def test_record_follow_up_refuses_a_day_that_cannot_be(enrolment, day, words):
    with pytest.raises(actions.FollowUpNotPossible, match=words):
        follow_up(enrolment, done_date=day)


def test_erasing_empties_the_words_of_follow_ups(enrolment):
    follow_up(enrolment)
    permit = ErasurePermit.objects.create()

    actions.erase_from_enrolment(enrolment.trainee)

    permit.delete()
    row = FollowUp.objects.get()
    assert (row.title, row.words, row.done_date) == ("", "", TODAY)


# What standards measure


@pytest.fixture
def on_the_service_route():
    """An enrolment for targeted services: two lessons and a check are asked, one of each is for clinical ones only."""
    quiz, other = quizzes.quiz_version(), quizzes.quiz_version()
    page = build.programme(route="service")
    morning = build.module(page)
    build.lesson(morning, "everybody", body=[build.check_block(quiz)])
    build.lesson(morning, "for-targeted", is_for_clinical=False, is_for_non_clinical=False)
    for_clinical = {"is_for_targeted": False, "is_for_non_clinical": False}
    build.lesson(morning, "for-clinical", body=[build.check_block(other)], **for_clinical)
    build.module(page, "practice-period", kind="practice", day=None, half="", taught_minutes=0)
    enrolment = build.enrolment(build.cohort(version_=build.published(page), context="targeted"))
    return enrolment, quiz


def test_progress_counts_what_the_context_asks_for(on_the_service_route):
    enrolment, quiz = on_the_service_route
    manifest = queries.manifest_of(enrolment.cohort.version)
    quizzes.result(enrolment.trainee, quiz, enrolment.cohort.provider, at=NOW)
    register(build.session(enrolment.cohort), {enrolment.trainee: 180})
    for code in ("everybody", "for-clinical"):
        actions.complete_lesson(enrolment=enrolment, lesson=manifest.lesson(code), by=enrolment.trainee, at=NOW)

    progress = queries.progress(enrolment, TODAY)

    assert progress == queries.Progress(
        lessons_done=1,
        lessons=2,
        modules_done=0,
        modules=1,
        checks_passed=1,
        checks=1,
        attended_minutes=180,
        taught_minutes=180,
    )
    assert queries.required_quizzes(enrolment) == {quiz.quiz.code: quiz.title}


def test_progress_leaves_out_modules_that_ask_nothing(on_the_service_route):
    enrolment, _quiz = on_the_service_route
    manifest = queries.manifest_of(enrolment.cohort.version)
    for code in ("everybody", "for-targeted"):
        actions.complete_lesson(enrolment=enrolment, lesson=manifest.lesson(code), by=enrolment.trainee, at=NOW)

    now = queries.progress(enrolment, TODAY)
    the_day_before = queries.progress(enrolment, TODAY - datetime.timedelta(days=1))

    assert (now.modules_done, now.modules) == (1, 1)
    assert (the_day_before.modules_done, the_day_before.modules) == (0, 1)


@pytest.mark.parametrize("learners", [1, 3])
def test_learner_rows_ask_the_same_number_of_queries(on_the_service_route, learners, django_assert_num_queries):
    enrolment, quiz = on_the_service_route
    group = enrolment.cohort
    quizzes.result(enrolment.trainee, quiz, group.provider, at=NOW)
    for _learner in range(learners - 1):
        build.enrolment(group)
    enrolments = list(queries.learners_of(group).order_by("pk"))
    queries.manifest_of(group.version)

    with django_assert_num_queries(1):
        rows = queries.learner_rows(group, enrolments)

    assert [(row.lessons, row.checks, row.checks_passed) for row in rows] == [(2, 1, 1), *[(2, 1, 0)] * (learners - 1)]


# Which enrolment a link in a lesson means


def test_a_link_to_a_quiz_means_the_enrolment_used_last():
    quiz = quizzes.quiz_version()
    body = [build.check_block(quiz)]
    trainee = people.user()
    older, newer = (
        build.enrolment(
            build.cohort(version_=build.version(body=body)), trainee, at=build.JOINED_AT + datetime.timedelta(days=day)
        )
        for day in (0, 1)
    )

    found = [queries.enrolment_with_quiz(trainee, quiz.quiz.code)[0]]
    lesson = build.first_lesson(older.cohort.version)
    actions.open_lesson(enrolment=older, lesson=lesson, at=NOW)
    found.append(queries.enrolment_with_quiz(trainee, quiz.quiz.code)[0])

    assert found == [newer, older]


def test_a_link_means_nothing_to_somebody_who_is_not_enrolled():
    quiz = quizzes.quiz_version()
    build.version(body=[build.check_block(quiz)])

    assert queries.enrolment_with_quiz(people.user(), quiz.quiz.code) is None


def test_a_link_means_nothing_after_leaving():
    quiz = quizzes.quiz_version()
    enrolment = build.enrolment(build.cohort(version_=build.version(body=[build.check_block(quiz)])))
    actions.withdraw_enrolment(enrolment=enrolment, by=people.user(), at=NOW)

    assert queries.enrolment_with_quiz(enrolment.trainee, quiz.quiz.code) is None


def test_a_quiz_is_served_in_the_version_that_the_programme_keeps():
    data = quizzes.quiz_data()
    old = quiz_actions.load_quiz(data, at=quizzes.LOADED_AT)
    enrolment = build.enrolment(build.cohort(version_=build.version(body=[build.check_block(old)])))
    quiz_actions.load_quiz({**data, "pass_percent": 50}, at=NOW)

    _enrolment, kept = queries.enrolment_with_quiz(enrolment.trainee, data["key"])

    assert kept.quiz_version == old
