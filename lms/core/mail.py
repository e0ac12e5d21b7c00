"""How the rooms write an e-mail: plain words to one address, with one link."""

from typing import Any

from django.conf import settings
from django.core.mail import send_mail
from django.template.loader import render_to_string

from lms.core.names import on_one_line


def send(*, to: str, subject: str, template: str, path: str, context: dict[str, Any]) -> None:
    """Send one e-mail now, from the worker. The template finds `path` of this site as `link`, and `SITE_NAME`.

    A subject may hold the name of a person or a programme: a line break in it would stop the e-mail.
    """
    link = settings.PUBLIC_URL + path
    body = render_to_string(template, {**context, "link": link, "SITE_NAME": settings.SITE_NAME})
    send_mail(on_one_line(subject), body, None, [to])
