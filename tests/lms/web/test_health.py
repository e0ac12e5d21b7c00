from django.db import connection
from django_tasks_db.models import DBTaskResult

from lms.core import append_only
from lms.people.models import Interest


def test_healthz_says_that_the_process_is_up_without_asking_the_database(client, django_assert_num_queries, db):
    with django_assert_num_queries(0):
        answer = client.get("/healthz")

    assert answer.json() == {"status": "up"}


def test_readyz_says_that_every_part_is_ready(client, db):
    answer = client.get("/readyz")

    assert (answer.status_code, answer.json()) == (
        200,
        {
            "status": "ready",
            "parts": {"database": "ready", "migrations": "ready", "ledgers": "ready", "queue": "ready"},
        },
    )


def test_readyz_names_the_part_that_is_not_ready(client, db):
    table = Interest._meta.db_table
    trigger = append_only.trigger_names(table)[0]
    on_table = f' ON "{table}"' if connection.vendor == "postgresql" else ""
    with connection.cursor() as cursor:
        cursor.execute(f'DROP TRIGGER "{trigger}"{on_table}')

    answer = client.get("/readyz")

    assert answer.status_code == 503
    assert answer.json()["parts"]["ledgers"] == "not ready"


def test_readyz_is_not_ready_with_a_migration_to_apply(client, db):
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM django_migrations WHERE app = 'people'")

    answer = client.get("/readyz")

    assert answer.json()["parts"]["migrations"] == "not ready"


def test_readyz_survives_a_table_that_is_gone(client, db):
    with connection.cursor() as cursor:
        cursor.execute(f'ALTER TABLE "{DBTaskResult._meta.db_table}" RENAME TO gone')

    answer = client.get("/readyz")

    assert answer.status_code == 503
    assert answer.json()["parts"]["queue"] == "not ready"
