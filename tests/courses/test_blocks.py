"""What editors are helped with, and what cannot be published."""

import pytest
from wagtail import blocks
from wagtail.blocks.stream_block import StreamBlockValidationError
from wagtail.images.blocks import ImageBlock

from courses.blocks import LessonBody, SessionPlanBlock, activities
from courses.models import LessonPage, ModulePage, ProgrammePage, Source
from courses.queries import problems_of
from tests.factories import courses, roleplay


def named_blocks(block, path=""):
    """Every block within a block with the path to it, those of lists included."""
    yield path, block
    if isinstance(block, ImageBlock):
        return  # Wagtail's own, with its own help
    if isinstance(block, blocks.ListBlock):
        yield from named_blocks(block.child_block, path)
    for name, child in getattr(block, "child_blocks", {}).items():
        yield from named_blocks(child, f"{path}.{name}")


@pytest.mark.parametrize("name", list(LessonBody().child_blocks))
def test_every_block_of_a_lesson_is_described(name):
    block = LessonBody().child_blocks[name]

    assert block.get_description()
    assert block.meta.icon != "placeholder"
    assert block.meta.group


def test_every_field_of_every_block_has_help():
    without = [
        path
        for top in (LessonBody(), SessionPlanBlock())
        for path, block in named_blocks(top)
        if "." in path and _asks(block) and not _help(block)
    ]

    assert without == []


def _asks(block) -> bool:
    """Whether an editor fills it in: fields and lists do, what is inside a list has the list's help."""
    return isinstance(block, blocks.ListBlock) or (isinstance(block, blocks.FieldBlock) and bool(block.name))


def _help(block) -> str:
    return block.field.help_text if isinstance(block, blocks.FieldBlock) else block.meta.help_text


@pytest.mark.parametrize("model", [ProgrammePage, ModulePage, LessonPage, Source])
def test_every_field_of_every_page_has_help(model):
    own = {"title", "code"} if model is not Source else set()
    named = own | set(model.privacy.impersonal.split())

    assert [name for name in sorted(named - {"title"}) if not model._meta.get_field(name).help_text] == []


def problems(*body) -> list[str]:
    return problems_of(LessonPage(body=list(body)))


@pytest.mark.django_db
def test_text_without_a_source_for_its_marker_is_refused():
    assert problems(courses.text("A claim [1]")) == ["Text (1): No source is listed for [1]."]


@pytest.mark.django_db
def test_text_that_never_mentions_a_source_is_refused():
    source = courses.source()

    assert problems(courses.text("A claim [1]", source, source)) == ["Text (1): The text never mentions [2]."]


@pytest.mark.django_db
def test_text_that_links_to_a_page_is_refused():
    words = '<a linktype="page" id="3">the next lesson</a>'

    assert problems(courses.text(words)) == [
        "Text (1): Lessons have no address of their own: name the other lesson instead of linking to its page."
    ]


@pytest.mark.django_db
def test_text_with_its_sources_is_sound():
    assert problems(courses.text("A claim [1], another [2]", courses.source(), courses.source())) == []


@pytest.mark.django_db
def test_half_done_text_can_be_kept_as_a_draft():
    body = LessonPage(body=[courses.text("A claim [1]")]).body

    with pytest.raises(StreamBlockValidationError):
        body.stream_block.clean(body)
    assert body.stream_block.clean_deferred(body) is not None


@pytest.mark.django_db
@pytest.mark.parametrize("changes", [{"captions": b""}, {"transcript": " "}])
def test_video_without_captions_or_transcript_is_refused(changes):
    video = courses.video(**changes)

    assert problems(("video", {"video": video, "introduction": ""})) == [
        "Video (1): Add captions and a transcript to this video first: some learners need them."
    ]


@pytest.mark.django_db
def test_video_with_captions_and_transcript_is_sound():
    assert problems(("video", {"video": courses.video(), "introduction": ""})) == []


@pytest.mark.django_db
def test_picture_without_alternative_text_is_refused():
    picture = courses.picture()
    picture.decorative, picture.contextual_alt_text = False, ""

    assert problems(("picture", {"image": picture, "caption": ""})) == [
        "Picture (1): Please add some alt text for your image or mark it as decorative"
    ]


@pytest.mark.django_db
@pytest.mark.parametrize("key", ["My fixing", "Größe", "", "a/b"])
def test_reflection_key_is_a_name_for_records(key):
    assert len(problems(("reflection", {"key": key, "prompt": "When?", "hint": ""}))) == 1


@pytest.mark.django_db
def test_two_reflections_of_one_name_are_refused():
    prompt = ("reflection", {"key": "my-fixing", "prompt": "When?", "hint": ""})

    assert problems(prompt, prompt) == [
        "Two reflections have the name my-fixing. Give each a name of its own, or their answers mix."
    ]


@pytest.mark.django_db
@pytest.mark.parametrize("scenarios", [1, 3])
def test_the_editors_list_of_scenarios_asks_once(scenarios, django_assert_num_queries):
    loaded = [roleplay.scenario() for _number in range(scenarios)]

    with django_assert_num_queries(1):
        choices = activities.scenario_choices()

    assert sorted(choices) == sorted((row.scenario.code, row.title) for row in loaded)


@pytest.mark.django_db
@pytest.mark.parametrize("kind", ["knowledge_check", "scenario"])
def test_quiz_or_scenario_that_is_not_there_is_refused(kind):
    name = "quiz" if kind == "knowledge_check" else kind

    assert "not one of the available choices" in problems((kind, {name: "gone", "introduction": ""}))[0]


@pytest.mark.django_db
def test_session_plan_whose_times_do_not_add_up_is_refused():
    plan = SessionPlanBlock().get_preview_value()
    plan["minutes_total"] = 195

    assert problems_of(ModulePage(session_plan=[("session_plan", plan)])) == [
        "Session plan (1): The times do not add up: the rows end at 30 min, the plan says 195."
    ]


def test_warnings_cannot_choose_a_heading_level():
    assert "heading_level" not in LessonBody().child_blocks["warning"].child_blocks
