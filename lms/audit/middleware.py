"""Every posted form carries one idempotency key: sent twice, done once.

The key is claimed before the page works on the form. When the page answers with a redirect, the form was done and a
second sending is led to the same place. When it answers with the form again, nothing was done and the key is free for
the next try.

A key that was used for something else, by somebody who went back and sent another text, is the key of a new form:
what they wrote last must not be lost for what they wrote first.
"""

import hashlib
import uuid

from django.contrib import messages
from django.db import IntegrityError, transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from lms.audit.models import ReceivedForm
from lms.core import unsent

FIELD = "idempotency_key"


class PostedOnceMiddleware:
    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        form_key = _form_key(request)
        if form_key is None:
            return self.get_response(request)
        sender = _sender(request)
        claim = _claim(form_key, sender, request.path)
        if claim is None:
            return _answer_to_a_repeat(request, form_key, sender)
        response = self.get_response(request)
        if response.status_code in (302, 303):
            ReceivedForm.objects.filter(pk=claim.pk).update(location=response.headers["Location"][:1000])
        else:
            claim.delete()
        return response


def _form_key(request: HttpRequest) -> uuid.UUID | None:
    """The page's key together with the address and what was sent, so that only the very same form is a repeat."""
    if request.method != "POST":
        return None
    try:
        page_key = uuid.UUID(request.POST.get(FIELD, ""))
    except ValueError:
        return None
    sent = repr((str(page_key), request.get_full_path(), unsent.fields_of(request), _files_of(request)))
    return uuid.UUID(bytes=hashlib.sha256(sent.encode()).digest()[:16])


def _files_of(request: HttpRequest) -> list[tuple[str, str, int]]:
    """Names and sizes: to read every upload once more would cost more than a repeat does."""
    return [(field, file.name, file.size) for field, files in request.FILES.lists() for file in files]


def _sender(request: HttpRequest) -> str:
    """Keys are private to their sender, so that nobody can block or read another's form."""
    if request.user.is_authenticated:
        return str(request.user.key)
    visitor = request.COOKIES.get("csrftoken", "") + request.META.get("REMOTE_ADDR", "")
    return hashlib.sha256(visitor.encode()).hexdigest()


def _claim(form_key: uuid.UUID, sender: str, path: str) -> ReceivedForm | None:
    try:
        with transaction.atomic():
            return ReceivedForm.objects.create(form_key=form_key, sender=sender, path=path[:500])
    except IntegrityError:
        return None


def _answer_to_a_repeat(request: HttpRequest, form_key: uuid.UUID, sender: str) -> HttpResponse:
    first = ReceivedForm.objects.filter(form_key=form_key, sender=sender).first()
    if first and first.location:
        messages.info(request, _("We already have this. It was sent twice and recorded once."))
        return redirect(first.location)
    return render(request, "errors/still_working.html", status=409)
