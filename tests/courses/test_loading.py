"""Loading a programme: what is written, what is left alone, what is refused."""

import copy

import pytest
import yaml

from courses.actions import FixtureUnsound, load_programme, load_sources
from courses.models import LessonPage, ModulePage, ProgrammePage, Source
from lms.competencies.models import Competency, Framework
from tests.factories import courses

pytestmark = pytest.mark.django_db

PROGRAMME = {
    "slug": "small-skills",
    "title": "Small skills",
    "route": "skills",
    "taught_days": 1,
    "summary": "One day.",
    "who_for": "Everybody.",
    "outcomes": ["Ask first."],
    "modules": [
        {
            "slug": "small-morning",
            "title": "Morning",
            "kind": "taught",
            "day": 1,
            "half": "am",
            "taught_minutes": 30,
            "intro": "<p>Ask.</p>",
            "lessons": ["asking", "telling"],
        },
        {
            "slug": "small-after",
            "title": "After",
            "kind": "after",
            "day": None,
            "half": None,
            "taught_minutes": 0,
            "intro": "<p>Meet again.</p>",
            "lessons": ["meeting"],
        },
    ],
}
PLAN = {
    "module": "small-morning",
    "title": "Morning",
    "minutes_total": 30,
    "group_size": "12",
    "materials": ["A clock"],
    "before_you_start": ["Chairs"],
    "rows": [
        {
            "at": 0,
            "minutes": 30,
            "title": "Ask",
            "what_learners_do": "Ask.",
            "facilitator_notes": "Wait.",
            "kind": "pairs",
            "lesson": None,
        }
    ],
}


def lesson(slug, *blocks, **changes):
    return {
        "slug": slug,
        "title": slug.title(),
        "summary": "One sentence.",
        "minutes": 10,
        "contexts": [],
        "competencies": ["HC1"],
        "learning_outcomes": ["Ask."],
        "body": list(blocks) or [block("text", heading="Ask", body="<p>Ask first.</p>", citations=[])],
        **changes,
    }


def block(kind, **value):
    return {"type": kind, "value": value}


def cited(*citations, body="<p>A claim [1].</p>"):
    return block("text", heading="", body=body, citations=list(citations))


@pytest.fixture(autouse=True)
def competency():
    framework = Framework.objects.create(code="health-coaching", title="Competencies")
    return Competency.objects.create(framework=framework, code="HC1", order=1)


@pytest.fixture
def write(tmp_path):
    """Write a programme's folder and load it."""

    def written(*lessons, programme=PROGRAMME, plan=PLAN):
        (tmp_path / "lessons").mkdir(exist_ok=True)
        (tmp_path / "programme.yaml").write_text(yaml.safe_dump(programme))
        (tmp_path / "session-plans.yaml").write_text(yaml.safe_dump([plan]))
        given = {item["slug"]: item for item in lessons}
        for slug in ("asking", "telling", "meeting"):
            (tmp_path / "lessons" / f"{slug}.yaml").write_text(yaml.safe_dump(given.get(slug) or lesson(slug)))
        return load_programme(tmp_path, standard_code="nhse-2020-skills")

    return written


def titles(parent):
    return [page.title for page in parent.get_children()]


def test_programme_modules_and_lessons_are_published_in_order(write, competency):
    programme = write()

    morning, after = ModulePage.objects.child_of(programme).order_by("path")
    asking = LessonPage.objects.get(code="asking")
    assert titles(programme) == ["Morning", "After"]
    assert titles(morning) == ["Asking", "Telling"]
    assert titles(after) == ["Meeting"]
    assert morning.session_plan[0].value["rows"][0]["title"] == "Ask"
    assert (asking.live, list(asking.competencies.all()), asking.contexts()) == (True, [competency], [])


def test_loading_again_writes_no_revision(write):
    write()
    before = [page.revisions.count() for page in LessonPage.objects.all()]

    write()

    assert [page.revisions.count() for page in LessonPage.objects.all()] == before == [1, 1, 1]


def test_a_changed_lesson_gets_one_more_revision_and_the_others_none(write):
    write()

    write(lesson("asking", title="Asking first"))

    assert {page.code: page.revisions.count() for page in LessonPage.objects.all()} == {
        "asking": 2,
        "telling": 1,
        "meeting": 1,
    }
    assert LessonPage.objects.get(code="asking").title == "Asking first"


def test_an_editors_words_stay_while_the_fixture_is_as_it_was(write):
    write()
    page = LessonPage.objects.get(code="asking")
    page.title = "An editor's title"
    page.save_revision().publish()

    write()

    assert LessonPage.objects.get(code="asking").title == "An editor's title"


def test_lessons_move_as_the_fixture_says(write):
    write()
    moved = copy.deepcopy(PROGRAMME)
    moved["modules"][0]["lessons"], moved["modules"][1]["lessons"] = ["telling"], ["meeting", "asking"]

    programme = write(programme=moved)

    morning, after = ModulePage.objects.child_of(programme).order_by("path")
    assert (titles(morning), titles(after)) == (["Telling"], ["Meeting", "Asking"])


def test_modules_take_the_order_of_the_fixture(write):
    write()
    turned = {**PROGRAMME, "modules": PROGRAMME["modules"][::-1]}

    assert titles(write(programme=turned)) == ["After", "Morning"]


def test_lesson_for_one_context(write):
    write(lesson("asking", contexts=["clinical"]))

    assert LessonPage.objects.get(code="asking").contexts() == ["clinical"]


def test_citations_stand_in_the_order_of_their_numbers(write):
    first, second = courses.source(), courses.source()
    citations = [
        {"marker": 2, "source": second.code, "locator": "2"},
        {"marker": 1, "source": first.code, "locator": "1"},
    ]

    write(lesson("asking", cited(*citations, body="<p>One [1], two [2].</p>")))

    listed = LessonPage.objects.get(code="asking").body[0].value["citations"]
    assert [(item["source"], item["locator"]) for item in listed] == [(first, "1"), (second, "2")]


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        (cited({"marker": 1, "source": "nowhere", "locator": ""}), "there is no source nowhere"),
        (cited(), r"asking: Text \(1\): No source is listed for \[1\]."),
        (block("video", video="nowhere", introduction=""), "there is no video nowhere"),
        (block("worksheet", worksheet="nowhere", introduction=""), "there is no worksheet nowhere"),
        (block("knowledge_check", quiz="nowhere", introduction=""), "there is no quiz nowhere"),
        (block("scenario", scenario="nowhere", introduction=""), "there is no scenario nowhere"),
        (block("reflection", key="Not A Key", prompt="When?", hint=""), "Small letters, figures and hyphens only"),
    ],
)
def test_what_an_editor_could_not_publish_is_refused_and_nothing_is_left(write, wrong, words):
    with pytest.raises(FixtureUnsound, match=words):
        write(lesson("asking", wrong))

    assert not ProgrammePage.objects.exists()


def test_sources_numbered_with_a_gap_are_refused(write):
    source = courses.source()

    with pytest.raises(FixtureUnsound, match="not numbered 1, 2, 3"):
        write(lesson("asking", cited({"marker": 2, "source": source.code, "locator": ""}, body="<p>A claim [2].</p>")))


def test_unknown_competency_is_refused(write):
    with pytest.raises(FixtureUnsound, match="there is no competency HC99"):
        write(lesson("asking", competencies=["HC1", "HC99"]))


def test_session_plan_whose_times_do_not_add_up_is_refused(write):
    with pytest.raises(FixtureUnsound, match="the rows end at 30 min, the plan says 195"):
        write(plan={**PLAN, "minutes_total": 195})


def test_sources_are_made_and_corrected(tmp_path):
    source = {"title": "Guide", "publisher": "NHS England", "year": 2020, "url": "", "grade": "S", "country": "England"}
    (tmp_path / "core.yaml").write_text(yaml.safe_dump({"guide": source}))
    load_sources(tmp_path)
    (tmp_path / "core.yaml").write_text(yaml.safe_dump({"guide": {**source, "year": 2021}}))

    assert load_sources(tmp_path) == 1
    assert [(row.code, row.year) for row in Source.objects.all()] == [("guide", 2021)]
