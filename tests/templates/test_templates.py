"""What must be true of every template of ours, read as text."""

import re
from pathlib import Path

import pytest
from django.conf import settings

ROOTS = ("lms", "courses", "assessments", "media")
# Scripts of this kind hold data that a script of our own reads; the browser does not run them.
DATA = 'type="application/json"'
FORM = re.compile(r"<form\b[^>]*>.*?</form>", re.DOTALL | re.IGNORECASE)
POSTED = re.compile(r"""<form\b[^>]*method=["']post["']""", re.IGNORECASE)
SCRIPT = re.compile(r"<script\b[^>]*>", re.IGNORECASE)
INLINE = re.compile(r"""<[a-z][^>]*\s(?:style|on[a-z]+)\s*=""", re.IGNORECASE)


def templates():
    folders = [folder for root in ROOTS for folder in (settings.BASE_DIR / root).rglob("templates") if folder.is_dir()]
    return sorted({path for folder in folders for path in folder.rglob("*.html")})


def name(path: Path) -> str:
    return str(path.relative_to(settings.BASE_DIR))


every_template = pytest.mark.parametrize("path", templates(), ids=name)


@every_template
def test_posted_forms_carry_the_page_token_and_the_key_that_makes_them_count_once(path):
    forms = [form for form in FORM.findall(path.read_text()) if POSTED.match(form)]

    assert [form for form in forms if "{% form_token %}" not in form] == []


@every_template
def test_no_inline_style_or_event_handler(path):
    assert INLINE.findall(re.sub(r"{%.*?%}|{{.*?}}", "", path.read_text())) == []


@every_template
def test_no_inline_script(path):
    scripts = SCRIPT.findall(path.read_text())

    assert [script for script in scripts if " src=" not in script and DATA not in script] == []


@every_template
def test_no_outside_host_is_asked_for_anything(path):
    loaded = re.findall(
        r"""(?:src|action)=["'](?:https?:)?//[^"']+|<link[^>]+href=["'](?:https?:)?//""", path.read_text()
    )

    assert loaded == []


@every_template
def test_a_posted_form_shows_what_went_wrong_above_itself(path):
    text = path.read_text()
    posts_a_form = any(POSTED.match(form) and "{{ form }}" in form for form in FORM.findall(text))

    assert not posts_a_form or "{% error_summary form %}" in text


@every_template
def test_a_page_that_words_its_heading_words_its_title(path):
    """A block cannot stand in two places: only a heading that the view gives is the title as well."""
    text = path.read_text()
    words_heading = '{% extends "layouts/' in text and "{% block heading %}" in text and "{{ heading }}" not in text

    assert not words_heading or "{% block title %}" in text
