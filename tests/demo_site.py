"""The demo as its users meet it: own folder, own database, the real web server, for the time of the tests."""

import contextlib
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
        """Every e-mail sent so far, oldest first."""
        files = sorted((self.folder / "mail").glob("*.log"), key=lambda path: path.stat().st_mtime)
        return [path.read_text() for path in files]

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


def _database(name: str) -> dict[str, str]:
    """A database of its own when the suite runs on PostgreSQL; otherwise the SQLite file in the site's folder."""
    if not os.environ.get("DATABASE_URL", "").startswith("postgres"):
        return {}
    import psycopg

    here = environ.Env().db("DATABASE_URL")
    with psycopg.connect(os.environ["DATABASE_URL"], autocommit=True) as connection:
        connection.execute(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")
        connection.execute(f"CREATE DATABASE {name}")
    login = f"{here['USER']}:{here['PASSWORD']}" if here["PASSWORD"] else here["USER"]
    return {"DATABASE_URL": f"postgres://{login}@{here['HOST']}:{here['PORT'] or 5432}/{name}"}


def _answers(address: str) -> bool:
    try:
        with urllib.request.urlopen(f"{address}/readyz", timeout=5) as answer:  # noqa: S310 -- our own address
            return answer.status == 200
    except (urllib.error.URLError, ConnectionError, TimeoutError):
        return False


@contextlib.contextmanager
def running(name: str = "teachback_site", **changes: str) -> Iterator[Site]:
    """Prepare and serve a demo. `changes` are environment variables, such as TEACHBACK_DEMO_SKIP_SECOND_FACTOR="0"."""
    port = free_port()
    address = f"http://127.0.0.1:{port}"
    with tempfile.TemporaryDirectory(prefix="teachback-site-") as folder:
        environment = {
            **os.environ,
            "DJANGO_SETTINGS_MODULE": "lms.settings.dev",
            "TEACHBACK_VAR": folder,
            "TEACHBACK_URL": address,
            "TEACHBACK_LOG_LEVEL": "WARNING",
            **_database(name),
            **changes,
        }
        site = Site(address, Path(folder), environment)
        site.run("demo", "--prepare-only")
        web = [sys.executable, "-m", "granian", "--interface", "wsgi", "--host", "127.0.0.1", "--port", str(port)]
        web += [
            "--workers",
            "1",
            "--blocking-threads",
            "4",
            "--no-access-log",
            "--log-level",
            "warning",
            "lms.wsgi:application",
        ]
        server = subprocess.Popen(web, cwd=ROOT, env=environment)
        worker = subprocess.Popen(
            [sys.executable, "manage.py", "db_worker", "--interval", "0.5"], cwd=ROOT, env=environment
        )
        try:
            deadline = time.monotonic() + 30
            while not _answers(address):
                assert server.poll() is None, "the web server stopped"
                assert time.monotonic() < deadline, "the demo did not answer /readyz within 30 seconds"
                time.sleep(0.2)
            yield site
        finally:
            for child in (server, worker):
                child.terminate()
            for child in (server, worker):
                child.wait(timeout=15)
