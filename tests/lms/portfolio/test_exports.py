"""Copies of a portfolio: what is in them, who gets them, when they go."""

import datetime
import hashlib
import io
import json
import subprocess
import zipfile

import pytest
from django.core.management import call_command
from django.db import IntegrityError, transaction
from django.urls import reverse

from lms.audit.actions import erase_person
from lms.audit.models import AuditEvent
from lms.core import clock
from lms.core.errors import NotYours
from lms.portfolio import actions
from lms.portfolio.enums import FeedbackSource
from lms.portfolio.models import PortfolioExport
from tests.factories import people, practice
from tests.factories import portfolio as factory

pytestmark = pytest.mark.django_db
NOW = factory.NOW
LATER = NOW + actions.EXPORT_LIFE
EXPORTS = "/portfolio/exports/"


@pytest.fixture(autouse=True)
def _private_files(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    with clock.fixed(NOW):
        yield


@pytest.fixture
def provider():
    return people.provider()


@pytest.fixture
def coach(provider):
    """Somebody with one of everything, and a colleague whose things must not be in the copy."""
    factory.abilities()
    coach, verifier = practice.coach_and_verifier(provider)
    fill(coach, verifier)
    colleague, theirs = practice.coach_and_verifier(provider)
    fill(colleague, theirs, words="COLLEAGUE")
    return coach


def fill(person, verifier, words="Mine"):
    factory.submitted(person, text=words)
    factory.draft(person, text=words)
    factory.milestone(person, corrects=factory.milestone(person, title="Replaced"), title=words)
    factory.learning(person, title=words)
    factory.feedback(person, source=FeedbackSource.CLIENT, client=practice.client_key(person), went_well=words)
    factory.given(person, went_well=words)
    factory.commitment(person)
    factory.goal(person, goal=words)
    practice.confirmed(person, verifier, note=words)


def made(person):
    export = actions.ask_for_export(by=person, at=NOW)
    actions.make_export(export.pk)
    export.refresh_from_db()
    return export


def files_in(export):
    with export.archive.open() as stored, zipfile.ZipFile(io.BytesIO(stored.read())) as zipped:
        return {name: zipped.read(name) for name in zipped.namelist()}


def test_every_checksum_of_the_archive_is_right(coach):
    files = files_in(made(coach))

    sums = dict(reversed(line.split("  ")) for line in files["SHA256SUMS"].decode().splitlines())
    manifest = json.loads(files["manifest.json"])
    assert set(sums) == set(files) - {"SHA256SUMS"}
    assert {name: hashlib.sha256(files[name]).hexdigest() for name in sums} == sums
    assert {row["file"] for row in manifest["files"]} == set(files) - {"SHA256SUMS", "manifest.json"}
    assert all(
        (row["sha256"], row["size"]) == (sums[row["file"]], len(files[row["file"]])) for row in manifest["files"]
    )


def test_sha256sum_accepts_the_archive(coach, tmp_path):
    folder = tmp_path / "unzipped"
    with made(coach).archive.open() as stored, zipfile.ZipFile(io.BytesIO(stored.read())) as zipped:
        zipped.extractall(folder)

    checked = subprocess.run(["sha256sum", "-c", "SHA256SUMS"], cwd=folder, capture_output=True, text=True, check=False)

    assert (checked.returncode, checked.stderr) == (0, "")


def test_the_manifest_names_each_record(coach):
    files = files_in(made(coach))

    manifest = json.loads(files["manifest.json"])
    labels = sorted(row["record"]["label"] for row in manifest["files"] if row["record"])
    assert manifest["format"] == "teachback-portfolio/1"
    assert labels == [
        "portfolio.developmentgoal",
        "portfolio.feedbacksheet",
        "portfolio.feedbacksheet",
        "portfolio.learningrecord",
        "portfolio.milestone",
        "portfolio.reflection",
        "portfolio.reflection",
        "portfolio.volunteercommitment",
        "practice.practiceentry",
    ]
    for row in manifest["files"]:
        if row["record"]:
            assert json.loads(files[row["file"]])["record"] == row["record"]


def test_nothing_of_a_colleague_is_in_the_copy(coach):
    files = files_in(made(coach))

    assert not any(b"COLLEAGUE" in content for content in files.values())
    assert any(b"Mine" in content for content in files.values())


def test_the_pdf_is_tagged_and_has_contents(coach):
    with made(coach).document.open() as stored:
        document = stored.read()

    assert document.startswith(b"%PDF-")
    assert b"/StructTreeRoot" in document
    assert b"/Outlines" in document


def test_an_empty_portfolio_has_a_copy_too(provider):
    files = files_in(made(people.trainee(provider)))

    assert sorted(files) == ["SHA256SUMS", "manifest.json", "portfolio.pdf"]


def test_what_somebody_wrote_is_no_command(provider):
    coach = people.trainee(provider)
    factory.milestone(coach, title='#panic("x") $ * _ <a> @b', note="#include \\")

    assert made(coach).status == "ready"


def test_a_copy_takes_the_same_queries_whatever_its_length(provider, django_assert_num_queries):
    coach, verifier = practice.coach_and_verifier(provider)
    for count in (1, 2):
        for _number in range(count):
            fill_without_commitment(coach, verifier)
        export = actions.ask_for_export(by=coach, at=NOW)
        with django_assert_num_queries(19):
            actions.make_export(export.pk)


def fill_without_commitment(coach, verifier):
    factory.submitted(coach)
    factory.milestone(coach)
    factory.feedback(coach)
    factory.goal(coach)
    practice.confirmed(coach, verifier)


def test_ask_for_export_makes_it_in_the_background(coach, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        export = actions.ask_for_export(by=coach, at=NOW)

    export.refresh_from_db()
    kinds = AuditEvent.objects.filter(target_key=export.key).order_by("id").values_list("kind", flat=True)
    assert (export.status, export.made_at, export.delete_at) == ("ready", NOW, LATER)
    assert list(kinds) == ["portfolio.export_asked", "portfolio.export_made"]


def test_ask_for_export_waits_for_the_one_before(coach):
    actions.ask_for_export(by=coach, at=NOW)

    with pytest.raises(actions.AlreadyBeingMade):
        actions.ask_for_export(by=coach, at=NOW)


def test_a_copy_is_made_once(coach):
    export = made(coach)

    actions.make_export(export.pk)

    assert AuditEvent.objects.filter(kind="portfolio.export_made").count() == 1


def test_take_export_is_for_its_owner(coach):
    with pytest.raises(NotYours):
        actions.take_export(export=made(coach), kind="archive", by=people.user(), at=NOW)


def test_a_copy_is_deleted_after_its_time(coach):
    export = made(coach)

    with clock.fixed(LATER - datetime.timedelta(seconds=1)):
        assert actions.delete_old_exports(at=clock.now()) == 0
    with pytest.raises(actions.ExportGone):
        actions.take_export(export=export, kind="archive", by=coach, at=LATER)


def test_housekeeping_deletes_the_files(coach, django_capture_on_commit_callbacks):
    export = made(coach)
    storage, names = export.archive.storage, (export.document.name, export.archive.name)

    with clock.fixed(LATER), django_capture_on_commit_callbacks(execute=True):
        call_command("keep_house")

    export.refresh_from_db()
    assert (export.status, export.document.name, export.archive.name) == ("deleted", "", "")
    assert [storage.exists(name) for name in names] == [False, False]


def test_erasing_the_owner_deletes_the_files(coach, django_capture_on_commit_callbacks):
    export = made(coach)
    storage, name = export.archive.storage, export.archive.name

    with django_capture_on_commit_callbacks(execute=True):
        erase_person(person=coach, by=people.user(), at=NOW)

    assert not storage.exists(name)


@pytest.mark.parametrize(
    "changes",
    [
        {"status": "lost"},
        {"status": "ready"},
        {"made_at": NOW, "delete_at": LATER},
        {"status": "ready", "made_at": NOW},
        {"status": "ready", "made_at": LATER, "delete_at": NOW},
    ],
    ids=str,
)
def test_a_copy_that_cannot_be_is_refused(changes, provider):
    with pytest.raises(IntegrityError), transaction.atomic():
        PortfolioExport.objects.create(person=people.trainee(provider), **changes)


# --- pages ------------------------------------------------------------------------------------------------------------


def file_of(export, name="export_zip"):
    return reverse(f"portfolio:{name}", args=[export.key])


def test_the_owner_asks_and_downloads(as_user, coach, django_capture_on_commit_callbacks):
    client = as_user(coach)

    with django_capture_on_commit_callbacks(execute=True):
        client.post(EXPORTS)
    export = PortfolioExport.objects.get()
    page = client.get(EXPORTS).content.decode()
    zipped, document = client.get(file_of(export)), client.get(file_of(export, "export_pdf"))

    assert file_of(export) in page
    assert (zipped["Content-Type"], zipped["Cache-Control"]) == ("application/zip", "private, no-store")
    assert document.getvalue().startswith(b"%PDF-")
    assert zipfile.ZipFile(io.BytesIO(zipped.getvalue())).testzip() is None
    assert AuditEvent.objects.filter(kind="portfolio.export_taken").count() == 2


def test_a_copy_does_not_exist_for_anybody_else(as_user, coach, provider):
    export = made(coach)
    others = [people.manager(provider), people.assessor(provider), people.trainee(provider)]

    assert [as_user(person).get(file_of(export)).status_code for person in others] == [404] * 3


def test_a_copy_that_waits_or_is_over_is_not_there(as_user, coach):
    waiting = actions.ask_for_export(by=coach, at=NOW)
    client = as_user(coach)

    assert client.get(file_of(waiting)).status_code == 404
    assert "Being made" in client.get(EXPORTS).content.decode()
    assert client.post(EXPORTS).status_code == 422


@pytest.mark.parametrize("count", [1, 3])
def test_the_page_takes_the_same_queries(as_user, provider, count, django_assert_num_queries):
    coach = people.trainee(provider)
    for _number in range(count):
        made(coach)
    client = as_user(coach)

    with django_assert_num_queries(4):
        page = client.get(EXPORTS)

    assert len(page.context["exports"]) == count
