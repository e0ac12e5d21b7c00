"""An entry in half a minute: sent with one button, repeated, started from a template."""

import json

import pytest
from django.core import mail
from django.db import IntegrityError, transaction
from django.urls import reverse

from lms.audit.actions import erase_person
from lms.audit.models import AuditEvent
from lms.core import clock
from lms.core.errors import NotYours
from lms.people.models import Responsibility
from lms.practice import actions, queries, rules
from lms.practice.enums import Decision, EntryStatus
from lms.practice.models import EntryTemplate, PracticeEntry
from tests.factories import people
from tests.factories import practice as factory
from tests.factories.practice import address, typed

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
def pair(provider):
    return factory.coach_and_verifier(provider)


# --- one button -------------------------------------------------------------------------------------------------------


def test_one_button_saves_and_sends(as_user, pair, django_capture_on_commit_callbacks):
    coach, verifier = pair

    with django_capture_on_commit_callbacks(execute=True):
        answer = as_user(coach).post(address("new"), typed(verifier=verifier.pk, send="yes"))

    entry = PracticeEntry.objects.get()
    assert (entry.status, entry.verifier) == (EntryStatus.SUBMITTED, verifier)
    assert answer.headers["Location"] == address("done", entry)
    assert [letter.to for letter in mail.outbox] == [[verifier.email]]


def test_repeating_an_entry_takes_a_start_and_one_button(as_user, pair):
    coach, verifier = pair
    earlier = factory.submitted(coach, verifier, minutes=50, client=factory.client_key(coach))
    client = as_user(coach)

    form = client.get(address("new"), {"like": earlier.key}).context["form"]
    shown = {field.name: field.value() for field in form}
    sent = {name: getattr(value, "pk", value) for name, value in shown.items() if value is not None}
    client.post(address("new"), {**sent, "started_at": "2026-11-20T10:00", "send": "yes"})

    entry = PracticeEntry.objects.latest("id")
    said = [(row.minutes, row.client, row.verifier, row.status) for row in (earlier, entry)]
    assert said[0] == said[1]


def test_sending_needs_a_verifier_and_loses_nothing(as_user, pair):
    page = as_user(pair[0]).post(address("new"), typed(note="Kept words", send="yes"))

    assert (page.status_code, list(page.context["form"].errors)) == (422, ["verifier"])
    assert "Kept words" in page.content.decode()
    assert not PracticeEntry.objects.exists()


def test_nothing_is_kept_when_what_was_written_cannot_be_sent(pair):
    coach, _verifier = pair
    details = factory.details()

    with pytest.raises(actions.EntryNotValid):
        actions.log_and_submit(by=coach, at=NOW, organisation=coach.memberships.get().organisation, details=details)

    assert not PracticeEntry.objects.exists()


def test_an_entry_sent_at_once_has_its_whole_history(pair):
    coach, verifier = pair

    entry = actions.log_and_submit(
        by=coach,
        at=NOW,
        organisation=coach.memberships.get().organisation,
        details=factory.details(verifier=verifier),
    )

    kinds = AuditEvent.objects.filter(target_key=entry.key).order_by("id").values_list("kind", flat=True)
    assert [row.decision for row in entry.decisions.all()] == [Decision.SUBMITTED]
    assert list(kinds) == ["practice.entry_logged", "practice.entry_submitted"]


def test_without_a_verifier_the_page_offers_a_draft_only(as_user, pair):
    Responsibility.objects.all().delete()

    page = as_user(pair[0]).get(address("new")).content.decode()

    assert ("Save and send" in page, "Save and check" in page) == (False, True)


def test_every_entry_of_the_list_can_be_repeated(as_user, pair):
    entry = factory.draft(pair[0])

    page = as_user(pair[0]).get(address("entries")).content.decode()

    assert f"{address('new')}?like={entry.key}" in page


# --- templates --------------------------------------------------------------------------------------------------------


def test_save_template_keeps_an_entry_under_a_name(pair):
    coach, _verifier = pair
    entry = factory.draft(coach)

    template = actions.save_template(entry=entry, by=coach, at=NOW, name="Telephone follow-up")

    event = AuditEvent.objects.get(target_key=template.key)
    assert (template.coach, template.entry, template.name) == (coach, entry, "Telephone follow-up")
    assert event.kind == "practice.template_saved"
    assert json.loads(bytes(event.canonical))["facts"] == {"entry": str(entry.key)}


def test_save_template_refuses_somebody_elses_entry(pair):
    with pytest.raises(NotYours):
        actions.save_template(entry=factory.submitted(*pair), by=pair[1], at=NOW, name="Mine now")


def test_save_template_refuses_a_name_twice_in_any_case(pair):
    entry = factory.template(pair[0], name="Tuesday group").entry

    with pytest.raises(actions.TemplateNameTaken) as refusal:
        actions.save_template(entry=entry, by=pair[0], at=NOW, name="tuesday GROUP")

    assert refusal.value.field == "name"


def test_save_template_allows_two_coaches_one_name(pair, provider):
    names = [factory.template(person).name for person in (pair[0], factory.coach(provider))]

    assert names == ["Telephone follow-up"] * 2


def test_save_template_keeps_the_list_short(pair):
    coach, _verifier = pair
    entry = factory.draft(coach)
    for number in range(rules.MOST_TEMPLATES):
        actions.save_template(entry=entry, by=coach, at=NOW, name=f"Template {number}")

    with pytest.raises(actions.TooManyTemplates, match="10 templates"):
        actions.save_template(entry=entry, by=coach, at=NOW, name="One more")


def test_remove_template_leaves_the_entry(pair):
    template = factory.template(pair[0])

    actions.remove_template(template=template, by=pair[0], at=NOW)

    kinds = AuditEvent.objects.filter(target_key=template.key).order_by("id").values_list("kind", flat=True)
    assert (EntryTemplate.objects.count(), PracticeEntry.objects.count()) == (0, 1)
    assert list(kinds) == ["practice.template_saved", "practice.template_removed"]


def test_remove_template_refuses_somebody_elses(pair):
    with pytest.raises(NotYours):
        actions.remove_template(template=factory.template(pair[0]), by=pair[1], at=NOW)


def test_a_template_of_a_discarded_draft_goes_with_it(as_user, pair):
    template = factory.template(pair[0])
    client = as_user(pair[0])

    page = client.get(address("discard", template.entry)).content.decode()
    client.post(address("discard", template.entry))

    assert "Your template “Telephone follow-up” was made from it and goes too." in page
    assert not EntryTemplate.objects.exists()


def test_templates_of_shows_nobody_elses(pair, provider):
    factory.template(factory.coach(provider), name="Theirs")
    own = factory.template(pair[0])

    assert list(queries.templates_of(pair[0])) == [own]


def test_erasing_a_coach_takes_their_templates(pair):
    template = factory.template(pair[0])

    erase_person(person=pair[0], by=pair[1], at=NOW)

    assert not EntryTemplate.objects.filter(pk=template.pk).exists()


@pytest.mark.parametrize("name", ["", "TELEPHONE FOLLOW-UP"])
def test_a_template_without_a_name_of_its_own_is_refused_by_the_database(pair, name):
    template = factory.template(pair[0])

    with pytest.raises(IntegrityError), transaction.atomic():
        EntryTemplate.objects.create(coach=pair[0], entry=template.entry, name=name)


def test_a_session_is_saved_as_a_template_and_starts_the_next(as_user, pair):
    coach, verifier = pair
    entry = factory.submitted(coach, verifier, minutes=25, mode="video", note="Old words")
    factory.draft(coach, minutes=50)
    client = as_user(coach)

    client.post(address("template_save", entry), {"name": "Video, short"})
    template = EntryTemplate.objects.get()
    page = client.get(address("new"), {"template": template.key})

    form = page.context["form"]
    assert "Video, short" in page.content.decode()
    assert [form[name].initial for name in ("minutes", "mode", "verifier", "started_at", "note")] == [
        25,
        "video",
        verifier,
        None,
        None,
    ]


@pytest.mark.parametrize("name", ["", "Joan joan@example.org", "x" * 41])
def test_a_bad_name_is_refused_in_words(as_user, pair, name):
    page = as_user(pair[0]).post(address("template_save", factory.draft(pair[0])), {"name": name})

    assert (page.status_code, list(page.context["form"].errors)) == (422, ["name"])


def test_a_template_of_somebody_else_starts_nothing(as_user, pair, provider):
    theirs = factory.template(factory.coach(provider), minutes=77)

    form = as_user(pair[0]).get(address("new"), {"template": theirs.key}).context["form"]

    assert form["minutes"].initial == 30


def test_a_template_is_removed(as_user, pair):
    template = factory.template(pair[0])

    as_user(pair[0]).post(reverse("practice:template_remove", kwargs={"key": template.key}))

    assert not EntryTemplate.objects.exists()


def test_nobody_else_removes_or_sees_a_template(as_user, pair, provider):
    template = factory.template(pair[0])
    others = [people.manager(provider), factory.coach(provider)]
    page = reverse("practice:template_remove", kwargs={"key": template.key})

    assert [as_user(person).post(page).status_code for person in others] == [404, 404]
    assert template.name not in as_user(others[1]).get(address("templates")).content.decode()


def test_only_trainees_keep_templates(as_user, provider):
    assert as_user(people.manager(provider)).get(address("templates")).status_code == 403


def test_an_empty_list_says_how_to_make_one(as_user, pair):
    assert "choose “Save as a template”" in as_user(pair[0]).get(address("templates")).content.decode()


@pytest.mark.parametrize("count", [1, 3])
@pytest.mark.parametrize(("page", "queries"), [("templates", 4), ("new", 14)])
def test_templates_take_the_same_queries_however_many(as_user, pair, page, queries, count, django_assert_num_queries):
    for number in range(count):
        factory.template(pair[0], name=f"Template {number}", client=factory.client_key(pair[0]))
    client = as_user(pair[0])

    with django_assert_num_queries(queries):
        client.get(address(page))
