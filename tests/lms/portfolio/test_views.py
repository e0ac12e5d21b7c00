"""Pages of the portfolio."""

import pytest
from django.urls import reverse

from lms.competencies.models import Competency
from lms.core import clock
from lms.people.enums import Role
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
def provider():
    return people.provider()


@pytest.fixture
def author(provider):
    factory.abilities()
    return people.trainee(provider)


def address(name, reflection=None):
    return reverse(f"portfolio:{name}", kwargs={"key": reflection.key} if reflection else None)


# --- the author -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_takes_the_same_queries_whatever_its_length(as_user, author, count, django_assert_num_queries):
    for _number in range(count):
        factory.submitted(author)
    client = as_user(author)

    with django_assert_num_queries(7):
        page = client.get(address("reflections"))

    assert len(page.context["object_list"]) == count


def test_the_list_filters_by_status(as_user, author):
    draft = factory.draft(author)
    factory.submitted(author)

    page = as_user(author).get(address("reflections"), {"status": "draft"})

    assert list(page.context["object_list"]) == [draft]


def test_the_list_filters_by_kind_and_ability(as_user, author):
    entry = practice.draft(author)
    about = factory.draft(author, about=entry, competencies=Competency.objects.filter(code="HC2"))
    asked = factory.draft(author, prompt_key="first-weeks")
    other = factory.draft(author)
    client = as_user(author)

    def found(**chosen):
        return list(client.get(address("reflections"), chosen).context["object_list"])

    assert found(kind="practice.practiceentry") == [about]
    assert found(kind="lesson") == [asked]
    assert found(kind="other") == [other]
    assert found(ability="HC2") == [about]
    assert found(about=str(entry.key)) == [about]
    assert found(about="nonsense") == []


def test_an_old_session_is_offered_from_its_page(as_user, author):
    entry = practice.draft(author)
    for _number in range(6):
        practice.draft(author)
    client = as_user(author)
    page = client.get(reverse("practice:entry", kwargs={"key": entry.key})).content.decode()
    link = f"{address('new')}?about=practice.practiceentry&key={entry.key}"

    client.post(link, {"text": factory.WORDS, "about": f"practice.practiceentry:{entry.key}"})

    assert link.replace("&", "&amp;") in page
    assert f"{address('reflections')}?about={entry.key}" in page
    assert Reflection.objects.get().about_key == entry.key


def test_somebody_elses_session_is_not_offered(as_user, author, provider):
    theirs = practice.draft(people.trainee(provider))
    link = f"{address('new')}?about=practice.practiceentry&key={theirs.key}"

    page = as_user(author).post(link, {"text": factory.WORDS, "about": f"practice.practiceentry:{theirs.key}"})

    assert list(page.context["form"].errors) == ["about"]


def test_an_empty_list_says_what_to_do(as_user, author):
    assert "Write your first reflection" in as_user(author).get(address("reflections")).content.decode()


def test_a_reflection_is_written_about_a_session_and_saved(as_user, author):
    entry = practice.draft(author)
    client = as_user(author)
    about = f"practice.practiceentry:{entry.key}"

    form = client.get(address("new"), {"about": "practice.practiceentry", "key": str(entry.key)}).context["form"]
    answer = client.post(address("new"), {"text": factory.WORDS, "abilities": ["HC2"], "about": about})

    reflection = Reflection.objects.get()
    page = client.get(answer.headers["Location"]).content.decode()
    assert form["about"].initial == about
    assert (reflection.about_key, reflection.status) == (entry.key, ReflectionStatus.DRAFT)
    assert reverse("practice:entry", kwargs={"key": entry.key}) in page
    assert "Goals and plans" in page


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"text": ""}, "text"),
        ({"text": "Her NHS number is 943 476 5919"}, "text"),
        ({"text": "Write to joan@example.org"}, "text"),
        ({"about": "practice.practiceentry:6f1cbf2a-5a9b-4f0e-9a53-0c6c8f0c7a11"}, "about"),
        ({"abilities": ["HC9"]}, "abilities"),
    ],
    ids=str,
)
def test_bad_input_is_refused_in_words_and_nothing_typed_is_lost(as_user, author, changes, field):
    sent = {"text": factory.WORDS, **changes}

    page = as_user(author).post(address("new"), sent)

    assert page.status_code == 422
    assert list(page.context["form"].errors) == [field]
    assert sent["text"] in page.content.decode()
    assert not Reflection.objects.exists()


def test_a_form_sent_twice_is_recorded_once(as_user, author):
    client = as_user(author)

    for _time in range(2):
        client.post(address("new"), {"text": factory.WORDS, "idempotency_key": "6f1cbf2a-5a9b-4f0e-9a53-0c6c8f0c7a11"})

    assert Reflection.objects.count() == 1


def test_an_author_of_two_providers_says_for_which(as_user, author):
    second = people.provider()
    people.actions.add_member(
        person=author, organisation=second, role=Role.TRAINEE, by=None, at=NOW, from_date=people.LONG_AGO
    )

    as_user(author).post(address("new"), {"text": factory.WORDS, "organisation": second.pk})

    assert Reflection.objects.get().organisation == second


def test_a_draft_is_gone_on_with(as_user, author):
    draft = factory.draft(author, prompt="What happened?")
    client = as_user(author)

    page = client.get(address("change", draft))
    client.post(address("change", draft), {"text": "More words."})

    draft.refresh_from_db()
    assert "What happened?" in page.content.decode()
    assert draft.text == "More words."


def test_a_submitted_reflection_is_not_changed(as_user, author):
    submitted = factory.submitted(author)

    page = as_user(author).post(address("change", submitted), {"text": "Typed in vain"})

    assert page.status_code == 422
    assert "Typed in vain" in page.content.decode()


def test_a_draft_is_checked_and_then_submitted(as_user, author):
    draft = factory.draft(author)
    client = as_user(author)

    check = client.get(address("submit", draft)).content.decode()
    answer = client.post(address("submit", draft))

    draft.refresh_from_db()
    assert "cannot be edited" in check
    assert factory.WORDS in check
    assert draft.status == ReflectionStatus.SUBMITTED
    assert draft.reference in client.get(answer.headers["Location"]).content.decode()


def test_only_trainees_write(as_user, provider):
    assert as_user(people.manager(provider)).get(address("new")).status_code == 403


# --- readers ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("count", [1, 3])
def test_the_readers_list_takes_the_same_queries(as_user, provider, count, django_assert_num_queries):
    for _number in range(count):
        factory.submitted(people.trainee(provider))
    client = as_user(people.member(Role.TRAINER, provider))

    with django_assert_num_queries(7):
        page = client.get(address("to_read"))

    assert len(page.context["object_list"]) == count


def test_the_readers_list_filters_by_author(as_user, author, provider):
    reflection = factory.submitted(author)
    factory.submitted(people.trainee(provider))

    page = as_user(people.manager(provider)).get(address("to_read"), {"author": author.pk})

    assert list(page.context["object_list"]) == [reflection]


def test_the_readers_list_is_for_readers(as_user, author):
    assert as_user(author).get(address("to_read")).status_code == 403


def test_a_reader_reads_a_submitted_reflection(as_user, author, provider):
    reflection = factory.submitted(author)

    page = as_user(people.assessor(provider)).get(address("reflection", reflection)).content.decode()

    assert factory.WORDS in page
    assert f"about=portfolio.reflection&amp;key={reflection.key}" in page


# --- who gets in ------------------------------------------------------------------------------------------------------

ALL = ("reflection", "done", "change", "submit")


@pytest.mark.parametrize("name", ALL)
def test_a_draft_is_nobody_elses(as_user, author, provider, name):
    draft = factory.draft(author)
    others = [people.manager(provider), people.trainee(provider), people.manager(people.provider())]

    assert [as_user(person).get(address(name, draft)).status_code for person in others] == [404, 404, 404]


@pytest.mark.parametrize("name", ALL)
def test_a_submitted_reflection_stays_in_its_organisation(as_user, author, provider, name):
    submitted = factory.submitted(author)
    others = [people.trainee(provider), people.manager(people.provider())]

    assert [as_user(person).get(address(name, submitted)).status_code for person in others] == [404, 404]


@pytest.mark.parametrize("name", ["change", "submit"])
def test_a_reader_may_not_write(as_user, author, provider, name):
    submitted = factory.submitted(author)

    assert as_user(people.manager(provider)).get(address(name, submitted)).status_code == 403
