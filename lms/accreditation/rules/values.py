"""What the rules take and give: facts about a person, the measured result of each clause, the standing as a whole."""

import datetime
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum


class Force(StrEnum):
    """How strongly a clause is meant."""

    MUST = "must"
    RECOMMENDED = "recommended"
    PROVIDER = "provider"


class Unit(StrEnum):
    """What `measured` and `required` count."""

    MINUTES = "minutes"
    DAYS = "days"
    MONTHS = "months"
    ITEMS = "items"


@dataclass(frozen=True)
class Sentence:
    """Words for the person: a text that can be translated, and the values to put into it."""

    text: str
    values: Mapping[str, object] = field(default_factory=dict)

    def __str__(self):
        """As it is frozen: days are written 2026-03-01, which is the same in every language."""
        return self.filled(self.text, datetime.date.isoformat)

    def filled(self, text: str, named: Callable[[datetime.date], str]) -> str:
        """`text`, the sentence in some language, with the values in it and each day as `named` writes it."""
        if not self.values:
            return text
        return text % {
            name: ", ".join(named(day) for day in value) if isinstance(value, tuple) else value
            for name, value in self.values.items()
        }


def gettext_noop(text: str) -> str:
    """Marks a text for translation by its name alone; the page translates (the rules know no Django)."""
    return text


def hours(minutes: int) -> str:
    """90 → "1 h 30 min"."""
    whole, rest = divmod(minutes, 60)
    return " ".join([f"{whole} h"] * bool(whole) + [f"{rest} min"] * bool(rest or not whole))


@dataclass(frozen=True)
class Attester:
    """Who stands behind a fact."""

    key: str
    name: str


@dataclass(frozen=True, kw_only=True)
class Fact:
    """Something on record: what and when, attested by whom, and where its page is (label and key of the record)."""

    words: str
    on: datetime.date
    label: str = ""
    key: str = ""
    attested_by: Attester | None = None


@dataclass(frozen=True, kw_only=True)
class Approval(Fact):
    """A body's approval of the programme version; `on` is its first day."""

    kind: str
    to_date: datetime.date | None = None

    def covers(self, day: datetime.date) -> bool:
        return self.on <= day and (self.to_date is None or day <= self.to_date)


@dataclass(frozen=True, kw_only=True)
class Taught(Fact):
    minutes: int


@dataclass(frozen=True, kw_only=True)
class Done(Fact):
    """A part of the programme that the person completed, by its code."""

    code: str


@dataclass(frozen=True, kw_only=True)
class Checked(Fact):
    """The best result in a quiz."""

    code: str
    percent: int


@dataclass(frozen=True, kw_only=True)
class Observed(Fact):
    """An observation that was passed."""

    rubric: str
    context: str = ""


@dataclass(frozen=True, kw_only=True)
class Signed(Fact):
    """One competency of a sign-off that is in effect or, among `signed_waiting`, that a colleague still checks."""

    framework: str
    framework_version: int
    code: str
    context: str = ""


@dataclass(frozen=True, kw_only=True)
class Practised(Fact):
    """A confirmed practice entry, or several of one kind that a bulk loader has summed.

    `role` is what the person was in it: coach, client or observer. `client` is the key of the client, "" where none is
    named. `group_size` is 0 for one person. `coaching_share` is the per cent of the time that was coaching.
    """

    minutes: int
    role: str
    payment: str = ""
    relation: str = ""
    setting: str = ""
    group_size: int = 0
    coaching_share: int = 100
    client: str = ""
    entries: int = 1
    shortest: int | None = None  # minutes of the shortest of several entries; of one it is `minutes`

    @property
    def length(self) -> int:
        return self.minutes if self.shortest is None else self.shortest


@dataclass(frozen=True, kw_only=True)
class Supervised(Fact):
    """A confirmed session of supervision, or of mentoring among `mentored`. `format`: individual, group or peer."""

    minutes: int
    format: str = ""
    kind: str = ""


@dataclass(frozen=True, kw_only=True)
class Feedback(Fact):
    """A feedback sheet about the person's coaching; `source` is who gave it: client or peer."""

    source: str


@dataclass(frozen=True, kw_only=True)
class Learnt(Fact):
    """Continuing professional development; `topic` is what it was about."""

    minutes: int
    topic: str = ""


@dataclass(frozen=True, kw_only=True)
class Milestone(Fact):
    """Something of a day that a body asks about: a course begun, an assessment passed, a workshop led.

    `minutes` is the length of a course, 0 where length means nothing.
    """

    code: str
    minutes: int = 0


@dataclass(frozen=True)
class Part:
    """A module or a quiz that the programme version holds."""

    code: str
    title: str


@dataclass(frozen=True, kw_only=True)
class Facts:
    """Everything on record about one person in one enrolment that a clause may look at.

    `clients` are the practice entries again, for telling clients apart: summed by client where `practice` is summed.
    """

    approvals: tuple[Approval, ...] = ()
    taught: tuple[Taught, ...] = ()
    modules: tuple[Part, ...] = ()
    modules_done: tuple[Done, ...] = ()
    quizzes: tuple[Part, ...] = ()
    quizzes_passed: tuple[Checked, ...] = ()
    observations: tuple[Observed, ...] = ()
    signed: tuple[Signed, ...] = ()
    signed_waiting: tuple[Signed, ...] = ()
    practice: tuple[Practised, ...] = ()
    clients: tuple[Practised, ...] = ()
    reflections: tuple[Fact, ...] = ()
    follow_ups: tuple[Fact, ...] = ()
    supervision: tuple[Supervised, ...] = ()
    mentored: tuple[Supervised, ...] = ()
    feedback: tuple[Feedback, ...] = ()
    learnt: tuple[Learnt, ...] = ()
    milestones: tuple[Milestone, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Clause:
    """One requirement of a standard version, read and checked. `parameters` is the dataclass of its kind."""

    code: str
    kind: str
    title: str
    force: Force
    is_gate: bool
    source: str
    locator: str
    grade: str
    parameters: object
    explanation: str
    how_to_meet: str


@dataclass(frozen=True, kw_only=True)
class StandardRules:
    """A standard version as the evaluator needs it."""

    code: str
    label: str
    title: str
    route: str
    clauses: tuple[Clause, ...]


@dataclass(frozen=True)
class LeftOut:
    """A fact that does not count towards a clause, and why."""

    fact: Fact
    why: Sentence


@dataclass(frozen=True)
class InPart:
    """A fact of which only some minutes count towards a clause, and why."""

    fact: Fact
    minutes: int
    why: Sentence


@dataclass(frozen=True, kw_only=True)
class Measure:
    """What a kind found. `required` is None where nobody has set the number: then nothing meets it.

    `in_part` names those of the evidence that count with fewer minutes than they lasted.
    """

    measured: int
    required: int | None
    unit: Unit
    evidence: tuple[Fact, ...]
    to_do: Sentence
    left_out: tuple[LeftOut, ...] = ()
    in_part: tuple[InPart, ...] = ()

    @property
    def is_met(self) -> bool:
        return self.required is not None and self.measured >= self.required


@dataclass(frozen=True, kw_only=True)
class RequirementResult:
    """One clause, measured for one person on one day. `next_step` is None once it is met."""

    clause: Clause
    is_met: bool
    measured: int
    required: int | None
    unit: Unit
    evidence: tuple[Fact, ...]
    left_out: tuple[LeftOut, ...]
    next_step: Sentence | None
    in_part: tuple[InPart, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Standing:
    """A person under one standard version on one day."""

    standard: StandardRules
    on: datetime.date
    results: tuple[RequirementResult, ...]

    @property
    def may_be_awarded(self) -> bool:
        """Every clause that the award waits for is met. Recommended clauses are shown, and never counted here."""
        return not self.unmet_gates

    @property
    def unmet_gates(self) -> tuple[RequirementResult, ...]:
        return tuple(result for result in self.results if result.clause.is_gate and not result.is_met)

    @property
    def unmet_recommended(self) -> tuple[RequirementResult, ...]:
        return tuple(
            result for result in self.results if result.clause.force == Force.RECOMMENDED and not result.is_met
        )

    @property
    def met(self) -> tuple[RequirementResult, ...]:
        return tuple(result for result in self.results if result.is_met)

    @property
    def next(self) -> RequirementResult | None:
        """What to do first: a clause that the award waits for, else any other that is not met."""
        waiting = self.unmet_gates or tuple(result for result in self.results if not result.is_met)
        return waiting[0] if waiting else None
