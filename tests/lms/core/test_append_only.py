"""A ledger's rows never change: not through the class, not through the queryset, not through the database."""

import copy
import datetime

import pytest
from django.apps import apps
from django.core.checks import run_checks
from django.db import IntegrityError, connection, models, transaction
from django.db.models.signals import pre_migrate

from lms.audit import actions as audit
from lms.audit.models import AuditEvent, ErasurePermit
from lms.core import append_only
from lms.core.models import LedgerChanged
from lms.people.enums import InterestKind
from lms.people.models import Interest
from lms.portfolio.models import Reflection
from lms.practice.models import PracticeEntry
from tests.factories import people, portfolio, practice

AT = datetime.datetime(2026, 11, 22, 10, tzinfo=datetime.UTC)

LINKS = Reflection.competencies.through.objects.all()

pytestmark = pytest.mark.django_db


def interest():
    return Interest.objects.create(
        person=people.user(), about=people.user(), kind=InterestKind.FRIEND, note="Before", happened_at=AT
    )


def in_sql(statement, *values):
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement, values)


def abilities():
    return list(portfolio.abilities().competencies.all())


def past_our_classes(model):
    """A queryset that knows nothing of ledgers, as raw code or an editor's tool would use."""
    return models.QuerySet(model)


def test_a_row_refuses_to_be_saved_again_or_deleted():
    row = interest()

    with pytest.raises(LedgerChanged):
        row.save()
    with pytest.raises(LedgerChanged):
        row.delete()


@pytest.mark.parametrize(
    "change",
    [
        lambda rows: rows.update(note="After"),
        lambda rows: rows.delete(),
        lambda rows: rows.bulk_update(list(rows), ["note"]),
        lambda rows: rows.update_or_create(pk=1, defaults={"note": "After"}),
    ],
)
def test_a_queryset_refuses_to_change_rows(change):
    interest()

    with pytest.raises(LedgerChanged):
        change(Interest.objects.all())


@pytest.mark.parametrize(
    "statement",
    ["UPDATE people_interest SET note = 'After' WHERE id = %s", "DELETE FROM people_interest WHERE id = %s"],
)
def test_the_database_refuses_to_change_a_row(statement):
    row = interest()

    with pytest.raises(IntegrityError, match="people_interest is append-only: correct it by a new row"):
        in_sql(statement, row.pk)

    assert Interest.objects.get(pk=row.pk).note == "Before"


@pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite has no TRUNCATE")
@pytest.mark.parametrize("table", ["people_interest", "portfolio_reflection_competencies"])
def test_the_database_refuses_to_empty_a_ledger(table):
    interest()
    in_sql("SET CONSTRAINTS ALL IMMEDIATE")  # PostgreSQL truncates nothing while checks of the same rows wait

    with pytest.raises(IntegrityError, match=f"{table} is append-only"):
        in_sql(f"TRUNCATE {table} CASCADE")


def test_a_mutable_row_can_change_until_it_is_frozen():
    coach, verifier = practice.coach_and_verifier()
    entry = practice.submitted(coach, verifier)

    in_sql("UPDATE practice_practiceentry SET note = 'changed' WHERE id = %s", entry.pk)

    assert PracticeEntry.objects.get(pk=entry.pk).note == "changed"


@pytest.mark.parametrize(
    "change",
    [
        lambda rows: rows.update(note="changed"),
        lambda rows: rows.update(status="draft"),
        lambda rows: rows._raw_delete(rows.db),
    ],
)
def test_a_frozen_row_changes_no_more_nor_thaws(change):
    entry = practice.confirmed(*practice.coach_and_verifier())

    with pytest.raises(IntegrityError, match="append-only"), transaction.atomic():
        change(past_our_classes(PracticeEntry).filter(pk=entry.pk))

    assert PracticeEntry.objects.get(pk=entry.pk).status == "confirmed"


@pytest.mark.parametrize(
    "change",
    [
        lambda row, other: row.competencies.add(other),
        lambda row, other: LINKS.filter(reflection=row).update(competency=other),
        lambda row, _other: row.competencies.clear(),
    ],
    ids=["added", "changed", "taken away"],
)
def test_the_links_of_a_frozen_row_are_frozen_with_it(change):
    named, other = abilities()
    row = portfolio.submitted(people.trainee(people.provider()), competencies=[named])

    with pytest.raises(IntegrityError, match="append-only"), transaction.atomic():
        change(row, other)

    assert list(row.competencies.all()) == [named]


def test_no_link_is_moved_to_a_frozen_row():
    author = people.trainee(people.provider())
    frozen, draft = portfolio.submitted(author), portfolio.draft(author, competencies=abilities())

    with pytest.raises(IntegrityError, match="append-only"), transaction.atomic():
        LINKS.filter(reflection=draft).update(reflection=frozen)


def test_a_draft_is_deleted_with_its_links():
    draft = portfolio.draft(people.trainee(people.provider()), competencies=abilities())

    draft.delete()

    assert not LINKS.exists()


def test_an_erasure_permit_lets_rows_be_emptied_and_never_deleted():
    row = interest()
    permit = ErasurePermit.objects.create()

    past_our_classes(Interest).filter(pk=row.pk).update(note="")
    with pytest.raises(IntegrityError), transaction.atomic():
        past_our_classes(Interest).filter(pk=row.pk).delete()
    permit.delete()

    assert Interest.objects.get(pk=row.pk).note == ""
    with pytest.raises(IntegrityError), transaction.atomic():
        past_our_classes(Interest).filter(pk=row.pk).update(note="After")


@pytest.mark.parametrize(
    "change",
    [
        {"kind": InterestKind.FAMILY},  # impersonal
        {"happened_at": AT + datetime.timedelta(days=1)},  # impersonal in every model, so declared nowhere
        {"about_id": 0},  # a link follows the person, and so never changes
        {"note": "", "is_over": True},
    ],
)
def test_an_erasure_permit_lets_only_erasable_fields_change(change):
    row = interest()
    ErasurePermit.objects.create()

    with pytest.raises(IntegrityError, match="people_interest is append-only"), transaction.atomic():
        past_our_classes(Interest).filter(pk=row.pk).update(**change)

    assert Interest.objects.filter(pk=row.pk, kind=row.kind, about=row.about, happened_at=AT, note="Before").exists()


def test_an_erasure_permit_lets_nothing_change_where_nothing_is_erasable():
    event = audit.record("test.done", by=None, at=AT, target=people.provider())
    ErasurePermit.objects.create()

    with pytest.raises(IntegrityError, match="append-only"), transaction.atomic():
        past_our_classes(AuditEvent).filter(pk=event.pk).update(kind="test.undone")


def test_an_erasure_permit_empties_a_frozen_row_and_does_not_thaw_it():
    entry = practice.confirmed(*practice.coach_and_verifier())
    rows = past_our_classes(PracticeEntry).filter(pk=entry.pk)
    ErasurePermit.objects.create()

    rows.update(note="")
    with pytest.raises(IntegrityError, match="append-only"), transaction.atomic():
        rows.update(status="draft", confirmed_at=None)

    assert (rows.get().note, rows.get().status) == ("", "confirmed")


def test_an_erasure_permit_leaves_a_mutable_row_free_until_it_is_frozen():
    entry = practice.submitted(*practice.coach_and_verifier())
    ErasurePermit.objects.create()

    past_our_classes(PracticeEntry).filter(pk=entry.pk).update(minutes=30)

    assert PracticeEntry.objects.get(pk=entry.pk).minutes == 30


def test_every_ledger_of_every_room_is_guarded():
    assert append_only.missing() == []
    assert {Interest, PracticeEntry} <= set(append_only.guarded_models())


def test_a_missing_trigger_is_noticed_and_put_back_by_the_next_migrate():
    table, name = Interest._meta.db_table, append_only.trigger_names("people_interest")[0]
    in_sql(f'DROP TRIGGER "{name}"' + (f" ON {table}" if connection.vendor == "postgresql" else ""))

    noticed = [(error.id, error.msg) for error in run_checks(tags=["database"], databases=["default"])]
    append_only.install()

    assert noticed == [("teachback.E003", f"append-only trigger {name} is missing: run migrate")]
    assert append_only.missing() == []


def test_triggers_can_be_taken_off_to_empty_the_test_database():
    row = interest()

    append_only.remove()
    in_sql("DELETE FROM people_interest WHERE id = %s", row.pk)
    append_only.install()

    assert Interest.objects.count() == 0


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
@pytest.mark.parametrize(
    ("model", "name"), [(PracticeEntry, "note"), (Reflection, "prompt"), (ErasurePermit, "created_at")]
)
def test_a_migration_can_alter_a_guarded_table(model, name):
    """SQLite builds a table anew to change it. What `migrate` does before and after lets it."""
    field = model._meta.get_field(name)
    optional = copy.copy(field)
    optional.null = True
    pre_migrate.send(sender=apps.get_app_config("core"), using="default")

    with connection.schema_editor() as editor:
        editor.alter_field(model, field, optional)
        editor.alter_field(model, optional, field)
    append_only.install()

    assert append_only.missing() == []
