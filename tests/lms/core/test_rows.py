"""Rows by one field are what Django's own query would give."""

import datetime

import pytest
from django.contrib.sessions.models import Session
from django.db.models import CharField, F, Value
from django.db.models.functions import Coalesce, Concat

from lms.core.rows import RowsBy
from lms.people.enums import Role
from lms.people.models import Membership, User
from tests.factories import people

pytestmark = pytest.mark.django_db


def values_of(row):
    return {field.attname: getattr(row, field.attname) for field in row._meta.concrete_fields}


def test_a_row_has_the_same_values_as_through_a_queryset():
    person = people.user()

    (row,) = RowsBy(User, "id")(person.pk)

    assert values_of(row) == values_of(User.objects.get(pk=person.pk))
    assert row == person


def test_it_is_one_query_the_first_time_and_afterwards(django_assert_num_queries):
    persons, rows_by_key = [people.user(), people.user()], RowsBy(User, "key")

    for person in persons:
        with django_assert_num_queries(1):
            (row,) = rows_by_key(person.key)
        assert row == person


def test_a_row_may_be_found_by_text_and_changed():
    expires = datetime.datetime(2026, 11, 22, 12, tzinfo=datetime.UTC)
    Session.objects.create(session_key="abc", session_data="kept", expire_date=expires)

    (row,) = RowsBy(Session, "session_key")("abc")
    assert (row.session_data, row.expire_date) == ("kept", expires)

    row.session_data = "changed"
    row.save()
    assert Session.objects.get().session_data == "changed"


def test_rows_may_be_ordered_annotated_and_light(django_assert_num_queries):
    first, second = people.provider(name="Arden"), people.provider(name="Brook")
    person = people.member(Role.TRAINEE, second)
    Membership.objects.create(person=person, organisation=first, role=Role.TRAINER, from_date=people.LONG_AGO)
    named = RowsBy(
        Membership,
        "person",
        lambda rows: rows.only("role").annotate(where=F("organisation__name")).order_by("organisation__name"),
    )

    with django_assert_num_queries(1):
        found = [(row.where, row.role) for row in named(person.pk)]
    assert found == [("Arden", Role.TRAINER), ("Brook", Role.TRAINEE)]


def test_no_row_is_an_empty_list_and_nonsense_is_refused():
    assert RowsBy(User, "id")(0) == []
    with pytest.raises(ValueError, match="nonsense"):
        RowsBy(User, "id")("nonsense")


def test_constants_of_a_column_stand_before_the_value_that_is_asked_for():
    first, second = people.user(), people.user()
    rows_by_id = RowsBy(User, "id", lambda rows: rows.annotate(greeting=Concat(Value("Dear "), "name")))

    assert [rows_by_id(person.pk)[0].greeting for person in (first, second)] == [
        f"Dear {first.name}",
        f"Dear {second.name}",
    ]


def test_an_order_by_a_constant_is_refused():
    person = people.user()
    ordered = RowsBy(User, "id", lambda rows: rows.order_by(Coalesce("name", Value("-"), output_field=CharField())))

    with pytest.raises(TypeError, match="orders by columns only"):
        ordered(person.pk)
