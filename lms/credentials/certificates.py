"""The certificate: one A4 page as a tagged PDF, made once for the facts that it shows and kept in private storage."""

import hashlib
import io
import json
from pathlib import Path

import qrcode
import qrcode.image.svg
import typst
from django.conf import settings
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.urls import reverse
from django.utils.dateparse import parse_date
from django.utils.translation import gettext as _

from lms.competencies.enums import ServiceContext
from lms.core.templatetags.words import day, duration
from lms.credentials.models import Credential
from lms.quality.enums import ApprovalKind

TEMPLATE = Path(__file__).with_name("certificate.typ")
FOLDER = "certificates"


def verify_address(credential: Credential) -> str:
    """The public page that the QR code leads to."""
    return settings.PUBLIC_URL + reverse("credentials:verify_code", args=[credential.code])


def certificate(credential: Credential) -> bytes:
    """The PDF, from storage when it was made before with the same words and the same template."""
    words = _words_on(credential)
    source = TEMPLATE.read_bytes()
    digest = hashlib.sha256(source + json.dumps(words, sort_keys=True).encode()).hexdigest()
    path = f"{FOLDER}/{credential.key}/{digest[:16]}.pdf"
    if default_storage.exists(path):
        with default_storage.open(path) as kept:
            return kept.read()
    made = compile_pdf(words, qr_code(verify_address(credential)))
    default_storage.save(path, ContentFile(made))
    return made


def compile_pdf(words: dict, qr: str) -> bytes:
    """Typst gets every word as data, never as source: a name cannot become a command."""
    return typst.compile(
        TEMPLATE,
        ignore_system_fonts=True,
        sys_inputs={"words": json.dumps(words), "qr": qr},
        pdf_standards="ua-1",
        timestamp=0,
    )


def qr_code(address: str) -> str:
    """The address as a QR code in SVG, with the correction that a creased page needs (a quarter of it may be lost)."""
    code = qrcode.QRCode(error_correction=qrcode.constants.ERROR_CORRECT_Q, border=0)
    code.add_data(address)
    drawn = io.BytesIO()
    code.make_image(image_factory=qrcode.image.svg.SvgPathImage).save(drawn)
    return drawn.getvalue().decode()


def forget(credential: Credential) -> None:
    """Delete the kept certificates of a credential: its holder is erased."""
    folder = f"{FOLDER}/{credential.key}"
    if default_storage.exists(folder):
        for name in default_storage.listdir(folder)[1]:
            default_storage.delete(f"{folder}/{name}")


def _words_on(credential: Credential) -> dict:
    """Every word of the page. Programmes are accredited; the person has met a standard and holds an award."""
    facts = credential.facts
    is_service = facts["standard"]["route"] == "service"
    return {
        "site": settings.SITE_NAME,
        "colour": settings.BRAND_COLOUR,
        "title": _("Certificate of award") if is_service else _("Certificate of completion"),
        "says": _("This is to say that"),
        "name": credential.holder_name,
        "did": _did(is_service),
        "standard": facts["standard"]["title"],
        "rows": _rows(facts, is_service),
        "given_by": facts["provider"],
        "given_by_label": _("Training provider"),
        "given_on": day(parse_date(facts["awarded_date"])),
        "given_on_label": _("Date of award"),
        "code": credential.code,
        "verify": _("Does this award stand today?"),
        "address": settings.PUBLIC_URL.partition("://")[2] + reverse("credentials:verify"),
        "limits": _limits(is_service),
    }


def _did(is_service: bool) -> str:
    if is_service:
        return _("has met the standard below, was assessed individually, and holds this award")
    return _("has completed training in health-coaching skills, to use in their usual role")


def _limits(is_service: bool) -> str:
    if is_service:
        return _(
            "This page shows what was so on the day of the award. It does not show criminal-record checks, "
            "professional registration, insurance or the right to work."
        )
    return _(
        "This page shows training, on the day of the award. It is not a coach's certificate: this route asks for no "
        "individual assessment, practice hours or supervision."
    )


def _rows(facts: dict, is_service: bool) -> list[list[str]]:
    assessment = facts["assessment"]
    rows = [
        [_("Programme"), programme_words(facts)],
        *([ApprovalKind(row["kind"]).label, approval_words(row)] for row in facts["approvals"]),
        [_("Taught time"), duration(assessment["taught_minutes"])],
    ]
    if is_service:
        rows.append([_("Assessed in contexts"), contexts_words(assessment["contexts"])])
        rows.append([_("Practice confirmed"), duration(assessment["practice_minutes"])])
    return [[str(label), words] for label, words in rows]


def programme_words(facts: dict) -> str:
    return _("%(title)s, version %(number)d") % facts["programme"]


def approval_words(approval: dict) -> str:
    """The body and its reference."""
    return _("by %(body)s, reference %(reference)s") % approval


def contexts_words(contexts: list[str]) -> str:
    return ", ".join(str(ServiceContext(code).label) for code in contexts)
