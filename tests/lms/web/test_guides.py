"""The guides in the application and the files under docs/: what they name is there."""

import re
from pathlib import Path

import pytest
from django.conf import settings
from django.contrib.staticfiles import finders
from django.urls import reverse
from markdown_it import MarkdownIt

from lms.web import guides
from tests.journeys.every_page import links_in

ROOT = settings.BASE_DIR
DOCUMENTS = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")])
FOR_FILES = "add-a-rule-pack"  # for whoever writes files, so not under Help
PICTURE = re.compile(r'<img src="/static/([^"]+)" alt="([^"]*)"')


def addresses_in(document: Path) -> list[str]:
    """Every link and picture of a document that stands in this project."""
    html = MarkdownIt("commonmark").render(document.read_text())
    named = links_in(html) + re.findall(r'<img src="([^"]+)"', html)
    return [address for address in named if not re.match(r"[a-z]+:|#", address)]


@pytest.mark.parametrize("role", guides.GUIDES)
def test_a_guide_is_one_page_with_its_title_and_its_pictures(client, db, role):
    page = client.get(reverse("web:guide", args=[role])).content.decode()

    pictures = PICTURE.findall(page)
    assert page.count("<h1>") == 1
    assert f"<title>{guides.guide_for(role).title} – " in page
    assert 1 <= len(pictures) <= 3
    assert [path for path, words in pictures if not words or finders.find(path) is None] == []


def test_every_file_of_a_guide_is_in_the_list_of_guides():
    files = {path.stem for path in guides.FOLDER.glob("*.md")} - {"README", FOR_FILES}

    assert files == set(guides.GUIDES)


@pytest.mark.parametrize("role", guides.GUIDES)
def test_a_guide_is_short(role):
    words = (guides.FOLDER / f"{role}.md").read_text().split()

    assert 250 <= len(words) <= 500


def test_a_link_between_guides_leads_to_the_page_of_the_application():
    html = guides.guide_for("assessor").html

    assert reverse("web:guide", args=["supervisor"]) in links_in(html)


def test_markup_in_a_guide_is_shown_and_not_run(tmp_path, monkeypatch):
    (tmp_path / "trainee.md").write_text("# Title\n\n<script>alert(1)</script>")
    monkeypatch.setattr(guides, "FOLDER", tmp_path)

    html = guides.guide_for.__wrapped__("trainee").html

    assert html == "<h1>Title</h1>\n<p>&lt;script&gt;alert(1)&lt;/script&gt;</p>\n"


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: str(path.relative_to(ROOT)))
def test_what_a_document_links_to_is_there(document):
    missing = [
        address for address in addresses_in(document) if not (document.parent / address.partition("#")[0]).exists()
    ]

    assert missing == []
