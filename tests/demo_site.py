"""The demo as its users meet it: own folder, own database, the real web server, for the time of the tests."""

import contextlib
import email
import email.policy
import os
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import environ

ROOT = Path(__file__).resolve().parents[1]
PASSWORD = "teachback-demo"
BETWEEN_MAILS = "-" * 79 + "\n"  # what Django's e-mail backend for files writes after each
ROLES = (
    "trainee", "trainer", "assessor", "iqa", "supervisor", "employer", "manager", "commissioner", "reviewer",
    "safeguarding", "editor", "admin",
)  # fmt: skip


@dataclass(frozen=True)
class Site:
    """A running demo. `folder` is its var/ folder (database, files, sent mail)."""

    address: str
    folder: Path
    environment: dict[str, str]

    def mails(self) -> list[str]:
        """Every e-mail sent so far, oldest first. One file holds those that were sent in the same moment."""
        files = sorted((self.folder / "mail").glob("*.log"), key=lambda path: path.stat().st_mtime)
        return [mail for path in files for mail in path.read_text().split(BETWEEN_MAILS) if mail.strip()]

    def mail_to(self, address: str, words: str, *, within: float = 60) -> str:
        """The text of the latest e-mail to somebody that says these words; the worker may need a moment to send it."""
        deadline = time.monotonic() + within
        while not (found := [text for to, text in self._letters() if to == address and words in text]):
            assert time.monotonic() < deadline, f"no e-mail to {address} says “{words}”"
            time.sleep(0.2)
        return found[-1]

    def _letters(self) -> Iterator[tuple[str, str]]:
        """Address and text of every e-mail, oldest first."""
        for mail in self.mails():
            letter = email.message_from_bytes(mail.encode(), policy=email.policy.default)
            yield letter["To"], letter.get_content()

    def run(self, *command: str) -> str:
        """What a management command prints."""
        return subprocess.run(
            [sys.executable, "manage.py", *command],
            cwd=ROOT,
            env=self.environment,
            check=True,
            capture_output=True,
            text=True,
        ).stdout


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@contextlib.contextmanager
def _database(name: str) -> Iterator[dict[str, str]]:
    """A database of its own when the suite runs on PostgreSQL; otherwise the SQLite file in the site's folder."""
    if not os.environ.get("DATABASE_URL", "").startswith("postgres"):
        yield {}
        return
    here = environ.Env().db("DATABASE_URL")
    login = f"{here['USER']}:{here['PASSWORD']}" if here["PASSWORD"] else here["USER"]
    drop = f"DROP DATABASE IF EXISTS {name} WITH (FORCE)"
    _on_server(drop, f"CREATE DATABASE {name}")
    try:
        yield {"DATABASE_URL": f"postgres://{login}@{here['HOST']}:{here['PORT'] or 5432}/{name}"}
    finally:
        _on_server(drop)


def _on_server(*statements: str) -> None:
    import psycopg

    with psycopg.connect(os.environ["DATABASE_URL"], autocommit=True) as connection:
        for statement in statements:
            connection.execute(statement)


def _answers(address: str) -> bool:
    try:
        with urllib.request.urlopen(f"{address}/readyz", timeout=5) as answer:  # noqa: S310 -- our own address
            return answer.status == 200
    except (urllib.error.URLError, ConnectionError, TimeoutError):
        return False


def _web(address: str) -> list[str]:
    command = [sys.executable, "-m", "granian", "--interface", "wsgi", "--host", "127.0.0.1"]
    command += ["--port", address.rpartition(":")[2], "--workers", "1", "--blocking-threads", "4", "--no-access-log"]
    return [*command, "--log-level", "warning", "lms.wsgi:application"]


@contextlib.contextmanager
def _serving(site: Site, *commands: list[str]) -> Iterator[Site]:
    """Start the commands, wait until the site answers, and stop them at the end."""
    children = [subprocess.Popen(command, cwd=ROOT, env=site.environment) for command in commands]
    try:
        deadline = time.monotonic() + 30
        while not _answers(site.address):
            assert all(child.poll() is None for child in children), "a server of the demo stopped"
            assert time.monotonic() < deadline, "the demo did not answer /readyz within 30 seconds"
            time.sleep(0.2)
        yield site
    finally:
        for child in children:
            child.terminate()
        for child in children:
            child.wait(timeout=15)


@contextlib.contextmanager
def running(name: str = "teachback_site", **changes: str) -> Iterator[Site]:
    """Prepare and serve a demo. `changes` are environment variables, such as TEACHBACK_DEMO_SKIP_SECOND_FACTOR="0"."""
    address = f"http://127.0.0.1:{free_port()}"
    with tempfile.TemporaryDirectory(prefix="teachback-site-") as folder, _database(name) as database:
        environment = {
            **os.environ,
            "DJANGO_SETTINGS_MODULE": "lms.settings.dev",
            "TEACHBACK_VAR": folder,
            "TEACHBACK_URL": address,
            "TEACHBACK_LOG_LEVEL": "WARNING",
            **database,
            **changes,
        }
        site = Site(address, Path(folder), environment)
        site.run("demo", "--prepare-only")
        worker = [sys.executable, "manage.py", "db_worker", "--interval", "0.5", "--verbosity", "0"]
        with _serving(site, _web(address), worker):
            yield site


@contextlib.contextmanager
def second_door(site: Site, **changes: str) -> Iterator[Site]:
    """Serve a running demo's records at one more address, with other settings: no second preparation is needed.

    It counts wrong codes and sign-ins in a memory of its own, so that a door that closes leaves the first one open.
    """
    address = f"http://127.0.0.1:{free_port()}"
    environment = {**site.environment, "TEACHBACK_URL": address, "REDIS_URL": "", **changes}
    with _serving(Site(address, site.folder, environment), _web(address)) as door:
        yield door
