"""Reading a CSV file of trainees as people's programs save it, and saying what is wrong with each row."""

import csv
import io
import re
from dataclasses import dataclass, replace

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.translation import gettext as _

from lms.competencies.enums import ServiceContext
from lms.core.errors import Refused
from lms.core.names import has_unseen_characters, on_one_line

MOST_BYTES = 1024 * 1024
MOST_ROWS = 250  # enrolled in about two seconds while the page waits
LONGEST_NAME = 150
COLUMNS = ("name", "email")
OPTIONAL_COLUMNS = ("context",)
OTHER_NAMES = {"e-mail": "email", "email address": "email", "e-mail address": "email", "full name": "name"}

# A spreadsheet runs a cell that begins so, when the list is opened again elsewhere.
_FORMULA = re.compile(r"^\s*[=+\-@\t\r]")
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
_WORKBOOKS = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0")


class FileNotReadable(Refused):
    """The file as a whole cannot be used; the message says why and what to do."""


@dataclass(frozen=True)
class TraineeRow:
    """One row of the file. `line` is its number in a spreadsheet; `problem` says why it is left out, or is empty."""

    line: int
    name: str
    email: str
    context: str = ""
    problem: str = ""

    def refused(self, problem: str) -> "TraineeRow":
        return replace(self, problem=problem)


def decoded(content: bytes) -> str:
    """The text of a file in UTF-8, UTF-16 or the Western European encoding of older Excel. Raises FileNotReadable."""
    if len(content) > MOST_BYTES:
        raise FileNotReadable(_("The file is larger than 1 MB. Split it into smaller files."))
    if content.startswith(_WORKBOOKS):
        raise FileNotReadable(_("This is a spreadsheet workbook. Save it as CSV first: File, Save as, CSV UTF-8."))
    for encoding in _encodings_for(content):
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        if not _CONTROL.search(text):
            return text
    raise FileNotReadable(_("This is not a text file that can be read. Save it as CSV UTF-8 and try again."))


def _encodings_for(content: bytes) -> tuple[str, ...]:
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return ("utf-16",)
    return ("utf-8-sig", "cp1252")


def read_rows(text: str) -> list[TraineeRow]:
    """Every row that is not empty, each with its first problem. Raises FileNotReadable for wrong columns or no rows."""
    try:
        table = list(csv.reader(io.StringIO(text, newline=""), delimiter=_delimiter(text), strict=True))
    except csv.Error as error:
        raise FileNotReadable(_("The file is not CSV: a quotation mark is missing or in the wrong place.")) from error
    if not table or not any(table[0]):
        raise FileNotReadable(_("The file is empty."))
    columns = _columns(table[0])
    rows = [_row(line, cells, columns) for line, cells in enumerate(table[1:], start=2) if any(map(str.strip, cells))]
    if not rows:
        raise FileNotReadable(_("The file names its columns but holds no people."))
    if len(rows) > MOST_ROWS:
        raise FileNotReadable(
            _("The file holds more than %(most)d people. Split it into smaller files.") % {"most": MOST_ROWS}
        )
    return _without_repeats(rows)


def _delimiter(text: str) -> str:
    """What stands between the column names: a comma, or a semicolon or tab where Excel is set so."""
    first_line = text.lstrip().split("\n", 1)[0]
    return max(",;\t", key=first_line.count)


def _columns(header: list[str]) -> dict[str, int]:
    found = {}
    for place, cell in enumerate(header):
        name = cell.strip().lower()
        found.setdefault(OTHER_NAMES.get(name, name), place)
    unknown = [name for name in found if name and name not in COLUMNS + OPTIONAL_COLUMNS]
    missing = [name for name in COLUMNS if name not in found]
    if missing or unknown:
        raise FileNotReadable(
            _("The first row must name the columns name, email and, if you like, context. It says: %(header)s.")
            % {"header": ", ".join(cell.strip() for cell in header)[:200]}
        )
    return found


def _row(line: int, cells: list[str], columns: dict[str, int]) -> TraineeRow:
    def cell(name: str) -> str:
        place = columns.get(name)
        return cells[place].strip() if place is not None and place < len(cells) else ""

    row = TraineeRow(
        line=line,
        name=on_one_line(cell("name")),
        email=cell("email").lower(),
        context=cell("context").lower().replace("-", "_").replace(" ", "_"),
    )
    return row.refused(_problem(row, cells, len(columns)))


def _problem(row: TraineeRow, cells: list[str], width: int) -> str:
    if any(_FORMULA.match(cell) for cell in cells):
        return _("A cell begins with =, +, - or @, which a spreadsheet would run as a formula")
    if len([cell for cell in cells[width:] if cell.strip()]):
        return _("There are more cells than columns")
    if not row.name:
        return _("The name is missing")
    if has_unseen_characters(row.name):
        return _("There is a character in the name that cannot be seen")
    if len(row.name) > LONGEST_NAME:
        return _("The name is longer than %(most)d characters") % {"most": LONGEST_NAME}
    if not row.email:
        return _("The e-mail address is missing")
    if not _is_email(row.email):
        return _("“%(email)s” is not an e-mail address") % {"email": row.email}
    if row.context and row.context not in ServiceContext.values:
        return _("The context must be one of: %(contexts)s") % {"contexts": ", ".join(ServiceContext.values)}
    return ""


def _is_email(text: str) -> bool:
    try:
        validate_email(text)
    except ValidationError:
        return False
    return len(text) <= 254


def _without_repeats(rows: list[TraineeRow]) -> list[TraineeRow]:
    """The first row with an address stays; each later one is refused and names it."""
    first: dict[str, int] = {}
    for row in rows:
        if not row.problem:
            first.setdefault(row.email, row.line)
    return [_refused_when_repeated(row, first) for row in rows]


def _refused_when_repeated(row: TraineeRow, first: dict[str, int]) -> TraineeRow:
    if row.problem or first[row.email] == row.line:
        return row
    return row.refused(_("The same e-mail address is in row %(line)d") % {"line": first[row.email]})
