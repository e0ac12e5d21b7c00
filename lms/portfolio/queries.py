"""Reading the portfolio: who reads which reflection, what was submitted as of a day."""

from datetime import date
from uuid import UUID

from django.db.models import Model, Q, QuerySet
from django.utils.translation import gettext as _

from assessments.roleplay.queries import observations_visible_to
from lms.competencies.models import CompetencyVersion
from lms.competencies.queries import wording_on
from lms.core import clock
from lms.core.templatetags.words import moment
from lms.people.enums import Role
from lms.people.models import Organisation, User
from lms.people.queries import organisations_where
from lms.portfolio.enums import ReflectionStatus
from lms.portfolio.models import Reflection
from lms.portfolio.permissions import READERS
from lms.practice.queries import entries_visible_to
from lms.supervision.queries import sessions_visible_to

FRAMEWORK = "health-coaching"
OFFERED = 5  # of each kind of record, the latest
# What a reflection may be about, and who may see it.
_ABOUT = {
    "practice.practiceentry": entries_visible_to,
    "roleplay.observation": observations_visible_to,
    "supervision.supervisionsession": sessions_visible_to,
}


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


def record_about(user: User, label: str, key: str | UUID | None) -> Model | None:
    """The entry, observation or supervision session that a label and key name, if the person may see it."""
    try:
        return _ABOUT[label](user).filter(key=UUID(str(key))).first()
    except (KeyError, ValueError):  # an address that somebody typed
        return None


def records_to_reflect_on(author: User) -> dict[str, tuple[str, Model]]:
    """The author's latest sessions, observations and supervision, as code → (words, record)."""
    latest = [
        *_named(_("Practice session of %s"), "started_at", entries_visible_to(author).filter(coach=author)),
        *_named(_("Observation of %s"), "happened_at", observations_visible_to(author).filter(trainee=author)),
        *_named(_("Supervision session of %s"), "started_at", sessions_visible_to(author).filter(coach=author)),
    ]
    return {f"{record._meta.label_lower}:{record.key}": (words, record) for words, record in latest}


def _named(words: str, field: str, rows: QuerySet) -> list[tuple[str, Model]]:
    latest = rows.order_by(f"-{field}", "-id")[:OFFERED]
    return [(words % moment(getattr(row, field)), row) for row in latest]


def abilities_on(on: date) -> QuerySet[CompetencyVersion]:
    """The abilities that a reflection can show, as they are worded on a day."""
    return wording_on(FRAMEWORK, on)


def abilities_shown_in(reflection: Reflection, *, on: date) -> QuerySet[CompetencyVersion]:
    """The abilities that a reflection says it shows, as they are worded on a day."""
    return abilities_on(on).filter(competency__reflections=reflection)
