"""Writing the portfolio."""

import pytest

from lms.audit.actions import erase_person
from lms.audit.models import AuditEvent
from lms.competencies.models import Competency
from lms.core import clock
from lms.core.errors import NotYours
from lms.portfolio import actions
from lms.portfolio.enums import ReflectionStatus
from lms.portfolio.models import Reflection
from tests.factories import people, practice
from tests.factories import portfolio as factory

pytestmark = pytest.mark.django_db
NOW = factory.NOW


@pytest.fixture(autouse=True)
def _now():
    with clock.fixed(NOW):
        yield


@pytest.fixture
def author():
    return people.trainee(people.provider())


def kinds(target):
    return list(AuditEvent.objects.filter(target_key=target.key).order_by("id").values_list("kind", flat=True))


def test_save_reflection_writes_a_draft(author):
    factory.abilities()
    shown = list(Competency.objects.filter(code="HC2"))

    factory.draft(author, prompt_key="first-weeks", prompt="What happened?", competencies=shown)

    stored = Reflection.objects.get()
    assert (stored.author, stored.status, stored.text) == (author, ReflectionStatus.DRAFT, factory.WORDS)
    assert (stored.prompt_key, stored.prompt) == ("first-weeks", "What happened?")
    assert list(stored.competencies.all()) == shown
    assert kinds(stored) == ["portfolio.reflection_saved"]


def test_save_reflection_names_what_it_is_about(author):
    entry = practice.draft(author)

    reflection = factory.draft(author, about=entry)

    assert (reflection.about_label, reflection.about_key) == ("practice.practiceentry", entry.key)


def test_save_reflection_goes_on_with_a_draft_and_keeps_its_question_and_abilities(author):
    factory.abilities()
    shown = list(Competency.objects.filter(code="HC1"))
    draft = factory.draft(author, prompt_key="first-weeks", competencies=shown)

    factory.draft(author, reflection=draft, text="More words.")

    stored = Reflection.objects.get()
    assert (stored.text, stored.prompt_key, list(stored.competencies.all())) == ("More words.", "first-weeks", shown)


@pytest.mark.parametrize("text", ["", "  \n "])
def test_save_reflection_refuses_silence(author, text):
    with pytest.raises(actions.NothingWritten) as refusal:
        factory.draft(author, text=text)

    assert refusal.value.field == "text"


def test_save_reflection_refuses_somebody_elses(author):
    theirs = factory.draft(people.trainee(people.provider()))

    with pytest.raises(NotYours):
        factory.draft(author, reflection=theirs)


def test_save_reflection_refuses_a_submitted_one(author):
    submitted = factory.submitted(author)

    with pytest.raises(actions.ReflectionNotOpen):
        factory.draft(author, reflection=submitted, text="Better words.")


def test_submit_reflection_records_when(author):
    reflection = factory.submitted(author)

    reflection.refresh_from_db()
    assert (reflection.status, reflection.submitted_at) == (ReflectionStatus.SUBMITTED, NOW)
    assert kinds(reflection) == ["portfolio.reflection_saved", "portfolio.reflection_submitted"]


def test_submit_reflection_refuses_a_second_time(author):
    reflection = factory.submitted(author)

    with pytest.raises(actions.ReflectionNotOpen):
        actions.submit_reflection(reflection=reflection, by=author, at=NOW)


def test_submit_reflection_refuses_anybody_else(author):
    reflection = factory.draft(author)

    with pytest.raises(NotYours):
        actions.submit_reflection(reflection=reflection, by=people.user(), at=NOW)


def test_words_stay_out_of_the_log(author):
    reflection = factory.draft(author, text="Something private")

    event = AuditEvent.objects.get(target_key=reflection.key)

    assert b"private" not in bytes(event.canonical)


def test_erasing_an_author_takes_the_words_and_keeps_the_fact(author):
    reflection = factory.submitted(author)

    erase_person(person=author, by=people.user(), at=NOW)

    reflection.refresh_from_db()
    assert (reflection.text, reflection.submitted_at) == ("", NOW)
