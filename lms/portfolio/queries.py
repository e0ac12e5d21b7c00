"""Reading the portfolio: who reads which reflection, what was submitted as of a day."""

from datetime import date

from django.db.models import Q, QuerySet

from lms.core import clock
from lms.people.enums import Role
from lms.people.models import Organisation, User
from lms.people.queries import organisations_where
from lms.portfolio.enums import ReflectionStatus
from lms.portfolio.models import Reflection
from lms.portfolio.permissions import READERS


def reflections_visible_to(user: User) -> QuerySet[Reflection]:
    """One's own, and submitted ones of organisations where one teaches, assesses, samples or manages."""
    read = Q(status=ReflectionStatus.SUBMITTED, organisation_id__in=organisations_where(user, *READERS))
    return Reflection.objects.filter(Q(author=user) | read)


def reflections_in_full(user: User) -> QuerySet[Reflection]:
    """What a person may see, with everything that a reflection's page shows."""
    return reflections_visible_to(user).select_related("author", "organisation")


def reflections_of(author: User) -> QuerySet[Reflection]:
    """An author's own."""
    return reflections_visible_to(author).filter(author=author)


def reflections_to_read(user: User) -> QuerySet[Reflection]:
    """What others have submitted to the organisations where one reads."""
    return reflections_in_full(user).exclude(author=user)


def submitted_reflections(person: User, until: date) -> QuerySet[Reflection]:
    """A person's reflections submitted by the end of a day. Asked for the same day, the answer is the same for ever."""
    return Reflection.objects.filter(
        author=person, status=ReflectionStatus.SUBMITTED, submitted_at__lt=clock.end_of(until)
    )


def draft_on(author: User, prompt_key: str) -> Reflection | None:
    """The author's open draft on a lesson's question, to go on with instead of starting another."""
    drafts = reflections_of(author).filter(prompt_key=prompt_key, status=ReflectionStatus.DRAFT)
    return drafts.order_by("-updated_at", "-id").first()


def providers_of(author: User) -> QuerySet[Organisation]:
    """The organisations for which somebody writes reflections."""
    return Organisation.objects.filter(pk__in=organisations_where(author, Role.TRAINEE)).order_by("name")


def authors_read_by(user: User) -> QuerySet[User]:
    """The people whose submitted reflections one reads."""
    return User.objects.filter(pk__in=reflections_to_read(user).values("author")).order_by("name", "pk")
