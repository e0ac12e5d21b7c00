"""A whole portfolio as files: a PDF with contents, and a ZIP with every record, a manifest and checksums."""

import hashlib
import io
import json
import zipfile
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path

import typst
from django.conf import settings
from django.utils.timezone import localdate, localtime
from django.utils.translation import gettext as _

from lms.core.templatetags.words import day, moment
from lms.people.models import User
from lms.portfolio import queries
from lms.portfolio.models import FeedbackSheet, LearningRecord, Milestone
from lms.portfolio.wording import Written, in_words

TEMPLATE = Path(__file__).with_name("portfolio.typ")
FORMAT = "teachback-portfolio/1"


@dataclass(frozen=True)
class Section:
    """A chapter of the PDF and a folder of the ZIP."""

    code: str
    title: str
    records: tuple[Written, ...]


@dataclass(frozen=True)
class WholePortfolio:
    """What a person's copy holds, as they may see it."""

    name: str
    made_at: datetime
    sections: tuple[Section, ...]

    @property
    def count(self) -> int:
        return sum(len(section.records) for section in self.sections)


def compose(person: User, *, at: datetime) -> WholePortfolio:
    """Everything in a person's portfolio and logbooks that stands, as the person themselves may see it."""
    titles = {row.competency.code: row.title for row in queries.abilities_on(localdate(at))}
    own = queries.logbooks_of(person)
    chapters = (
        ("reflections", _("Reflections"), queries.reflections_of(person).prefetch_related("competencies")),
        ("milestones", _("Milestones"), queries.records_of(person, Milestone)),
        ("learning", _("Learning"), queries.records_of(person, LearningRecord)),
        ("feedback", _("Feedback"), queries.records_of(person, FeedbackSheet)),
        ("practice", _("Practice log"), own.practice),
        ("supervision", _("Supervision"), own.supervision),
        ("commitments", _("Volunteer commitments"), queries.commitments_of(person)),
        ("plan", _("Development plan"), queries.goals_of(person).prefetch_related("competencies")),
    )
    sections = (
        Section(code, title, tuple(sorted((in_words(row, titles) for row in rows), key=_by_day)))
        for code, title, rows in chapters
    )
    return WholePortfolio(name=person.name, made_at=at, sections=tuple(sections))


def _by_day(record: Written) -> tuple:
    return record.on, record.key


def pdf(portfolio: WholePortfolio) -> bytes:
    """Typst gets every word as data, never as source: what somebody wrote cannot become a command."""
    words = {
        "site": settings.SITE_NAME,
        "colour": settings.BRAND_COLOUR,
        "title": _("Portfolio"),
        "name": portfolio.name,
        "made": _("As it stood on %(when)s") % {"when": moment(portfolio.made_at)},
        "about": _(
            "A copy for its owner. Clients are named by keys alone. What the coach wrote is their own word; what "
            "somebody confirmed says so."
        ),
        "contents": _("Contents"),
        "nothing": _("Nothing yet"),
        "sections": [
            {
                "title": section.title,
                "records": [asdict(record) | {"on": day(record.on)} for record in section.records],
            }
            for section in portfolio.sections
        ],
    }
    return typst.compile(
        TEMPLATE,
        ignore_system_fonts=True,
        sys_inputs={"words": json.dumps(words)},
        pdf_standards="ua-1",
        timestamp=int(portfolio.made_at.timestamp()),
    )


def archive(portfolio: WholePortfolio, document: bytes) -> bytes:
    """The ZIP. `sha256sum -c SHA256SUMS` checks every file in it, the manifest too."""
    files = [("portfolio.pdf", document, None), *_record_files(portfolio)]
    manifest = {
        "format": FORMAT,
        "name": portfolio.name,
        "made_at": portfolio.made_at.isoformat(),
        "files": [
            {
                "file": path,
                "sha256": sha256(content),
                "size": len(content),
                "record": {"label": record.label, "key": record.key} if record else None,
            }
            for path, content, record in files
        ],
    }
    contents = {path: content for path, content, _record in files} | {"manifest.json": _json(manifest)}
    sums = "".join(f"{sha256(content)}  {path}\n" for path, content in contents.items())
    return _zipped(contents | {"SHA256SUMS": sums.encode()}, at=portfolio.made_at)


def _record_files(portfolio: WholePortfolio) -> Iterator[tuple[str, bytes, Written]]:
    for section in portfolio.sections:
        for record in section.records:
            content = {
                "record": {"label": record.label, "key": record.key},
                "title": record.title,
                "on": record.on.isoformat(),
                "facts": dict(record.facts),
                "texts": dict(record.texts),
            }
            yield f"{section.code}/{record.on.isoformat()}-{record.key}.json", _json(content), record


def _json(content: dict) -> bytes:
    return json.dumps(content, indent=2, ensure_ascii=False).encode() + b"\n"


def sha256(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def _zipped(files: dict[str, bytes], *, at: datetime) -> bytes:
    made, when = io.BytesIO(), localtime(at).timetuple()[:6]
    with zipfile.ZipFile(made, "w") as zipped:
        for path, content in files.items():
            entry = zipfile.ZipInfo(path, date_time=when)
            zipped.writestr(entry, content, compress_type=zipfile.ZIP_DEFLATED)
    return made.getvalue()
