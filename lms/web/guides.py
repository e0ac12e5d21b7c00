"""The guides of the help pages: one a role. They are written once, in docs/how-to/, and read there or under /help/."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from django.conf import settings
from django.templatetags.static import static
from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext_lazy as _
from markdown_it import MarkdownIt
from markdown_it.token import Token

GUIDES = {
    "trainee": _("Trainees"),
    "assessor": _("Trainers and assessors"),
    "supervisor": _("Supervisors and verifiers of practice"),
    "manager": _("Provider managers"),
    "iqa": _("Internal quality assurers"),
    "employer": _("Employers and line managers"),
    "commissioner": _("Commissioners"),
    "accrediting-body": _("Accrediting bodies"),
    "safeguarding": _("Safeguarding leads and case handlers"),
    "editor": _("Content editors"),
}
FOLDER = settings.BASE_DIR / "docs" / "how-to"
PICTURES = "../../lms/static/"  # where the files name their pictures, so that they also show where the project is read
CLASSES = {"bullet_list_open": "nhsuk-list nhsuk-list--bullet", "ordered_list_open": "nhsuk-list nhsuk-list--number"}


@dataclass(frozen=True)
class Guide:
    """One guide as its page shows it. `html` begins with the page's h1, which is `title`."""

    title: str
    html: SafeString


@cache
def guide_for(role: str) -> Guide:
    """The guide of a role in GUIDES, read and rendered once in the life of a web process."""
    markdown = MarkdownIt("commonmark", {"html": False})
    tokens = markdown.parse((FOLDER / f"{role}.md").read_text())
    for token in _all(tokens):
        _dress(token)
    html = markdown.renderer.render(tokens, markdown.options, {})
    return Guide(title=tokens[1].content, html=mark_safe(html))  # noqa: S308 -- our own file, raw HTML switched off


def _all(tokens: list[Token]) -> Iterator[Token]:
    """Every token, those inside a line included."""
    for token in tokens:
        yield token
        yield from _all(token.children or [])


def _dress(token: Token) -> None:
    """Give a token the classes of our pages, and an address that is right in the application."""
    if token.type in CLASSES:
        token.attrSet("class", CLASSES[token.type])
    elif token.type == "image":
        token.attrSet("src", static(token.attrs["src"].removeprefix(PICTURES)))
    elif token.type == "link_open":
        token.attrSet("href", reverse("web:guide", args=[token.attrs["href"].removesuffix(".md")]))
