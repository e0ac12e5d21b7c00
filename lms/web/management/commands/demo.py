"""`make demo`: prepares the database, loads content and demo people, starts web and worker, stops both on Ctrl-C."""

import hashlib
import logging
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError

from lms.web.demo import logins

STOP_WITHIN = 8  # seconds before a child that ignores SIGTERM is killed


class Command(BaseCommand):
    help = __doc__

    def add_arguments(self, parser):
        parser.add_argument("--port", type=int, default=8000)
        parser.add_argument("--prepare-only", action="store_true", help="load everything, start nothing")

    def handle(self, *args, port, prepare_only, **options):
        if not settings.SKIP_SECOND_FACTOR and not settings.DEBUG and not settings.SETTINGS_MODULE.endswith("dev"):
            raise CommandError("The demo runs with lms.settings.dev only.")
        with _warnings_only():
            self._prepare()
        if prepare_only:
            return
        self.stdout.write(logins.table(port))
        self._serve(port)

    def _prepare(self):
        """Migrate always (quick when nothing is new); load content and people when the fixtures or the code changed."""
        settings.VAR_DIR.mkdir(parents=True, exist_ok=True)
        call_command("migrate", verbosity=0)
        marker = settings.VAR_DIR / "demo-prepared"
        digest = _digest()
        if marker.exists() and marker.read_text() == digest:
            return
        self.stdout.write("Preparing the demo (once, about a minute) …")
        call_command("collectstatic", verbosity=0, interactive=False)
        call_command("load_content")
        call_command("load_demo")
        marker.write_text(digest)

    def _serve(self, port):
        environment = {
            **os.environ,
            "DJANGO_SETTINGS_MODULE": "lms.settings.dev",
            "TEACHBACK_URL": f"http://127.0.0.1:{port}",
        }
        children = [_start(name, command, environment) for name, command in _commands(port).items()]
        signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
        try:
            while all(child.poll() is None for child in children):
                time.sleep(0.3)
        except KeyboardInterrupt:
            self.stdout.write("\nStopping …")
        finally:
            _stop(children)
        if any(child.returncode not in (0, -signal.SIGTERM, -signal.SIGINT) for child in children):
            raise CommandError(
                f"The demo stopped by itself; {settings.VAR_DIR / 'log'} says why. "
                f"Is port {port} in use? Try: make demo PORT=8001"
            )


@contextmanager
def _warnings_only() -> Iterator[None]:
    """While preparing, the terminal is for people: each act of the story would be a line of the log."""
    root = logging.getLogger()
    before = root.level
    root.setLevel(max(before, logging.WARNING))
    try:
        yield
    finally:
        root.setLevel(before)


def _commands(port: int) -> dict[str, list[str]]:
    """The demo's processes by the name of their log."""
    web = [sys.executable, "-m", "granian", "--interface", "wsgi", "--host", "127.0.0.1", "--port", str(port)]
    web += ["--workers", "2", "--blocking-threads", "2", "--no-access-log", "--log-level", "warning"]
    return {
        "web": [*web, "lms.wsgi:application"],
        "worker": [sys.executable, "manage.py", "db_worker", "--interval", "2"],
        "house": [sys.executable, "manage.py", "keep_house", "--every", "60"],
    }


def _start(name: str, command: list[str], environment: dict[str, str]) -> subprocess.Popen:
    """A process of its own group, whose words go to var/log: the terminal keeps the table of logins in view."""
    folder = settings.VAR_DIR / "log"
    folder.mkdir(exist_ok=True)
    with (folder / f"{name}.log").open("ab") as log:
        return subprocess.Popen(
            command, env=environment, start_new_session=True, stdin=subprocess.DEVNULL, stdout=log, stderr=log
        )


def _stop(children: list[subprocess.Popen]) -> None:
    """Ask each child's whole group to stop, then insist: Ctrl-C leaves nothing running."""
    for child in children:
        _signal(child, signal.SIGTERM)
    for child in children:
        try:
            child.wait(timeout=STOP_WITHIN)
        except subprocess.TimeoutExpired:
            _signal(child, signal.SIGKILL)
            child.wait()


def _signal(child: subprocess.Popen, number: int) -> None:
    if child.poll() is None:
        os.killpg(child.pid, number)


def _digest() -> str:
    """Changes when fixtures, code or packages change, so that a second start has nothing to load."""
    root = settings.BASE_DIR
    digest = hashlib.sha256((root / "requirements" / "base.txt").read_bytes())
    for top in ("fixtures", "lms", "courses", "assessments", "media"):
        for path in sorted((root / top).rglob("*")):
            if path.is_file() and path.suffix != ".pyc":
                digest.update(f"{path.relative_to(root)} {path.stat().st_size} {path.stat().st_mtime_ns}".encode())
    return digest.hexdigest()
