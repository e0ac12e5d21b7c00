"""A learner's pages: join, programme, lesson, knowledge check, reflection, follow-up."""

import re

import pytest
from django.test import Client
from django.urls import reverse

from assessments.quizzes import queries as quiz_queries
from assessments.quizzes.models import Answer, Sitting, SittingResult
from lms.core import clock
from lms.enrolment import actions, queries
from lms.enrolment.models import Enrolment, FollowUp, LessonCompletion, LessonVisit
from lms.portfolio.models import Reflection
from tests.factories import courses, people, quizzes, roleplay
from tests.factories import enrolment as build

pytestmark = pytest.mark.django_db
NOW = build.AFTERWARDS


@pytest.fixture(autouse=True)
def _now():
    with clock.fixed(NOW):
        yield


@pytest.fixture
def quiz():
    return quizzes.quiz_version()


@pytest.fixture
def enrolment(quiz):
    """A place in a programme of two lessons; the first holds a check and a reflection."""
    page = build.programme()
    morning = build.module(page)
    build.lesson(
        morning,
        "ask-tell-ask",
        body=[courses.text("Ask before you tell."), build.check_block(quiz), build.reflection_block()],
    )
    build.lesson(morning, "closing-the-loop")
    return build.enrolment(build.cohort(version_=build.published(page)))


@pytest.fixture
def learner(enrolment, as_user):
    return as_user(enrolment.trainee)


def address(name, enrolment, code=None):
    return reverse(f"enrolment:{name}", kwargs={"key": enrolment.key} | ({"code": code} if code else {}))


def check_address(name, quiz, **more):
    return reverse(f"enrolment:{name}", kwargs={"code": quiz.quiz.code, **more})


def test_a_lesson_offers_once_to_raise_a_concern(learner, enrolment):
    page = learner.get(address("lesson", enrolment, "ask-tell-ask")).content.decode()

    assert page.count("Raise a concern") == 1


# Learn and join


def test_learn_with_one_programme_leads_to_it(learner, enrolment):
    answer = learner.get(reverse("enrolment:learn"))

    assert (answer.status_code, answer.url) == (302, address("programme_of", enrolment))


def test_learn_with_two_programmes_lists_both(learner, enrolment):
    other = build.enrolment(trainee=enrolment.trainee)

    page = learner.get(reverse("enrolment:learn"))

    assert {row.pk for row in page.context["enrolments"]} == {enrolment.pk, other.pk}
    assert page.status_code == 200


def test_learn_without_a_programme_says_what_to_do(as_user):
    page = as_user(people.user()).get(reverse("enrolment:learn"))

    assert "You are not in a programme yet" in page.text


def test_join_with_a_code_from_a_link(as_user, enrolment):
    newcomer = as_user(people.user())
    shown = newcomer.get(f"{reverse('enrolment:join')}?code={enrolment.cohort.join_code}")

    joined = newcomer.post(reverse("enrolment:join"), {"code": enrolment.cohort.join_code}, follow=True)

    assert f'value="{enrolment.cohort.join_code}"' in shown.text
    assert "You have joined" in joined.text


def test_join_with_a_wrong_code_keeps_what_was_typed(as_user):
    page = as_user(people.user()).post(reverse("enrolment:join"), {"code": "WRONG"})

    assert page.status_code == 422
    assert ["No cohort has this code" in page.text, 'value="WRONG"' in page.text] == [True, True]


# The programme


def test_programme_of_says_where_one_is(learner, enrolment):
    page = learner.get(address("programme_of", enrolment))

    assert "Begin with “Lesson ask-tell-ask”, about 20 min." in page.text
    assert "0 of 2 lessons" in page.text


def test_programme_of_goes_on_where_one_stopped(learner, enrolment):
    learner.get(address("lesson", enrolment, "closing-the-loop"))

    page = learner.get(address("programme_of", enrolment))

    assert "Go on with “Lesson closing-the-loop”, about 20 min." in page.text


def test_programme_of_after_the_last_lesson_leads_to_follow_up(learner, enrolment):
    for lesson in queries.manifest_of(enrolment.cohort.version).lessons():
        learner.post(address("lesson_done", enrolment, lesson.code))

    page = learner.get(address("programme_of", enrolment))

    assert "You have read every lesson that is asked of you." in page.text


# A lesson


def test_lesson_shows_the_kept_words_and_remembers_the_visit(learner, enrolment):
    page = learner.get(address("lesson", enrolment, "ask-tell-ask"))

    assert page.status_code == 200
    assert "Ask before you tell." in page.text
    assert "Lesson 1 of 2 · about 20 min" in page.text
    assert LessonVisit.objects.get().item.code == "ask-tell-ask"


def test_lesson_stays_as_it_was_when_the_editor_changes_the_page(learner, enrolment):
    page = enrolment.cohort.version.items.get(code="ask-tell-ask").page.specific
    page.body = [courses.text("Tell them everything.")]
    page.save_revision().publish()

    shown = learner.get(address("lesson", enrolment, "ask-tell-ask"))

    assert ["Ask before you tell." in shown.text, "Tell them everything." in shown.text] == [True, False]


@pytest.mark.parametrize("lessons", [1, 3])
def test_lesson_asks_a_constant_number_of_queries(as_user, lessons, django_assert_num_queries):
    codes = [f"lesson-{number}" for number in range(lessons)]
    enrolment = build.enrolment(build.cohort(version_=build.version(lessons=codes)))
    learner = as_user(enrolment.trainee)
    learner.get(address("lesson", enrolment, codes[0]))

    # session, user, enrolment; the same in full, completions, visits, the kept body, the roles of the header
    with django_assert_num_queries(8):
        learner.get(address("lesson", enrolment, codes[0]))
    # session, user, enrolment: the page itself is kept
    with django_assert_num_queries(3):
        learner.get(address("lesson", enrolment, codes[0]))


def without_tokens(page):
    """A page without the values that every sending of a form needs anew."""
    return re.sub(r'name="(csrfmiddlewaretoken|idempotency_key)" value="[^"]*"', "", page.text)


def test_a_kept_lesson_is_the_same_but_for_its_tokens(learner, enrolment):
    pages = [learner.get(address("lesson", enrolment, "ask-tell-ask")) for _time in range(4)]

    assert len({without_tokens(page) for page in pages}) == 1
    assert len({key for page in pages for key in re.findall(r'idempotency_key" value="([^"]*)"', page.text)}) == sum(
        page.text.count("idempotency_key") for page in pages
    )


def test_a_kept_lesson_can_be_marked_as_read_by_its_own_form(enrolment):
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(enrolment.trainee)
    for _time in range(3):
        page = strict.get(address("lesson", enrolment, "ask-tell-ask"))
    form = page.text[page.text.index(address("lesson_done", enrolment, "ask-tell-ask")) :]
    typed = dict(re.findall(r'name="(csrfmiddlewaretoken|idempotency_key)" value="([^"]*)"', form)[:2])

    answer = strict.post(address("lesson_done", enrolment, "ask-tell-ask"), typed)

    assert (answer.status_code, LessonCompletion.objects.count()) == (302, 1)


def test_a_kept_lesson_shows_at_once_that_it_was_read(learner, enrolment):
    before = [learner.get(address("lesson", enrolment, "ask-tell-ask")) for _time in range(3)]
    learner.post(address("lesson_done", enrolment, "ask-tell-ask"))

    after = learner.get(address("lesson", enrolment, "ask-tell-ask"))

    assert ["Mark as read and go on" in page.text for page in (*before, after)] == [True, True, True, False]


def test_a_kept_lesson_remembers_the_visit_after_another(learner, enrolment):
    for code in ("ask-tell-ask", "ask-tell-ask", "ask-tell-ask", "closing-the-loop", "ask-tell-ask"):
        learner.get(address("lesson", enrolment, code))

    assert Enrolment.objects.get(pk=enrolment.pk).latest_lesson == "ask-tell-ask"


def test_a_kept_lesson_is_not_shown_after_leaving(learner, enrolment):
    for _time in range(3):
        learner.get(address("lesson", enrolment, "ask-tell-ask"))
    actions.withdraw_enrolment(enrolment=enrolment, by=people.manager(enrolment.cohort.provider), at=NOW)

    assert learner.get(address("lesson", enrolment, "ask-tell-ask")).status_code == 403


def test_lesson_done_goes_on_to_the_next(learner, enrolment):
    answer = learner.post(address("lesson_done", enrolment, "ask-tell-ask"))

    assert answer.url == address("lesson", enrolment, "closing-the-loop")
    assert Enrolment.objects.get(pk=enrolment.pk).lessons_done == 1


def test_lesson_done_after_the_last_goes_to_the_programme(learner, enrolment):
    answer = learner.post(address("lesson_done", enrolment, "closing-the-loop"))

    assert answer.url == address("programme_of", enrolment)


def test_lesson_done_is_not_done_by_looking(learner, enrolment):
    answer = learner.get(address("lesson_done", enrolment, "ask-tell-ask"))

    assert (answer.status_code, LessonCompletion.objects.count()) == (405, 0)


def test_lesson_for_another_kind_of_service_is_optional(as_user):
    page = build.programme(route="service")
    build.lesson(build.module(page), "for-clinical", is_for_targeted=False, is_for_non_clinical=False)
    enrolment = build.enrolment(build.cohort(version_=build.published(page), context="targeted"))

    shown = as_user(enrolment.trainee).get(address("lesson", enrolment, "for-clinical"))

    assert "This lesson is about another kind of service than yours (Targeted service)" in shown.text


def test_lessons_are_counted_as_the_programme_counts_them(as_user):
    page = build.programme(route="service")
    morning = build.module(page)
    build.lesson(morning, "for-clinical", is_for_targeted=False, is_for_non_clinical=False)
    build.lesson(morning, "for-everybody")
    enrolment = build.enrolment(build.cohort(version_=build.published(page), context="targeted"))
    learner = as_user(enrolment.trainee)

    extra, asked = (learner.get(address("lesson", enrolment, code)) for code in ("for-clinical", "for-everybody"))

    assert ["Optional lesson · about 20 min" in extra.text, "Lesson 1 of 1 · about 20 min" in asked.text] == [
        True,
        True,
    ]
    assert "0 of 1 lessons" in learner.get(address("programme_of", enrolment)).text


def test_an_unknown_lesson_is_not_there(learner, enrolment):
    assert learner.get(address("lesson", enrolment, "nowhere")).status_code == 404


@pytest.mark.parametrize("name", ["programme_of", "lesson", "lesson_done", "follow_ups", "follow_up_record"])
def test_another_learner_finds_nothing(as_user, enrolment, name):
    classmate = build.enrolment(enrolment.cohort).trainee
    code = "ask-tell-ask" if name.startswith("lesson") else None
    send = Client.post if name == "lesson_done" else Client.get

    assert send(as_user(classmate), address(name, enrolment, code)).status_code == 404


def test_who_has_left_may_not_read(learner, enrolment):
    actions.withdraw_enrolment(enrolment=enrolment, by=people.manager(enrolment.cohort.provider), at=NOW)

    assert learner.get(address("lesson", enrolment, "ask-tell-ask")).status_code == 403


def test_a_visitor_is_asked_to_sign_in(enrolment):
    answer = Client().get(address("lesson", enrolment, "ask-tell-ask"))

    assert answer.url.startswith(reverse("account_login"))


# A knowledge check


def test_programme_leads_to_the_checks_that_are_still_to_pass(learner, enrolment, quiz):
    page = learner.get(address("programme_of", enrolment))

    assert page.context["checks_to_pass"] == [(quiz.title, quiz.quiz.code)]
    assert f'href="{check_address("check", quiz)}"' in page.text


def test_check_shows_what_it_asks(learner, quiz):
    page = learner.get(check_address("check", quiz))

    assert "3 questions, with feedback on each answer." in page.text
    assert "You pass with 80 per cent." in page.text


def sitting_of(enrolment):
    return Sitting.objects.get(person=enrolment.trainee, status="open")


def answers(sitting, *, right=True, only=None):
    """What a browser sends for the questions of a sitting."""
    return {
        f"question-{row.position}": quizzes.keys(row, right=right)
        for row in quiz_queries.questions_of(sitting)
        if only in (None, row.position)
    }


def test_check_question_by_question_with_feedback_after_each(learner, enrolment, quiz):
    first = learner.post(check_address("check", quiz), {"way": "one"})
    sitting = sitting_of(enrolment)
    for position in (1, 2, 3):
        question = check_address("check_question", quiz, position=position)
        shown = learner.post(question, answers(sitting, only=position), follow=True)
        assert "your answer, right" in shown.text
    result = learner.post(check_address("check_finish", quiz), follow=True)

    assert first.url == check_address("check_question", quiz, position=1)
    assert ["Passed" in result.text, "3 of 3 right, 100 per cent" in result.text] == [True, True]
    assert "Because of opening." in result.text


def test_check_all_on_one_page(learner, enrolment, quiz):
    learner.post(check_address("check", quiz), {"way": "all"})

    result = learner.post(check_address("check_all", quiz), answers(sitting_of(enrolment), right=False), follow=True)

    assert "0 of 3 right, 0 per cent. You pass with 80 per cent." in result.text
    assert ["your answer, not right" in result.text, "the right answer" in result.text] == [True, True]


def test_check_all_with_an_answer_missing_keeps_the_others(learner, enrolment, quiz):
    learner.post(check_address("check", quiz), {"way": "all"})
    chosen = answers(sitting_of(enrolment), only=1)

    page = learner.post(check_address("check_all", quiz), chosen)

    assert (page.status_code, Answer.objects.count()) == (422, 0)
    assert "Choose at least one answer" in page.text
    assert f'value="{chosen["question-1"][0]}"' in page.text
    assert "checked" in page.text


def test_check_question_refuses_an_answer_that_is_not_offered(learner, quiz):
    learner.post(check_address("check", quiz), {"way": "one"})

    page = learner.post(check_address("check_question", quiz, position=1), {"question-1": "made-up"})

    assert (page.status_code, Answer.objects.count()) == (422, 0)


def test_check_goes_on_where_it_stopped(learner, enrolment, quiz):
    learner.post(check_address("check", quiz), {"way": "one"})
    learner.post(check_address("check_question", quiz, position=1), answers(sitting_of(enrolment), only=1))

    page = learner.get(check_address("check", quiz))
    onward = learner.post(check_address("check", quiz), {"way": "one"})

    assert "have answered 1 of 3" in page.text
    assert onward.url == check_address("check_question", quiz, position=2)


def test_check_finish_with_questions_open_leads_to_the_first(learner, quiz):
    learner.post(check_address("check", quiz), {"way": "one"})

    answer = learner.post(check_address("check_finish", quiz))

    assert answer.url == check_address("check_question", quiz, position=1)
    assert SittingResult.objects.count() == 0


@pytest.mark.parametrize(("name", "more"), [("check_all", {}), ("check_question", {"position": 1})])
def test_check_pages_without_a_start_lead_to_it(learner, quiz, name, more):
    assert learner.get(check_address(name, quiz, **more)).url == check_address("check", quiz)


def test_check_again_after_a_result_is_a_new_go(learner, enrolment, quiz):
    quizzes.result(enrolment.trainee, quiz, enrolment.cohort.provider, wrong=2)

    page = learner.get(check_address("check", quiz))
    learner.post(check_address("check", quiz), {"way": "one"})

    assert ["Take it again" in page.text, "1 of 3, 33 per cent" in page.text] == [True, True]
    assert sorted(Sitting.objects.values_list("status", flat=True)) == ["finished", "open"]


def test_an_unknown_question_is_not_there(learner, quiz):
    learner.post(check_address("check", quiz), {"way": "one"})

    assert learner.get(check_address("check_question", quiz, position=9)).status_code == 404


@pytest.mark.parametrize(("role", "status"), [("trainee", 404), ("trainer", 302), ("supervisor", 404)])
def test_check_is_for_learners_and_staff_are_told(as_user, enrolment, quiz, role, status):
    somebody = people.member(role, enrolment.cohort.provider)

    assert as_user(somebody).get(check_address("check", quiz)).status_code == status


@pytest.mark.parametrize(("where", "status"), [("here", 200), ("there", 404)])
def test_check_result_is_seen_by_staff_of_the_provider_only(as_user, enrolment, quiz, where, status):
    result = quizzes.result(enrolment.trainee, quiz, enrolment.cohort.provider)
    manager = people.manager(enrolment.cohort.provider if where == "here" else people.provider())

    page = as_user(manager).get(reverse("enrolment:check_result", kwargs={"key": result.sitting.key}))

    assert page.status_code == status


def test_check_result_of_an_open_sitting_is_not_there(learner, enrolment, quiz):
    sitting = quizzes.sitting(enrolment.trainee, quiz, enrolment.cohort.provider)

    assert learner.get(reverse("enrolment:check_result", kwargs={"key": sitting.key})).status_code == 404


# Reflections and scenarios


def test_reflect_saves_a_draft_with_the_question(learner, enrolment):
    answer = learner.post(reverse("enrolment:reflect", args=["my-fixing"]), {"text": "I fixed too much."})

    draft = Reflection.objects.get()
    assert (draft.prompt_key, draft.prompt, draft.text, draft.status) == (
        "my-fixing",
        "When did you last fix something?",
        "I fixed too much.",
        "draft",
    )
    assert answer.url == reverse("portfolio:reflection", kwargs={"key": draft.key})


def test_reflect_goes_on_with_the_draft(learner):
    learner.post(reverse("enrolment:reflect", args=["my-fixing"]), {"text": "I fixed too much."})

    shown = learner.get(reverse("enrolment:reflect", args=["my-fixing"]))
    learner.post(reverse("enrolment:reflect", args=["my-fixing"]), {"text": "I fixed less."})

    assert "I fixed too much." in shown.text
    assert Reflection.objects.get().text == "I fixed less."


def test_reflect_refuses_client_details_and_keeps_the_text(learner):
    text = "She is 943 476 5919, I think."

    page = learner.post(reverse("enrolment:reflect", args=["my-fixing"]), {"text": text})

    assert (page.status_code, Reflection.objects.count()) == (422, 0)
    assert [text in page.text, "an NHS number" in page.text] == [True, True]


def test_scenario_leads_a_learner_to_the_kept_version(as_user):
    scenario = roleplay.scenario()
    body = [build.scenario_block(scenario)]
    enrolment = build.enrolment(build.cohort(version_=build.version(body=body)))

    answer = as_user(enrolment.trainee).get(reverse("enrolment:scenario", args=[scenario.scenario.code]))

    assert answer.url == reverse("roleplay:scenario", kwargs={"key": scenario.key})


@pytest.mark.parametrize(("role", "status"), [("trainer", 302), ("trainee", 404)])
def test_scenario_leads_staff_to_the_newest_version(as_user, role, status):
    scenario = roleplay.scenario()

    answer = as_user(people.member(role, people.provider())).get(
        reverse("enrolment:scenario", args=[scenario.scenario.code])
    )

    assert answer.status_code == status


# Follow-up


def test_follow_up_is_recorded_and_listed(learner, enrolment):
    typed = {"kind": "peer", "title": "Practice with Ann", "done_date": "2026-03-30", "words": "We took turns."}

    page = learner.post(address("follow_up_record", enrolment), typed, follow=True)

    assert ["Practice with Ann" in page.text, "30 March 2026" in page.text] == [True, True]
    assert FollowUp.objects.get().words == "We took turns."


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"done_date": "2027-01-01"}, "This day has not come yet"),
        ({"words": "Her e-mail is ann@example.org"}, "an e-mail address"),
        ({"title": ""}, "Fill this in: Name it in a few words"),
        ({"kind": "party"}, "not one of the available choices"),
    ],
)
def test_follow_up_that_cannot_be_keeps_what_was_typed(learner, enrolment, changes, words):
    typed = {"kind": "peer", "title": "Practice", "done_date": "2026-03-30", "words": "We took turns."}

    page = learner.post(address("follow_up_record", enrolment), typed | changes)

    assert (page.status_code, FollowUp.objects.count()) == (422, 0)
    assert words in page.text


def test_follow_ups_say_what_counts_when_there_are_none(learner, enrolment):
    assert "Nothing recorded yet" in learner.get(address("follow_ups", enrolment)).text
