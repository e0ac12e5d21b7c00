"""Gathering what is on record about one person in one enrolment from the rooms that keep it: a query or so for each."""

import datetime
from collections.abc import Callable, Iterable
from functools import cache

from django.db.models import OuterRef, Subquery
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from assessments.quizzes import queries as quizzes
from assessments.roleplay import queries as roleplay
from assessments.signoff import queries as signoff
from assessments.signoff.enums import Status
from assessments.signoff.models import SignedCompetency, SignOff
from lms.accreditation.rules.kinds import looked_at
from lms.accreditation.rules.values import (
    Approval,
    Attester,
    Checked,
    Done,
    Fact,
    Facts,
    Feedback,
    Learnt,
    Milestone,
    Observed,
    Part,
    Practised,
    Signed,
    Supervised,
    Taught,
)
from lms.competencies.models import CompetencyVersion
from lms.enrolment import queries as enrolment_queries
from lms.enrolment.models import Enrolment, LessonCompletion, ProgrammeVersion
from lms.people.models import User
from lms.portfolio import queries as portfolio
from lms.practice import queries as practice
from lms.practice.enums import Basis, Decision
from lms.practice.models import EntryDecision
from lms.quality import queries as quality
from lms.supervision import queries as supervision
from lms.supervision.enums import SupervisionKind

MENTORING = (SupervisionKind.MENTORING, SupervisionKind.ICF_MENTOR_COACHING)
EVER = datetime.date(2000, 1, 1)  # before anything was recorded here: a clause says itself how far back it looks


def facts_about(
    person: User,
    enrolment: Enrolment,
    kinds: Iterable[str],
    *,
    on: datetime.date,
    known_at: datetime.datetime,
) -> Facts:
    """What the given kinds of requirement look at, by the end of a day; approvals as known at a time."""
    version = enrolment.cohort.version
    gather = {
        **_of_a_coach(person, on),
        "approvals": lambda: _approvals(version, known_at),
        "taught": lambda: _taught(person, version, on),
        "modules": lambda: _modules(enrolment),
        "modules_done": lambda: _modules_done(enrolment, on),
        "quizzes": lambda: _quizzes(enrolment),
        "quizzes_passed": lambda: _quizzes_passed(person, on),
    }
    return Facts(**{name: gather[name]() for name in looked_at(kinds)})


def facts_of_coach(person: User, kinds: Iterable[str], on: datetime.date) -> Facts:
    """The same without an enrolment: what bodies look at that are no part of a programme. Else nothing is on record."""
    gather = _of_a_coach(person, on)
    return Facts(**{name: gather[name]() for name in looked_at(kinds) & gather.keys()})


def _of_a_coach(person: User, on: datetime.date) -> dict[str, Callable[[], tuple]]:
    # What two kinds of fact are read from is read once, and only if it is asked for.
    signed = cache(lambda: list(signoff.competencies_with_status(person, on)))
    practised = cache(lambda: _practice(person, on))
    return {
        "observations": lambda: _observations(person, on),
        "signed": lambda: _signed(row for row in signed() if row.status == Status.EFFECTIVE),
        "signed_waiting": lambda: _signed(row for row in signed() if row.status != Status.EFFECTIVE),
        "practice": practised,
        "clients": practised,
        "reflections": lambda: _reflections(person, on),
        "follow_ups": lambda: _follow_ups(person, on),
        "supervision": lambda: supervision_of(person, on),
        "mentored": lambda: _mentored(person, on),
        "feedback": lambda: _feedback(person, on),
        "learnt": lambda: _learnt(person, on),
        "milestones": lambda: _milestones(person, on),
    }


def _attester(person: User | None) -> Attester | None:
    return Attester(str(person.key), person.name) if person else None


def _record(row) -> dict[str, str]:
    return {"label": row._meta.label_lower, "key": str(row.key)}


def _approvals(version: ProgrammeVersion, known_at: datetime.datetime) -> tuple[Approval, ...]:
    return tuple(
        Approval(
            words=_("%(kind)s by %(body)s, reference %(reference)s")
            % {"kind": row.get_kind_display(), "body": row.body.name, "reference": row.reference},
            on=row.from_date,
            to_date=row.to_date,
            kind=row.kind,
            **_record(row),
        )
        for row in quality.approvals_of(version, known_at=known_at)
    )


def _taught(person: User, version: ProgrammeVersion, on: datetime.date) -> tuple[Taught, ...]:
    """Sessions of the programme that somebody attended, with any cohort.

    A module counts up to the minutes that the programme teaches it (enrolment.rules.counted_minutes), so a half-day
    taken twice is evidence once.
    """
    rows = (
        enrolment_queries.current_attendance()
        .filter(trainee=person, session__cohort__version__programme_id=version.programme_id)
        .filter(session__starts_at__date__lte=on, minutes__gt=0)
        .select_related("session", "recorded_by")
        .order_by("session__starts_at", "pk")
    )
    left = enrolment_queries.manifest_of(version).taught_minutes()
    facts = []
    for row in rows:
        counted = min(row.minutes, left.get(row.session.module_code, 0))
        if counted:
            left[row.session.module_code] -= counted
            facts.append(
                Taught(
                    words=row.session.title,
                    on=localdate(row.session.starts_at),
                    minutes=counted,
                    attested_by=_attester(row.recorded_by),
                    **_record(row.session),
                )
            )
    return tuple(facts)


def _modules(enrolment: Enrolment) -> tuple[Part, ...]:
    required = enrolment_queries.required_modules(enrolment)
    modules = enrolment_queries.manifest_of(enrolment.cohort.version).modules
    return tuple(Part(module.code, module.title) for module in modules if module.code in required)


def _modules_done(enrolment: Enrolment, on: datetime.date) -> tuple[Done, ...]:
    """A module is done on the day its last required lesson was."""
    rows = LessonCompletion.objects.filter(enrolment=enrolment, happened_at__date__lte=on)
    done_on = {code: localdate(at) for code, at in rows.values_list("item__code", "happened_at")}
    titles = {part.code: part.title for part in _modules(enrolment)}
    return tuple(
        Done(words=titles[module], code=module, on=max(done_on[lesson] for lesson in lessons))
        for module, lessons in enrolment_queries.required_modules(enrolment).items()
        if all(lesson in done_on for lesson in lessons)
    )


def _quizzes(enrolment: Enrolment) -> tuple[Part, ...]:
    return tuple(Part(code, title) for code, title in enrolment_queries.required_quizzes(enrolment).items())


def _quizzes_passed(person: User, on: datetime.date) -> tuple[Checked, ...]:
    return tuple(
        Checked(
            words=_("%(title)s: %(percent)d %%")
            % {"title": result.sitting.quiz_version.title, "percent": result.percent},
            on=localdate(result.happened_at),
            code=code,
            percent=result.percent,
            **_record(result.sitting),
        )
        for code, result in quizzes.passed_quizzes(person, on).items()
    )


def _observations(person: User, on: datetime.date) -> tuple[Observed, ...]:
    return tuple(
        Observed(
            words=_("%(what)s, %(context)s: passed with %(percent)d %%")
            % {
                "what": row.scenario_version.title if row.scenario_version else row.get_setting_display(),
                "context": row.get_context_display(),
                "percent": row.percent,
            },
            on=localdate(row.observed_at),
            rubric=row.rubric_version.rubric.code,
            context=row.context,
            attested_by=_attester(row.observer),
            **_record(row),
        )
        for row in roleplay.passed_observations(person, on)
    )


def _signed(rows: Iterable[SignedCompetency]) -> tuple[Signed, ...]:
    return tuple(_signed_fact(row.sign_off, row.competency_version) for row in rows)


def _signed_fact(sign_off: SignOff, wording: CompetencyVersion) -> Signed:
    return Signed(
        words=_("%(code)s %(title)s, %(context)s")
        % {"code": wording.competency.code, "title": wording.title, "context": sign_off.get_context_display()},
        on=localdate(sign_off.happened_at),
        framework=wording.competency.framework.code,
        framework_version=wording.number,
        code=wording.competency.code,
        context=sign_off.context,
        attested_by=_attester(sign_off.assessor),
        **_record(sign_off),
    )


def _practice(person: User, on: datetime.date) -> tuple[Practised, ...]:
    confirmed = EntryDecision.objects.filter(entry=OuterRef("pk"), decision=Decision.CONFIRMED).order_by("-pk")
    rows = practice.confirmed_entries(person, on).annotate(basis=Subquery(confirmed.values("basis")[:1]))
    return tuple(
        Practised(
            words=_("%(role)s, %(setting)s. %(basis)s")
            % {
                "role": row.get_role_display(),
                "setting": row.get_setting_display(),
                "basis": Basis(row.basis).label,
            },
            on=localdate(row.started_at),
            minutes=row.minutes,
            role=row.role,
            payment=row.payment,
            relation=row.relation,
            setting=row.setting,
            group_size=row.group_size or 0,
            coaching_share=row.coaching_share,
            client=row.client.code if row.client else "",
            attested_by=_attester(row.verifier),
            **_record(row),
        )
        for row in rows.select_related("verifier", "client").order_by("started_at", "pk")
    )


def _reflections(person: User, on: datetime.date) -> tuple[Fact, ...]:
    """A reflection is named by its day alone: its words are the author's."""
    return tuple(
        Fact(words=_("Reflection submitted"), on=localdate(row.submitted_at), **_record(row))
        for row in portfolio.submitted_reflections(person, on)
    )


def _follow_ups(person: User, on: datetime.date) -> tuple[Fact, ...]:
    """A follow-up is named by its kind: its title and words are the learner's."""
    return tuple(
        Fact(words=row.get_kind_display(), on=row.done_date, **_record(row))
        for row in enrolment_queries.follow_ups(person, on)
    )


def supervision_of(person: User, on: datetime.date) -> tuple[Supervised, ...]:
    """Confirmed health-coaching supervision: line management, clinical supervision and mentoring are other things."""
    return _sessions_of(person, SupervisionKind.HEALTH_COACHING, on)


def _mentored(person: User, on: datetime.date) -> tuple[Supervised, ...]:
    """The two kinds of mentoring, each under its own code: neither stands in for the other, nor for supervision."""
    return tuple(session for kind in MENTORING for session in _sessions_of(person, kind, on))


def _sessions_of(person: User, kind: SupervisionKind, on: datetime.date) -> tuple[Supervised, ...]:
    return tuple(
        Supervised(
            words=row.get_format_display(),
            on=localdate(row.started_at),
            minutes=row.minutes,
            format=row.format,
            kind=row.kind,
            attested_by=_attester(row.supervisor),
            **_record(row),
        )
        for row in supervision.confirmed_sessions(person, kind, EVER, on).select_related("supervisor")
    )


def _feedback(person: User, on: datetime.date) -> tuple[Feedback, ...]:
    """A sheet is named by who gave it: its words are for the coach."""
    return tuple(
        Feedback(words=row.get_source_display(), on=row.on_date, source=row.source, **_record(row))
        for row in portfolio.feedback_of(person, on)
    )


def _learnt(person: User, on: datetime.date) -> tuple[Learnt, ...]:
    return tuple(
        Learnt(words=row.title, on=row.on_date, minutes=row.minutes, topic=row.topic, **_record(row))
        for row in portfolio.learning_of(person, on)
    )


def _milestones(person: User, on: datetime.date) -> tuple[Milestone, ...]:
    return tuple(
        Milestone(
            words=row.title or row.get_code_display(),
            on=row.on_date,
            code=row.code,
            minutes=row.minutes or 0,
            **_record(row),
        )
        for row in portfolio.milestones_of(person, on)
    )
