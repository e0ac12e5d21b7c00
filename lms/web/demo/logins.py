"""What `make demo` prints: the address, who to sign in as, and codes to verify."""

from lms.credentials import queries as credentials
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
    lines += ["", "Codes to verify without an account:", ""]
    lines += [f"  {address}/verify/{code}/   {status}" for code, status in credentials.codes_with_status()]
    lines += [
        "",
        "Acts of record need a second factor. Here it is switched off, for invented people only, by",
        "TEACHBACK_DEMO_SKIP_SECOND_FACTOR=1; start with =0 to see it. Production refuses the switch.",
        "",
        "Ctrl-C stops the web server and the worker.",
        "",
    ]
    return "\n".join(lines)
