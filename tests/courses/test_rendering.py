"""Each block as learners get it: sound markup, headings in order, nothing inline, nothing named twice."""

import pytest
from bs4 import BeautifulSoup
from django.template.loader import render_to_string
from django.utils import translation

from courses.blocks import SessionPlanBlock
from courses.models import LessonPage, ModulePage
from tests.factories import courses

pytestmark = [
    pytest.mark.django_db,
    # Wagtail leaves the temporary file of a new rendition to the garbage collector.
    pytest.mark.filterwarnings("ignore:.*SpooledTemporaryFile"),
]


def body_of(*blocks, **changes) -> BeautifulSoup:
    page = LessonPage.objects.get(pk=courses.lesson(None, *blocks, **changes).pk)
    return BeautifulSoup(render_to_string("courses/lesson_body.html", {"page": page}), "html.parser")


def example(kind):
    """The block as the editor's preview shows it, with files that are there."""
    block = LessonPage.body.field.stream_block.child_blocks[kind]
    value = block.get_preview_value()
    real = {"video": courses.video, "worksheet": courses.document, "picture": courses.picture}
    names = {"video": "video", "worksheet": "document", "picture": "image"}
    if kind in real:
        value[names[kind]] = real[kind]()
    if kind == "evidence":
        value["source"] = courses.source()
    return (kind, value)


def everything() -> BeautifulSoup:
    kinds = LessonPage.body.field.stream_block.child_blocks
    cited = courses.text("A claim [1], again [1], another [2].", courses.source(), courses.source())
    outcomes = [("outcome", "Say what coaching is.")]
    return body_of(cited, cited, *(example(kind) for kind in kinds), learning_outcomes=outcomes)


def text_of(element) -> str:
    return " ".join(element.get_text().split())


def test_headings_are_in_order():
    levels = [int(heading.name[1]) for heading in everything().find_all(["h1", "h2", "h3", "h4", "h5", "h6"])]

    assert levels[0] == 2
    assert all(after <= before + 1 for before, after in zip([1, *levels], levels, strict=False))


def test_no_name_is_given_twice_and_every_marker_leads_somewhere():
    html = everything()
    ids = [element["id"] for element in html.find_all(id=True)]

    assert len(ids) == len(set(ids))
    assert {link["href"] for link in html.select(".tb-marker a")} == {
        "#note-1-1", "#note-1-2", "#note-2-1", "#note-2-2"
    }  # fmt: skip
    assert {link["href"].removeprefix("#") for link in html.select(".tb-marker a")} <= set(ids)


def test_nothing_is_inline_that_the_content_security_policy_refuses():
    html = everything()

    assert html.find_all(style=True) + html.find_all(["script", "style"]) == []
    assert [name for element in html.find_all(True) for name in element.attrs if name.startswith("on")] == []


def test_every_link_and_file_has_an_address_of_ours():
    html = everything()
    addresses = [
        element.get("href") or element.get("src") for element in html.find_all(["a", "img", "source", "track"])
    ]

    assert [address for address in addresses if not address.startswith(("/", "#", "https://"))] == []


def test_text_shows_each_source_with_where_it_stands():
    html = body_of(courses.text("A claim [1].", courses.source(title="Summary guide", country="England")))

    assert text_of(html.select_one("#note-1-1")) == "Summary guide, NHS England, 2020: section 2."


def test_source_that_is_less_than_verified_is_shown_with_a_caveat_and_from_abroad_with_its_country():
    html = body_of(
        courses.text("A claim [1].", courses.source(title="Study", grade="BG", country="United States", year=None))
    )

    assert text_of(html.select_one("#note-1-1")) == (
        "Study, NHS England: section 2 (United States). Check with the body."
    )


def test_evidence_says_how_sure_one_can_be_of_this_very_fact():
    kind, value = example("evidence")
    value["grade"] = "2"

    assert (
        text_of(body_of((kind, value)).select_one(".tb-evidence__source strong")) == "Reported by a secondary source."
    )


def test_quotation_says_that_it_is_an_illustration():
    assert text_of(body_of(example("quotation")).figcaption) == "Joan, a client (an illustration)"


def test_video_comes_with_captions_and_transcript():
    html = body_of(("video", {"video": courses.video(), "introduction": "Notice who speaks first."}))

    assert html.video.find("track")["kind"] == "captions"
    assert html.video.find("source")["type"] == "video/mp4"
    assert "What is said." in text_of(html.details)


def test_picture_has_its_alternative_text():
    picture = courses.picture(title="An agenda map")
    picture.contextual_alt_text, picture.decorative = "Three circles, one says sleep", False

    html = body_of(("picture", {"image": picture, "caption": "Filled in during a session"}))

    assert html.img["alt"] == "Three circles, one says sleep"
    assert text_of(html.figcaption) == "Filled in during a session"


def test_worksheet_says_what_one_downloads():
    html = body_of(("worksheet", {"document": courses.document(file_size=34_000), "introduction": ""}))

    assert text_of(html.a) == "Download “Action plan” (PDF, 33.2 KB)"


@pytest.mark.parametrize(
    ("kind", "address"),
    [
        ("knowledge_check", "/learn/check/an-example/"),
        ("scenario", "/learn/scenario/an-example/"),
        ("reflection", "/learn/reflect/an-example/"),
    ],
)
def test_something_to_do_leads_to_its_page(kind, address):
    assert body_of(example(kind)).a["href"] == address


def test_editors_words_cannot_break_out_of_the_page():
    value = {"words": "<script>alert(1)</script>", "who": "<b>x</b>", "illustrative": True}

    html = body_of(("quotation", value))

    assert html.find_all(["script", "b"]) == []


def test_session_plan_shows_every_row_and_how_people_work():
    plan = SessionPlanBlock().get_preview_value()
    page = ModulePage(session_plan=[("session_plan", plan)])

    html = BeautifulSoup(page.session_plan[0].render(), "html.parser")

    cells = [text_of(cell) for cell in html.select("tbody td")]
    assert cells == [
        "From 0 min",
        "Time 30 min",
        "What Names and one hopeAll together",
        "Learners Say one conversation that you would like to go better.",
        "Facilitator's notes Go first, in 20 seconds.",
    ]


def test_session_plan_tells_taught_time_from_time_with_the_break():
    plan = SessionPlanBlock().get_preview_value()
    rest = {"at": 30, "minutes": 15, "title": "Break", "what_learners_do": "Rest.", "kind": "break"}
    rows = [*plan["rows"], rest | {"facilitator_notes": "Be findable.", "lesson": ""}]
    page = ModulePage(session_plan=[("session_plan", plan | {"minutes_total": 45, "rows": rows})])

    html = BeautifulSoup(page.session_plan[0].render(), "html.parser")

    assert text_of(html.dd) == "30 min taught, 45 min with the break"
    assert text_of(html.select("tbody tr")[1].select("td")[2]) == "What Break"


def test_lesson_without_a_translation_is_shown_in_english_and_says_so():
    page = LessonPage.objects.get(pk=courses.lesson().pk)

    with translation.override("cy"):
        body = render_to_string("courses/lesson_body.html", {"page": page})
        note = render_to_string("courses/language_note.html", {"language": page.locale.language_code})

    assert BeautifulSoup(body, "html.parser").div["lang"] == "en-gb"
    assert "Ask before you tell." in body
    assert "has not been translated yet" in note


def test_lesson_in_the_readers_language_says_nothing_about_it():
    note = render_to_string("courses/language_note.html", {"language": "en-gb"})

    assert note.strip() == ""
