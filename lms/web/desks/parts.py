"""What a desk is made of: one next thing, a task list, dates, the latest feedback. Nothing else."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from lms.people.models import User
from lms.people.queries import HeldRole


@dataclass(frozen=True)
class Next:
    """The one sentence at the top and its button."""

    words: str
    link: str = ""
    link_words: str = ""


@dataclass(frozen=True)
class Task:
    """A line of the task list: what, where, and how it stands (words and tone of a status tag, or no words)."""

    words: str
    link: str
    status: str
    tone: str
    detail: str = ""


@dataclass(frozen=True)
class Coming:
    """Something with a time."""

    words: str
    at: datetime
    link: str = ""


@dataclass(frozen=True)
class Feedback:
    """The latest words that somebody wrote to this person."""

    words: str
    who: str
    at: datetime
    link: str


@dataclass(frozen=True)
class Desk:
    """The home page of one role."""

    next: Next
    tasks: tuple[Task, ...] = ()
    dates: tuple[Coming, ...] = ()
    feedback: tuple[Feedback, ...] = field(default=())


DeskBuilder = Callable[[User, HeldRole | None], Desk]


def queue(words: str, page: str, count: int, narrowed: str = "") -> Task:
    """A queue that this person works through: how many wait, or that none does. narrowed: the list's filter, ?a=b."""
    link = reverse(page) + narrowed
    if count:
        return Task(words, link, ngettext("%d waiting", "%d waiting", count) % count, "due")
    return Task(words, link, _("Nothing waiting"), "plain")


def door(words: str, page: str, status: str = "") -> Task:
    """A page where nothing waits and which is good to have at hand."""
    return Task(words, reverse(page), status, "plain")


def first_waiting(*choices: tuple[int, Next], otherwise: Next) -> Next:
    """The first choice that something waits for."""
    return next((step for count, step in choices if count), otherwise)
