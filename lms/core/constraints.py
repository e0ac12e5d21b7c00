"""Constraints that many rooms need, named the same way everywhere."""

from django.db.models import CheckConstraint, F, Q


def in_order(start: str, end: str, *, name: str) -> CheckConstraint:
    """`end` is empty or not before `start`."""
    return CheckConstraint(condition=Q(**{f"{end}__isnull": True}) | Q(**{f"{end}__gte": F(start)}), name=name)


def together(first: str, second: str, *, name: str) -> CheckConstraint:
    """Two fields that say one thing (who and when) are both filled or both empty."""
    both = Q(**{f"{first}__isnull": False, f"{second}__isnull": False})
    neither = Q(**{f"{first}__isnull": True, f"{second}__isnull": True})
    return CheckConstraint(condition=both | neither, name=name)


def one_of(field: str, choices, *, name: str) -> CheckConstraint:
    """The stored code is one that the enum knows."""
    return CheckConstraint(condition=Q(**{f"{field}__in": [str(value) for value in choices.values]}), name=name)


def different(first: str, second: str, *, name: str) -> CheckConstraint:
    """Two links name two people: nobody acts on themselves."""
    return CheckConstraint(condition=~Q(**{first: F(second)}), name=name)
