"""What coaches agreed to do, and what of it is open."""

from datetime import date

from django.db.models import Q, QuerySet

from lms.core import clock
from lms.people.models import User
from lms.supervision.models import AgreedAction


def actions_visible_to(user: User) -> QuerySet[AgreedAction]:
    """Those of sessions that one had or gave, with whether each is overdue; nobody else reads them."""
    return (
        AgreedAction.objects.filter(Q(session__coach=user) | Q(session__supervisor=user))
        .select_related("session__coach", "session__supervisor", "session__organisation")
        .annotate(is_overdue=overdue(clock.today()))
    )


def open_actions_of(coach: User) -> QuerySet[AgreedAction]:
    """What a coach still has to do, what is due first."""
    return actions_visible_to(coach).filter(session__coach=coach, done_date=None).order_by("due_date", "id")


def open_actions_between(coach: User, supervisor: User) -> QuerySet[AgreedAction]:
    """What a coach still has to do of what they agreed with one supervisor."""
    return open_actions_of(coach).filter(session__supervisor=supervisor)


def overdue(on: date) -> Q:
    """The condition that an action is not done and its day has passed."""
    return Q(done_date=None, due_date__lt=on)
