"""A part of the portfolio in the words that its page and the export show."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Model
from django.utils.translation import gettext as _

from lms.core.templatetags.words import day, duration
from lms.portfolio.models import FeedbackSheet, LearningRecord, Milestone

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


def in_words(record: Model) -> Written:
    """A milestone, learning record or feedback sheet in words."""
    title, facts, texts = _WORDS[type(record)](record)
    return Written(
        label=record._meta.label_lower,
        key=str(record.key),
        title=title,
        on=record.on_date,
        facts=filled((_("Day"), day(record.on_date)), *facts),
        texts=filled(*texts),
    )


def filled(*pairs: tuple[str, object]) -> Pairs:
    """Those that have a value."""
    return tuple((label, str(value)) for label, value in pairs if value not in (None, ""))


def _milestone(row: Milestone):
    facts = (
        (_("What"), row.get_code_display()),
        (_("Length"), duration(row.minutes) if row.minutes else ""),
        (_("Who gave the course"), row.provider),
    )
    return row.title or row.get_code_display(), facts, ((_("Note"), row.note),)


def _learning(row: LearningRecord):
    facts = ((_("Length"), duration(row.minutes)), (_("What it was about"), row.get_topic_display()))
    return row.title or _("Learning"), facts, ((_("What it changed in my practice"), row.changed),)


def _feedback(row: FeedbackSheet):
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
    is_clients = row.client is not None
    return _("Feedback from a client") if is_clients else _("Feedback from a peer"), facts, texts


_WORDS = {Milestone: _milestone, LearningRecord: _learning, FeedbackSheet: _feedback}
