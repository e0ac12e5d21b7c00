"""What a sign-off can rest on: observations, confirmed practice, submitted reflections."""

import datetime
import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Count, QuerySet, Sum
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from assessments.roleplay import queries as roleplay
from assessments.roleplay.models import Observation
from assessments.signoff.enums import EvidenceLabel
from assessments.signoff.models import SignOffDraft
from lms.core.templatetags.words import day, duration
from lms.formats.transparency_log import canonical_bytes
from lms.people.models import Organisation, User
from lms.portfolio import queries as portfolio
from lms.portfolio.models import Reflection
from lms.practice import queries as practice


@dataclass(frozen=True)
class Evidence:
    """One thing that a sign-off may cite, in words that name nobody, and a digest of what it said at the time.

    `target_key` is empty for practice, which is cited as a whole; `context` is that of an observation.
    """

    label: str
    target_key: UUID | None
    words: str
    digest: str
    has_disagreement: bool = False
    context: str = ""

    @property
    def code(self) -> str:
        """How a form and a draft name it."""
        return f"{self.label}:{self.target_key or 'all'}"


def evidence_for(trainee: User, organisation: Organisation, until: datetime.date) -> tuple[Evidence, ...]:
    """All that stands for a trainee with a provider at the end of a day.

    What was superseded by then is not there, nor is an observation that a critical criterion failed as a whole.
    """
    observations = roleplay.current_observations(trainee, until).filter(
        organisation=organisation, has_critical_failure=False
    )
    return (
        *(_observation(row) for row in observations),
        *_practice(trainee, organisation, until),
        *(
            _reflection(row)
            for row in portfolio.submitted_reflections(trainee, until).filter(organisation=organisation)
        ),
    )


def observations_to_read(draft: SignOffDraft, user: User) -> QuerySet[Observation]:
    """The observations that a draft could cite, for the assessor to open."""
    seen = roleplay.observations_visible_to(user).filter(organisation=draft.organisation, trainee=draft.trainee)
    return roleplay.current(seen).select_related("scenario_version").order_by("observed_at", "id")


def _digest(facts: dict) -> str:
    return hashlib.sha256(canonical_bytes(facts)).hexdigest()


def _observation(row: Observation) -> Evidence:
    what = row.scenario_version.title if row.scenario_version else row.get_setting_display()
    result = _("passed") if row.is_passed else _("not passed")
    facts = {
        "key": str(row.key),
        "global_judgement": row.global_judgement,
        "points": row.points,
        "points_possible": row.points_possible,
        "is_passed": row.is_passed,
    }
    return Evidence(
        label=EvidenceLabel.OBSERVATION,
        target_key=row.key,
        words=_("Observation of %(day)s: %(what)s, %(context)s, %(result)s with %(percent)d %%")
        % {
            "day": day(row.observed_at),
            "what": what,
            "context": row.get_context_display(),
            "result": result,
            "percent": row.percent,
        },
        digest=_digest(facts),
        has_disagreement=row.has_disagreement,
        context=row.context,
    )


def _practice(trainee: User, organisation: Organisation, until: datetime.date) -> Iterator[Evidence]:
    """One piece for the whole logbook; none while nothing is confirmed."""
    entries = practice.confirmed_entries(trainee, until).filter(organisation=organisation)
    total = entries.aggregate(number=Count("pk"), minutes=Sum("minutes"))
    if total["number"]:
        keys = entries.order_by("key").values_list("key", "minutes")
        words = ngettext(
            "%(number)d confirmed practice session, %(length)s, up to %(day)s",
            "%(number)d confirmed practice sessions, %(length)s, up to %(day)s",
            total["number"],
        )
        yield Evidence(
            label=EvidenceLabel.PRACTICE,
            target_key=None,
            words=words % {"number": total["number"], "length": duration(total["minutes"]), "day": day(until)},
            digest=_digest({"entries": [[str(key), minutes] for key, minutes in keys]}),
        )


def _reflection(row: Reflection) -> Evidence:
    """A reflection is cited by its day: its words are the author's."""
    return Evidence(
        label=EvidenceLabel.REFLECTION,
        target_key=row.key,
        words=_("Reflection submitted on %(day)s") % {"day": day(localdate(row.submitted_at))},
        digest=_digest({"key": str(row.key), "text": row.text}),
    )
