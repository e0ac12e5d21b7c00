"""The rules of progress and of the trainee file, as tables."""

import datetime

import pytest

from lms.enrolment.rules import progress, trainee_file
from lms.enrolment.rules.trainee_file import FileNotReadable, decoded, read_rows

NINE = datetime.datetime(2026, 3, 2, 9, 0, tzinfo=datetime.UTC)


@pytest.mark.parametrize(
    ("contexts", "context", "is_optional"),
    [
        ([], "clinical", False),
        (["targeted"], "clinical", True),
        (["targeted", "clinical"], "clinical", False),
        (["targeted"], "skills", False),
    ],
)
def test_is_optional(contexts, context, is_optional):
    assert progress.is_optional(contexts, context) is is_optional


@pytest.mark.parametrize(
    ("route", "context", "fits"),
    [
        ("skills", "skills", True),
        ("skills", "clinical", False),
        ("service", "clinical", True),
        ("service", "skills", False),
    ],
)
def test_context_fits(route, context, fits):
    assert progress.context_fits(route, context) is fits


@pytest.mark.parametrize(
    ("attended", "minutes"),
    [
        ({}, 0),
        ({"am": 180}, 180),
        ({"am": 360}, 180),
        ({"am": 90, "pm": 180}, 270),
        ({"elsewhere": 180}, 0),
    ],
)
def test_counted_minutes_count_a_half_day_once(attended, minutes):
    assert progress.counted_minutes(attended, {"am": 180, "pm": 180}) == minutes


def test_finished_modules_need_every_required_lesson():
    required = {"first": ["a", "b"], "second": ["c"], "empty": []}

    assert progress.finished_modules(required, {"a", "b"}) == ["first"]


@pytest.mark.parametrize(
    ("done", "latest", "onward"),
    [
        (set(), "", "a"),
        (set(), "b", "b"),
        ({"b"}, "b", "a"),
        ({"a"}, "a", "b"),
        ({"a", "b", "c"}, "c", None),
    ],
)
def test_next_lesson(done, latest, onward):
    assert progress.next_lesson(["a", "b", "c"], done, latest) == onward


@pytest.mark.parametrize(
    ("latest", "minutes_ago", "is_due"),
    [("a", 1, False), ("a", 16, True), ("b", 1, True), ("", None, True)],
)
def test_is_visit_due(latest, minutes_ago, is_due):
    opened_at = None if minutes_ago is None else NINE - datetime.timedelta(minutes=minutes_ago)

    assert progress.is_visit_due("a", latest, opened_at, NINE) is is_due


@pytest.mark.parametrize(("day", "is_open"), [(1, True), (2, True), (3, False)])
def test_is_open_to_join_includes_the_last_day(day, is_open):
    assert progress.is_open_to_join(datetime.date(2026, 3, 2), datetime.date(2026, 3, day)) is is_open


@pytest.mark.parametrize(
    ("minutes", "hours_later", "problem"),
    [(0, 1, ""), (180, 1, ""), (181, 1, "out_of_range"), (-1, 1, "out_of_range"), (90, -1, "not_begun")],
)
def test_attendance_problem(minutes, hours_later, problem):
    at = NINE + datetime.timedelta(hours=hours_later)

    assert progress.attendance_problem(minutes, 180, NINE, at) == problem


# The file

GOOD = "name,email,context\nZoë Åkesson,zoe@example.org,\nPiotr Nowak,piotr@example.org,clinical\n"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "cp1252"])
def test_decoded_reads_what_spreadsheets_write(encoding):
    content = (b"\xff\xfe" if encoding == "utf-16-le" else b"") + GOOD.encode(encoding)

    assert decoded(content) == GOOD


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"a" * (trainee_file.MOST_BYTES + 1), "larger than 1 MB"),
        (b"PK\x03\x04rest of a workbook", "spreadsheet workbook"),
        (b"\xd0\xcf\x11\xe0rest of an old workbook", "spreadsheet workbook"),
        (b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR", "not a text file"),
        (b"\xff\xfe\x00", "not a text file"),
        (b"%PDF-1.7\x00\x01\x02", "not a text file"),
    ],
    ids=["too-large", "xlsx", "xls", "png", "broken-utf-16", "binary"],
)
def test_decoded_refuses_what_is_not_text(content, words):
    with pytest.raises(FileNotReadable, match=words):
        decoded(content)


def test_read_rows_takes_names_addresses_and_contexts():
    rows = read_rows(GOOD)

    assert [(row.line, row.name, row.email, row.context, row.problem) for row in rows] == [
        (2, "Zoë Åkesson", "zoe@example.org", "", ""),
        (3, "Piotr Nowak", "piotr@example.org", "clinical", ""),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "Name;E-mail\nZoë;zoe@example.org\n",
        "Full name\tEmail address\nZoë\tzoe@example.org",
        "EMAIL,NAME\r\nZOE@example.org,Zoë\r\n\r\n,\r\n",
        'name,email\n"Zoë",zoe@example.org\n',
    ],
    ids=["semicolons", "tabs", "other-order-and-empty-rows", "quoted"],
)
def test_read_rows_forgives_how_it_is_written(text):
    assert [(row.name, row.email, row.problem) for row in read_rows(text)] == [("Zoë", "zoe@example.org", "")]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", "The file is empty"),
        ("\n\n", "The file is empty"),
        ("first,last\nA,B\n", "It says: first, last"),
        ("name\nZoë\n", "must name the columns name, email"),
        ("name,email,nhs number\nZoë,zoe@example.org,9\n", "It says: name, email, nhs number"),
        ("name,email\n", "holds no people"),
        ('name,email\n"Zoë,zoe@example.org\n', "not CSV"),
        ("name,email\n" + "A,a@example.org\n" * (trainee_file.MOST_ROWS + 1), "more than 250 people"),
    ],
    ids=["nothing", "blank-lines", "wrong", "missing", "unknown", "no-rows", "open-quotation", "too-many"],
)
def test_read_rows_refuses_the_file(text, words):
    with pytest.raises(FileNotReadable, match=words):
        read_rows(text)


@pytest.mark.parametrize(
    ("row", "problem"),
    [
        ("=1+1,a@example.org,", "A cell begins with =, +, - or @"),
        ("+44 1632 960001,a@example.org,", "A cell begins with =, +, - or @"),
        ("-2,a@example.org,", "A cell begins with =, +, - or @"),
        ("@SUM(A1),a@example.org,", "A cell begins with =, +, - or @"),
        ("A, =cmd|calc,", "A cell begins with =, +, - or @"),
        (",a@example.org,", "The name is missing"),
        ("A\u202eB,a@example.org,", "There is a character in the name that cannot be seen"),
        (f"{'A' * 151},a@example.org,", "The name is longer than 150 characters"),
        ("A,,", "The e-mail address is missing"),
        ("A,not-an-address,", "“not-an-address” is not an e-mail address"),
        ("A,a@example.org,hospital", "The context must be one of: skills, targeted, clinical, non_clinical"),
        ("A,a@example.org,,more", "There are more cells than columns"),
    ],
)
def test_read_rows_says_what_is_wrong_with_a_row(row, problem):
    (read,) = read_rows(f"name,email,context\n{row}\n")

    assert read.problem.startswith(problem)


def test_read_rows_keeps_the_first_of_two_with_the_same_address():
    rows = read_rows("name,email\nA,same@example.org\nB,SAME@example.org\n")

    assert [row.problem for row in rows] == ["", "The same e-mail address is in row 2"]
