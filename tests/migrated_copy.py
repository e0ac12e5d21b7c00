"""A migrated SQLite database is built once for all workers and runs, then copied into each worker's memory.

The first run of a state of the migrations migrates as ever.
"""

import contextlib
import fcntl
import gc
import hashlib
import sqlite3
from collections.abc import Iterator
from pathlib import Path
from unittest import mock

from django.db.backends.sqlite3.creation import DatabaseCreation

ROOT = Path(__file__).resolve().parents[1]
TOPS = ("lms", "courses", "assessments", "media")


@contextlib.contextmanager
def kept_in(folder: Path) -> Iterator[None]:
    """While this lasts, a test database of SQLite starts as the copy in `folder`, or becomes that copy."""
    create = DatabaseCreation.create_test_db

    def from_copy(creation, *args, **options):
        copy = folder / f"{_digest()}.sqlite3"
        with (folder / "lock").open("w") as lock, contextlib.closing(_memory_of(creation)) as memory:
            fcntl.flock(lock, fcntl.LOCK_EX)  # one worker builds it, the others wait
            if copy.exists():
                with contextlib.closing(sqlite3.connect(copy)) as kept:
                    kept.backup(memory)  # Django's own migrate then finds nothing to do
                return create(creation, *args, **options)
            with _few_collections():
                name = create(creation, *args, **options)
            for older in folder.glob("*.sqlite3"):
                older.unlink()
            unfinished = copy.with_suffix(".unfinished")
            with contextlib.closing(sqlite3.connect(unfinished)) as kept:
                memory.backup(kept)
            unfinished.rename(copy)
            return name

    with mock.patch.object(DatabaseCreation, "create_test_db", from_copy):
        yield


@contextlib.contextmanager
def _few_collections() -> Iterator[None]:
    """Migrating makes thousands of model classes, and looking through them for garbage takes a third of its time."""
    usual = gc.get_threshold()
    gc.freeze()
    gc.set_threshold(50_000, 50, 1000)
    yield
    gc.set_threshold(*usual)


def _memory_of(creation: DatabaseCreation) -> sqlite3.Connection:
    """A shared database in memory lasts as long as a connection to it: this one, until Django has its own."""
    return sqlite3.connect(creation._get_test_db_name(), uri=True)


def _digest() -> str:
    """Another for every change of migrations or packages. What signals do after migrating is done on a copy too."""
    digest = hashlib.sha256((ROOT / "requirements" / "base.txt").read_bytes())
    for path in sorted(path for top in TOPS for path in (ROOT / top).rglob("migrations/*.py")):
        digest.update(str(path.relative_to(ROOT)).encode() + path.read_bytes())
    return digest.hexdigest()
