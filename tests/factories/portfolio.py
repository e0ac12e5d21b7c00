"""Reflections for tests."""

import datetime

from lms.competencies.actions import load_framework
from lms.people.enums import Role
from lms.portfolio import actions
from tests.factories import people

NOW = datetime.datetime(2026, 11, 22, 12, 0, tzinfo=datetime.UTC)
WORDS = "I asked before I told, and she told me more than I knew."


def abilities():
    """Two abilities of the default framework, in force since long ago."""
    items = [
        {"code": code, "title": title, "description": title, "statements": [title]}
        for code, title in (("HC1", "Patient-centred"), ("HC2", "Goals and plans"))
    ]
    framework = {"key": "health-coaching", "version": 1, "title": "Abilities", "sources": [], "competencies": items}
    return load_framework(framework=framework, effective_from_date=people.LONG_AGO)


def draft(author, **changes):
    organisation = author.memberships.get(role=Role.TRAINEE).organisation
    return actions.save_reflection(**{"by": author, "at": NOW, "organisation": organisation, "text": WORDS, **changes})


def submitted(author, at=NOW, **changes):
    return actions.submit_reflection(reflection=draft(author, **changes), by=author, at=at)
