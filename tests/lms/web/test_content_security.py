import base64
import hashlib
import re

from django.contrib.staticfiles import finders
from django.template.loader import get_template
from django.urls import reverse
from wagtail.test.utils.form_data import inline_formset, nested_form_data, rich_text, streamfield

from lms.people.models import User
from lms.web import content_security
from tests.factories import courses

OURS = {
    "default-src 'self'",
    "script-src 'self'",
    "style-src 'self'",
    "img-src 'self' data:",
    "media-src 'self'",
    "object-src 'none'",
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'none'",
}


def policy(answer):
    return set(answer.headers["Content-Security-Policy"].split("; "))


def test_our_pages_run_no_inline_code(client, db):
    assert policy(client.get("/")) == OURS


def test_the_editor_may_frame_the_page_that_it_previews(client, db):
    client.force_login(User.objects.create_superuser(email="editor@example.org", name="Editor"))
    lesson = courses.lesson()
    address = reverse("wagtailadmin_pages:preview_on_edit", args=[lesson.pk])
    typed = {
        "title": "Seen before it is saved", "code": lesson.code, "summary": "Briefly.", "minutes": "20",
        "is_for_targeted": "on", "learning_outcomes": streamfield([]), "comments": inline_formset([]),
        "body": streamfield([("text", {"heading": "Three steps", "body": rich_text("<p>Ask.</p>"),
                                       "citations": streamfield([])})]),
    }  # fmt: skip
    assert client.post(address, nested_form_data(typed)).json()["is_valid"]

    preview = client.get(address)

    assert "Seen before it is saved" in preview.text
    assert "frame-ancestors 'self'" in policy(preview)
    assert preview.headers["X-Frame-Options"] == "SAMEORIGIN"


def test_the_editor_has_its_own_policy(client, db):
    editor = User.objects.create_superuser(email="editor@example.org", name="Editor")
    client.force_login(editor)

    answer = client.get(reverse("wagtailadmin_home"))

    assert policy(answer) - OURS == {
        f"script-src 'self' {content_security.FILL_IN_TITLE}",
        "style-src-elem 'self' 'unsafe-inline'",
        "frame-ancestors 'self'",
    }


def test_the_one_inline_script_of_the_editor_is_the_one_allowed():
    source = get_template("wagtailmedia/media/add.html").template.source
    script = re.search(r"<script>(.*?)</script>", source, re.DOTALL)[1]

    digest = base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()

    assert f"'sha256-{digest}'" == content_security.FILL_IN_TITLE


def test_the_editor_starts_its_widgets_by_our_script(client, db):
    editor = User.objects.create_superuser(email="editor@example.org", name="Editor")
    client.force_login(editor)

    page = client.get(reverse("wagtailadmin_home")).content.decode()

    assert '<script src="/static/js/editor.js"></script>' in page
    assert finders.find("js/editor.js")
