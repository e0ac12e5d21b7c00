"""Who has to be observed, signed off and supervised.

The rooms that keep those lists stand below the one that keeps enrolments and may not ask it. That room therefore hands
its condition down, in `apps.ready()`, as each room hands down its eraser.
"""

from collections.abc import Callable

from django.db.models import Q, QuerySet

# The names of a tie's links to the person and to the organisation → the condition that nobody has to assess the person.
Exemption = Callable[[str, str], Q]
_exemptions: list[Exemption] = []


def register_exemption(exemption: Exemption) -> None:
    """A room names, in `apps.ready()`, how it tells the ties to people whom nobody has to assess."""
    if exemption not in _exemptions:
        _exemptions.append(exemption)


def to_be_assessed(ties: QuerySet, person: str) -> QuerySet:
    """Of ties between a person and an organisation, those in which the person is assessed. `person`: name of the link.

    For lists of what there is to do. It takes nobody's right away: whoever may be observed still may.
    """
    for exemption in _exemptions:
        ties = ties.filter(~exemption(person, "organisation"))
    return ties
