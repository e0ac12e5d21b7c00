"""A fixture's blocks in the form in which Wagtail stores them: names of sources, videos … become row numbers."""

from django.db.models import QuerySet

from assessments.quizzes import queries as quizzes
from assessments.roleplay import queries as roleplay
from courses.models import Source
from lms.core.errors import Refused
from media.models import TeachbackDocument, Video


class FixtureUnsound(Refused):
    """A fixture names something that is not there, or holds what an editor could not publish."""


def outcomes(lines: list[str]) -> list[dict]:
    return [{"type": "outcome", "value": line} for line in lines]


def session_plan(plan: dict) -> dict:
    """One plan of session-plans.yaml."""
    lists = ("materials", "before_you_start", "if_short_of_time", "safety_notes")
    value = {name: plan.get(name) or [] for name in lists}
    value |= {name: plan[name] for name in ("title", "minutes_total", "group_size")}
    value["rows"] = [{**row, "lesson": row["lesson"] or ""} for row in plan["rows"]]
    return {"type": "session_plan", "value": value}


def block(fixture: dict) -> dict:
    """One block of a lesson. Raises FixtureUnsound for a name that nothing has."""
    kind, value = fixture["type"], dict(fixture["value"])
    return {"type": kind, "value": _FORMS[kind](value)}


def _found(rows: QuerySet, name: str) -> int:
    key = rows.values_list("pk", flat=True).first()
    if key is None:
        raise FixtureUnsound(f"there is no {name}")
    return key


def _source(code: str) -> int:
    return _found(Source.objects.filter(code=code), f"source {code}")


def _text(value: dict) -> dict:
    cited = sorted(value["citations"], key=lambda item: item["marker"])
    if [item["marker"] for item in cited] != list(range(1, len(cited) + 1)):
        raise FixtureUnsound(f"the sources under “{value['heading']}” are not numbered 1, 2, 3 …")
    citations = [
        {"source": _source(item["source"]), "locator": item["locator"], "note": item.get("note") or ""}
        for item in cited
    ]
    return {"heading": value["heading"], "body": value["body"], "citations": citations}


def _evidence(value: dict) -> dict:
    return {**value, "source": _source(value["source"])}


def _video(value: dict) -> dict:
    return {**value, "video": _found(Video.objects.filter(code=value["video"]), f"video {value['video']}")}


def _worksheet(value: dict) -> dict:
    rows = TeachbackDocument.objects.filter(code=value["worksheet"])
    return {"introduction": value["introduction"], "document": _found(rows, f"worksheet {value['worksheet']}")}


def _knowledge_check(value: dict) -> dict:
    _found(quizzes.latest_versions().filter(quiz__code=value["quiz"]), f"quiz {value['quiz']}")
    return value


def _scenario(value: dict) -> dict:
    rows = roleplay.latest_scenarios().filter(scenario__code=value["scenario"])
    _found(rows, f"scenario {value['scenario']}")
    return value


def _exercise(value: dict) -> dict:
    return {**value, "group_size": str(value["group_size"])}


_FORMS = {
    "text": _text,
    "evidence": _evidence,
    "do_dont": dict,
    "quotation": dict,
    "video": _video,
    "worksheet": _worksheet,
    "knowledge_check": _knowledge_check,
    "reflection": dict,
    "scenario": _scenario,
    "exercise": _exercise,
}
