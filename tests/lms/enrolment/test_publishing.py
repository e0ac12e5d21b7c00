"""Publishing programme versions: what they hold, and that it never changes."""

import datetime

import pytest
from django.core.management import call_command
from django.db.models import ProtectedError

from courses.models import LessonPage
from lms.audit.models import AuditEvent
from lms.enrolment import actions, queries
from lms.enrolment.models import ManifestAsset, ProgrammeVersion, RenderedLesson
from media.models import TeachbackDocument
from tests.factories import courses, people, quizzes, roleplay
from tests.factories import enrolment as build

pytestmark = pytest.mark.django_db
LATER = build.PUBLISHED_AT + datetime.timedelta(days=30)


@pytest.fixture
def programme():
    """A programme with a module before the days and a taught one."""
    page = build.programme(title="Health coaching skills", code="health-coaching-skills")
    before = build.module(page, "before", title="Before", kind="before", day=None, half="", taught_minutes=0)
    morning = build.module(page)
    build.lesson(before, "from-fixer-to-enabler", title="From fixer to enabler")
    build.lesson(morning, "ask-tell-ask", title="Ask-tell-ask", minutes=35)
    return page


def rewritten(code, words, **changes):
    """An editor changes a lesson and publishes it."""
    page = LessonPage.objects.get(code=code)
    page.body = [courses.text(words)]
    for name, value in changes.items():
        setattr(page, name, value)
    page.save_revision().publish()


def test_publish_version_numbers_the_programme_and_its_pages_in_order(programme):
    version = build.published(programme)

    assert (version.number, version.code, version.route, version.standard_code, version.lessons) == (
        1,
        "health-coaching-skills",
        "skills",
        "nhse-2020-skills",
        2,
    )
    assert version.taught_minutes == 180
    assert list(version.items.order_by("order").values_list("order", "kind", "code", "module_code", "minutes")) == [
        (1, "module", "before", "before", 0),
        (2, "lesson", "from-fixer-to-enabler", "before", 20),
        (3, "module", "day-1-morning", "day-1-morning", 0),
        (4, "lesson", "ask-tell-ask", "day-1-morning", 35),
    ]
    assert AuditEvent.objects.get(kind="enrolment.version_published").target_key == version.key


def test_publish_version_refuses_a_programme_without_lessons():
    with pytest.raises(actions.NothingToPublish, match="no published lessons"):
        build.published(build.programme())


def test_publish_version_refuses_when_nothing_changed(programme):
    build.published(programme)

    with pytest.raises(actions.NothingToPublish, match="Nothing has changed since version 1"):
        build.published(programme, at=LATER)

    assert ProgrammeVersion.objects.count() == 1


def test_publish_version_after_a_change_keeps_the_earlier_words(programme):
    first = build.published(programme)
    rewritten("ask-tell-ask", "Tell first, ask later.", title="Tell-ask-tell")

    second = build.published(programme, at=LATER)

    titles = [queries.manifest_of(version).lesson("ask-tell-ask").title for version in (first, second)]
    bodies = [queries.lesson_html(queries.manifest_of(version).lesson("ask-tell-ask")) for version in (first, second)]
    assert (second.number, titles) == (2, ["Ask-tell-ask", "Tell-ask-tell"])
    assert ["Ask before you tell." in bodies[0], "Tell first" in bodies[0]] == [True, False]
    assert ["Ask before you tell." in bodies[1], "Tell first" in bodies[1]] == [False, True]


def test_publish_version_leaves_out_what_is_not_published(programme):
    LessonPage.objects.get(code="ask-tell-ask").unpublish()

    version = build.published(programme)

    assert [lesson.code for lesson in queries.manifest_of(version).lessons()] == ["from-fixer-to-enabler"]


def test_publish_version_leaves_out_a_draft_that_is_not_live(programme):
    page = LessonPage.objects.get(code="ask-tell-ask")
    page.title = "Not ready"
    page.save_revision()

    version = build.published(programme)

    assert queries.manifest_of(version).lesson("ask-tell-ask").title == "Ask-tell-ask"


def test_publish_version_keeps_quizzes_scenarios_files_and_prompts(programme):
    quiz, scenario = quizzes.quiz_version(), roleplay.scenario()
    worksheet = TeachbackDocument.objects.create(title="Agenda map", file="documents/agenda.pdf")
    body = [
        courses.text(f'See <a linktype="document" id="{worksheet.pk}">the map</a>.'),
        build.check_block(quiz),
        build.scenario_block(scenario),
        build.reflection_block("my-fixing"),
    ]
    build.lesson(programme.get_children().last().specific, "closing-the-loop", body=body)

    version = build.published(programme)

    assets = ManifestAsset.objects.filter(item__version=version)
    assert {(asset.quiz_version, asset.scenario_version, asset.document) for asset in assets} == {
        (quiz, None, None),
        (None, scenario, None),
        (None, None, worksheet),
    }
    assert queries.manifest_of(version).lesson("closing-the-loop").quizzes == {quiz.quiz.code: quiz.title}
    assert list(version.items.get(code="closing-the-loop").prompts.values_list("code", flat=True)) == ["my-fixing"]
    with pytest.raises(ProtectedError):
        worksheet.delete()


def test_a_version_keeps_the_quiz_version_of_its_day(programme):
    data = quizzes.quiz_data()
    old = quizzes.actions.load_quiz(data, at=quizzes.LOADED_AT)
    build.lesson(programme.get_children().last().specific, "closing-the-loop", body=[build.check_block(old)])
    version = build.published(programme)

    quizzes.actions.load_quiz({**data, "pass_percent": 90}, at=LATER)

    assert ManifestAsset.objects.get(item__version=version).quiz_version == old


@pytest.mark.parametrize("block", ["knowledge_check", "scenario"])
def test_publish_version_refuses_a_lesson_that_names_what_is_not_there(programme, block):
    value = {"quiz": "nowhere"} if block == "knowledge_check" else {"scenario": "nowhere"}
    build.lesson(programme.get_children().last().specific, "odd", title="Odd one", body=[(block, value)])

    with pytest.raises(actions.ContentMissing, match=r"“Odd one” uses the (quiz|scenario) nowhere"):
        build.published(programme)


def test_kept_pages_cannot_be_deleted_below_the_editor_either(programme):
    build.published(programme)

    with pytest.raises(ProtectedError):
        LessonPage.objects.get(code="ask-tell-ask").delete()


def test_keep_rendering_makes_a_lost_one_again_from_the_revision(programme):
    version = build.published(programme)
    lesson = queries.manifest_of(version).lesson("ask-tell-ask")
    before = queries.lesson_html(lesson)
    rewritten("ask-tell-ask", "Something newer.")
    RenderedLesson.objects.all().delete()

    actions.keep_rendering(item=version.items.get(code="ask-tell-ask"))

    assert queries.lesson_html(lesson) == before


def test_render_lessons_renders_each_of_them_again(programme, capsys):
    version = build.published(programme)
    RenderedLesson.objects.update(html="an older look")

    call_command("render_lessons")

    assert capsys.readouterr().out == "2 lessons are rendered.\n"
    assert ["Ask before you tell." in queries.lesson_html(row) for row in queries.manifest_of(version).lessons()] == [
        True,
        True,
    ]


def test_the_kept_body_names_no_enrolment(programme):
    build.lesson(programme.get_children().last().specific, "reflecting", body=[build.reflection_block("my-fixing")])
    version = build.published(programme)

    html = queries.lesson_html(queries.manifest_of(version).lesson("reflecting"))

    assert 'href="/learn/reflect/my-fixing/"' in html


def test_latest_versions_are_one_a_programme_by_title(programme):
    build.published(programme)
    rewritten("ask-tell-ask", "Newer words.")
    newer = build.published(programme, at=LATER)
    other = build.version(title="A programme")

    assert list(queries.latest_versions()) == [other, newer]
    assert [version.number for version in queries.versions_of("health-coaching-skills")] == [2, 1]


def test_versions_keeping_pages_count_the_pages_below(programme):
    version = build.published(programme)
    apart = build.programme()

    assert list(queries.versions_keeping_pages(programme)) == [version]
    assert list(queries.versions_keeping_pages(apart)) == []


def test_versions_keeping_refuses_a_field_that_keeps_nothing():
    with pytest.raises(LookupError):
        queries.versions_keeping("title", [1])


def test_manifest_of_knows_the_neighbours_of_a_lesson():
    manifest = queries.manifest_of(build.version(lessons=("a", "b", "c")))

    around = [manifest.around(lesson) for lesson in manifest.lessons()]

    assert [(before and before.code, after and after.code) for before, after in around] == [
        (None, "b"),
        ("a", "c"),
        ("b", None),
    ]


def test_published_by_names_the_editor(programme):
    editor = people.user()

    version = actions.publish_version(programme=programme, by=editor, at=LATER)

    event = AuditEvent.objects.get(target_key=version.key)
    assert event.personal_values.get(name="actor").value == str(editor.key)
