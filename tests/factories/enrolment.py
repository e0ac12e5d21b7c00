"""Programmes, versions, cohorts and enrolments for tests."""

import datetime
import itertools

from wagtail.models import Page

from lms.competencies.enums import ServiceContext
from lms.enrolment import actions, queries
from lms.enrolment.enums import DeliveryMode
from tests.factories import courses, people

_numbers = itertools.count(1)
PUBLISHED_AT = datetime.datetime(2026, 1, 5, 12, 0, tzinfo=datetime.UTC)
JOINED_AT = datetime.datetime(2026, 2, 2, 9, 0, tzinfo=datetime.UTC)
TAUGHT_AT = datetime.datetime(2026, 3, 2, 9, 30, tzinfo=datetime.UTC)
AFTERWARDS = datetime.datetime(2026, 4, 1, 9, 0, tzinfo=datetime.UTC)


def reflection_block(key="my-fixing"):
    return ("reflection", {"key": key, "prompt": "When did you last fix something?", "hint": "No client details."})


def check_block(quiz_version):
    return ("knowledge_check", {"quiz": quiz_version.quiz.code, "introduction": "Three questions."})


def scenario_block(scenario_version):
    return ("scenario", {"scenario": scenario_version.scenario.code, "introduction": "In threes."})


def programme(**changes):
    """A live programme page."""
    if "code" in changes:
        changes["slug"] = changes["code"]
    return _live(courses.programme(**{"standard_code": "nhse-2020-skills", **changes}))


def module(programme, code="day-1-morning", **changes):
    """A live half-day of 180 taught minutes."""
    return _live(courses.module(programme, code=code, slug=code, **changes))


def lesson(module, code="ask-tell-ask", body=(), **changes):
    """A live lesson of 20 minutes."""
    return _live(courses.lesson(module, *body, **{"code": code, "slug": code, "title": f"Lesson {code}", **changes}))


def _live(page):
    """A page with a live revision, as publishing leaves it, without the work that publishing does beside."""
    page.live_revision = page.save_revision()
    Page.objects.filter(pk=page.pk).update(live_revision=page.live_revision)
    return page


def published(programme, at=PUBLISHED_AT):
    return actions.publish_version(programme=programme, by=None, at=at)


def version(lessons=None, body=(), **changes):
    """A published version of a new programme: one taught module of 180 minutes with two lessons, or those given."""
    page = programme(**changes)
    number = next(_numbers)
    morning = module(page, f"morning-{number}")
    for code in lessons or (f"fixer-{number}", f"ask-tell-ask-{number}"):
        lesson(morning, code, body=body)
    return published(page)


def first_module(version):
    return queries.manifest_of(version).modules[0]


def first_lesson(version):
    return queries.manifest_of(version).lessons()[0]


def cohort(provider=None, version_=None, **changes):
    return actions.open_cohort(
        **{
            "version": version_ or version(),
            "provider": provider or people.provider(),
            "name": f"Spring group {next(_numbers)}",
            "from_date": datetime.date(2026, 2, 1),
            "to_date": datetime.date(2026, 12, 31),
            "context": ServiceContext.SKILLS,
            "by": None,
            "at": PUBLISHED_AT,
            **changes,
        }
    )


def enrolment(cohort_=None, trainee=None, **changes):
    group = cohort_ or cohort()
    return actions.enrol(
        **{
            "cohort": group,
            "trainee": trainee or people.trainee(group.provider),
            "by": None,
            "at": JOINED_AT,
            **changes,
        }
    )


def on_route(route, trainee, provider):
    """A person's place with a provider on the skills or the service route."""
    context = ServiceContext.SKILLS if route == "skills" else ServiceContext.TARGETED
    group = cohort(provider, version(route=route, standard_code=f"nhse-2020-{route}"), context=context)
    return enrolment(group, trainee, context=context)


def session(cohort_, **changes):
    return actions.plan_session(
        **{
            "cohort": cohort_,
            "module_code": first_module(cohort_.version).code,
            "starts_at": TAUGHT_AT,
            "minutes": 180,
            "mode": DeliveryMode.IN_PERSON,
            "trainer": changes.pop("trainer", None) or people.member("trainer", cohort_.provider),
            "by": None,
            "at": JOINED_AT,
            **changes,
        }
    )
