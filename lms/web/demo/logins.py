"""What `make demo` prints: the address, who to sign in as, and codes to verify."""

from pathlib import Path

from django.conf import settings

from lms.accreditation import queries as accreditation
from lms.core import clock
from lms.credentials.models import Credential
from lms.web.demo import cast

SHOWN = (
    ("trainee", "a trainee in the middle of the four-day programme"),
    ("trainer", "teaches, keeps the register, observes"),
    ("assessor", "observes role-play and signs off"),
    ("iqa", "samples sign-offs and releases them"),
    ("supervisor", "supervises coaches and confirms sessions"),
    ("employer", "line manager of some trainees"),
    ("manager", "runs the provider and decides awards"),
    ("commissioner", "verifies credentials and looks at providers"),
    ("reviewer", "of the accrediting body: accredits programmes"),
    ("safeguarding", "receives concerns"),
    ("editor", "writes the curriculum in Wagtail"),
    ("admin", "administrator"),
)


def table(port: int) -> str:
    """The text for the terminal."""
    address = f"http://127.0.0.1:{port}"
    lines = ["", f"Teachback is at {address}", ""]
    lines += [f"Sign in at {address}/accounts/login/ with the password {cast.PASSWORD}", ""]
    lines += [f"  {cast.email(login):32} {words}" for login, words in SHOWN]
    lines += ["", "More trainees, one at each stage:", ""]
    lines += [
        f"  {cast.email(learner.login):32} {learner.stage.replace('_', ' ')}"
        for learner in (*cast.SERVICE_NOW[1:], *cast.SERVICE_BEFORE, *cast.SKILLS)
    ]
    lines += ["", f"Others with the same password: {', '.join(_others())} (each @{cast.DOMAIN})"]
    lines += ["", "Codes to verify without an account:", ""]
    lines += [f"  {address}/verify/{code}/   {status}" for code, status in codes_with_status()]
    lines += [
        "",
        f"E-mails are kept in {_shown(settings.VAR_DIR / 'mail')}, not sent: the latest file is the last.",
        "",
        "Acts of record need a second factor. Here it is switched off, for invented people only, by",
        "TEACHBACK_DEMO_SKIP_SECOND_FACTOR=1; start with =0 to see it. Production refuses the switch.",
        "",
        "Ctrl-C stops the web server and the worker.",
        "",
    ]
    return "\n".join(lines)


def _others() -> list[str]:
    """Staff of the demo whom the table leaves out, and the trainee of the other provider."""
    shown = {login for login, _words in SHOWN}
    return [actor.login for actor in cast.STAFF if actor.login not in shown] + [cast.NORTHGATE_LEARNER.login]


def _shown(folder: Path) -> Path:
    """A folder as the reader types it: from the project's own, where it lies inside."""
    return folder.relative_to(settings.BASE_DIR) if folder.is_relative_to(settings.BASE_DIR) else folder


def codes_with_status() -> list[tuple[str, str]]:
    """Each credential's code and its status now, valid ones first."""
    credentials = Credential.objects.select_related("award").order_by("pk")
    rows = [(row.code, accreditation.status_of(row.award, clock.now()).status) for row in credentials]
    return sorted(rows, key=lambda row: row[1])
