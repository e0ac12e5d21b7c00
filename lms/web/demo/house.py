"""The rest of a working institution: quality answers, invitations, a concern, an import and a sign-off begun."""

import uuid

from assessments.signoff import actions as signoff
from assessments.signoff import queries as signoff_queries
from lms.concerns import actions as concerns
from lms.concerns.enums import ConcernKind, SourceChoice
from lms.enrolment import actions as enrolment
from lms.enrolment.models import Cohort, Enrolment
from lms.people import actions as people
from lms.people.enums import Role
from lms.quality import actions as quality
from lms.quality import queries as quality_queries
from lms.quality.models import ChecklistItem
from lms.web.demo import awards, calendar, cast, words
from lms.web.demo.world import World

MANAGERS = {cast.ACADEMY: "manager", cast.NORTHGATE: "northgate-manager"}


def answer_checklists(world: World) -> None:
    """One provider has answered nearly everything, another has gaps; a few answers are due for review."""
    for provider, checklists in words.read("checklists").items():
        items = ChecklistItem.objects.filter(
            checklist__in=quality_queries.latest_checklists().filter(code__in=checklists)
        )
        for number, item in enumerate(items.select_related("checklist").order_by("checklist", "order")):
            if answer := checklists[item.checklist.code].get(item.code):
                _answer(world, provider, item, answer, days_ago=200 - number)


def _answer(world: World, provider: str, item: ChecklistItem, answer: dict, *, days_ago: int) -> None:
    with calendar.on(days_ago, 14) as at:
        quality.answer_item(
            provider=world.place(provider),
            item=item,
            state=answer["state"],
            evidence=answer["evidence"],
            owner=world.person(answer["owner"]),
            review_date=calendar.date(-answer["review"]),
            by=world.person(MANAGERS[provider]),
            at=at,
        )


def invite(world: World) -> None:
    """Two open invitations."""
    for number, (login, name, role) in enumerate(
        (("new-trainer", "Eilidh Grant", Role.TRAINER), ("new-player", "Hugo Lindqvist", Role.ROLE_PLAYER))
    ):
        with calendar.on(3 - number) as at:
            people.invite(
                email=cast.email(login),
                name=name,
                organisation=world.place(cast.ACADEMY),
                role=role,
                by=world.person("manager"),
                at=at,
            )


def raise_concerns(world: World) -> None:
    """One with a name, one without. Only the safeguarding lead and the case handler know that they exist."""
    reports = (
        (9, "employer", ConcernKind.UNSAFE_PRACTICE, SourceChoice.CONFIDENTIAL,
         "A coach on placement told a client to stop a tablet. I stepped in at once; the client is safe."),
        (2, None, ConcernKind.SPEAKING_UP, SourceChoice.ANONYMOUS,
         "On the second day one group practised without a trainer for most of the afternoon."),
    )  # fmt: skip
    for days_ago, login, kind, choice, said in reports:
        with calendar.on(days_ago, 13) as at:
            concerns.raise_concern(
                report=concerns.Report(kind=kind, words=said, choice=choice, organisation=world.place(cast.ACADEMY)),
                by=world.person(login) if login else None,
                at=at,
                form_key=uuid.uuid4(),
            )


def upload_names(world: World, cohort: Cohort) -> None:
    """A file of trainees that waits for its preview to be confirmed: one good row, one bad."""
    rows = f"name,email\nPoppy Lawson,{cast.email('poppy.lawson')}\nNo Address,\n"
    with calendar.on(0, 8) as at:
        enrolment.upload_trainees(
            cohort=cohort, file_name="next-season.csv", content=rows.encode(), by=world.person("manager"), at=at
        )


def begin_sign_off(world: World, place: Enrolment) -> None:
    """An assessor has begun a sign-off and chosen its evidence."""
    assessor, provider = world.person("assessor"), place.cohort.provider
    with calendar.on(1, 17) as at:
        draft = signoff.start_sign_off(
            trainee=place.trainee, organisation=provider, context=place.context, by=assessor, at=at
        )
        evidence = signoff_queries.evidence_for(place.trainee, provider, calendar.date(1))
        signoff.choose_evidence(
            draft=draft,
            evidence=[item.code for item in evidence],
            competency_codes=awards.COMPETENCIES[:4],
            by=assessor,
        )
