"""A part of the portfolio in the words that its page and the export show."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from django.db.models import Model
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from lms.core.templatetags.words import day, duration, moment
from lms.portfolio.models import (
    DevelopmentGoal,
    FeedbackSheet,
    LearningRecord,
    Milestone,
    Reflection,
    VolunteerCommitment,
)
from lms.practice.models import PracticeEntry
from lms.supervision.models import SupervisionSession

Pairs = tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Written:
    """A record in words: short facts, then texts of people."""

    label: str
    key: str
    title: str
    on: date
    facts: Pairs
    texts: Pairs


def in_words(record: Model, titles: Mapping[str, str] | None = None) -> Written:
    """A part of the portfolio or an entry of a logbook in words. `titles` are the abilities' names, by code."""
    title, on, facts, texts = _WORDS[type(record)](record, titles or {})
    return Written(
        label=record._meta.label_lower,
        key=str(record.key),
        title=str(title),
        on=on,
        facts=filled((_("Day"), day(on)), *facts),
        texts=filled(*texts),
    )


def filled(*pairs: tuple[str, object]) -> Pairs:
    """Those that have a value."""
    return tuple((label, str(value)) for label, value in pairs if value not in (None, ""))


def _milestone(row: Milestone, _titles):
    facts = (
        (_("What"), row.get_code_display()),
        (_("Length"), duration(row.minutes) if row.minutes else ""),
        (_("Who gave the course"), row.provider),
    )
    return row.title or row.get_code_display(), row.on_date, facts, ((_("Note"), row.note),)


def _learning(row: LearningRecord, _titles):
    facts = ((_("Length"), duration(row.minutes)), (_("What it was about"), row.get_topic_display()))
    return row.title or _("Learning"), row.on_date, facts, ((_("What it changed in my practice"), row.changed),)


def _feedback(row: FeedbackSheet, _titles):
    facts = (
        (_("From"), row.get_source_display()),
        (_("How it came here"), row.get_way_display()),
        (_("Client key"), row.client.code if row.client else ""),
        (_("Rating"), _("%(rating)d of 5") % {"rating": row.rating} if row.rating else ""),
    )
    texts = (
        (_("What the session was"), row.context),
        (_("What went well"), row.went_well),
        (_("What to do next time"), row.next_time),
    )
    title = _("Feedback from a client") if row.client else _("Feedback from a peer")
    return title, row.on_date, facts, texts


def _reflection(row: Reflection, titles):
    facts = (
        (_("Status"), row.get_status_display()),
        (_("Submitted"), moment(row.submitted_at) if row.submitted_at else ""),
        (_("Abilities"), _abilities(row, titles)),
    )
    texts = ((_("The question"), row.prompt), (_("The reflection"), row.text))
    return _("Reflection"), localdate(row.submitted_at or row.created_at), facts, texts


def _abilities(row: Reflection | DevelopmentGoal, titles) -> str:
    return "; ".join(titles.get(ability.code, ability.code) for ability in row.competencies.all())


def _goal(row: DevelopmentGoal, titles):
    facts = (
        (_("Status"), row.get_status_display()),
        (_("To look at again"), day(row.review_date)),
        (_("Abilities"), _abilities(row, titles)),
    )
    return row.goal or _("Goal"), localdate(row.created_at), facts, ((_("Steps"), row.steps),)


def _commitment(row: VolunteerCommitment, _titles):
    sessions = _("%(number)d of %(length)s") % {"number": row.sessions, "length": duration(row.session_minutes)}
    facts = (
        (_("To"), row.organisation.name),
        (_("Sessions a week"), sessions if row.sessions else ""),
        (_("On the telephone a week"), duration(row.telephone_minutes) if row.telephone_minutes else ""),
        (_("Until"), day(row.to_date) if row.to_date else _("Further notice")),
    )
    return _("Commitment as a volunteer"), row.from_date, facts, ()


def _entry(row: PracticeEntry, _titles):
    facts = (
        (_("Started"), moment(row.started_at)),
        (_("Length"), duration(row.minutes)),
        (_("My part"), row.get_role_display()),
        (_("How we met"), row.get_mode_display()),
        (_("Where"), row.get_setting_display()),
        (_("People in the group"), row.group_size),
        (_("The other person"), row.get_relation_display()),
        (_("Payment"), row.get_payment_display()),
        (_("Client key"), row.client.code if row.client else ""),
        (_("Status"), row.get_status_display()),
        (_("Confirmed"), moment(row.confirmed_at) if row.confirmed_at else ""),
        (_("Verifier"), row.verifier.name if row.verifier else ""),
    )
    return _("Practice session"), localdate(row.started_at), facts, ((_("Note"), row.note),)


def _session(row: SupervisionSession, _titles):
    facts = (
        (_("Kind"), row.get_kind_display()),
        (_("Started"), moment(row.started_at)),
        (_("Length"), duration(row.minutes)),
        (_("One to one or group"), row.get_format_display()),
        (_("Supervisor"), row.supervisor.name),
        (_("Status"), row.get_status_display()),
    )
    texts = ((_("Themes"), row.themes), (_("What I will do"), row.actions))
    return _("Supervision session"), localdate(row.started_at), facts, texts


_WORDS = {
    Milestone: _milestone,
    LearningRecord: _learning,
    FeedbackSheet: _feedback,
    Reflection: _reflection,
    DevelopmentGoal: _goal,
    VolunteerCommitment: _commitment,
    PracticeEntry: _entry,
    SupervisionSession: _session,
}
