"""When a concern may change its status, whether a text names a person, how codes are written. Pure."""

import datetime
import hashlib
import re
import unicodedata

from lms.concerns.enums import Status
from lms.formats.verification_codes import ALPHABET

# A closed concern can be taken up again; nothing goes back to "received".
NEXT = {
    Status.RECEIVED: (Status.LOOKED_AT, Status.PASSED_ON, Status.CLOSED),
    Status.LOOKED_AT: (Status.PASSED_ON, Status.CLOSED),
    Status.PASSED_ON: (Status.LOOKED_AT, Status.CLOSED),
    Status.CLOSED: (Status.LOOKED_AT,),
}
# What the form promises to whoever raises one: when it is read, and when an answer is there. In working days.
READ_WITHIN, ANSWERED_WITHIN = 1, 3
_SATURDAY = 5
_TITLES = frozenset({"dr", "mr", "mrs", "ms", "miss", "mx", "prof", "professor", "sir", "sister", "nurse"})


def may_become(status: str) -> tuple[Status, ...]:
    """The statuses that a concern can take after `status`."""
    return NEXT[Status(status)]


def working_day_before(day: datetime.date, number: int) -> datetime.date:
    """The first, second … working day before `day`, from Monday to Friday; bank holidays are not known here.

    What was raised earlier than on that day had `number` whole working days, and they are over.
    """
    while number:
        day -= datetime.timedelta(days=1)
        number -= day.weekday() < _SATURDAY
    return day


def is_named_in(words: str, *, name: str, email: str) -> bool:
    """Whether running text holds a person's whole name or e-mail address. Capitals and accents make no difference."""
    parts, text = _words(name), " ".join(_words(words))
    has_name = bool(parts) and f" {' '.join(parts)} " in f" {text} "
    return has_name or email.casefold() in words.casefold()


def is_typed_person(typed: str, *, name: str, email: str) -> bool:
    """Whether "who is it about?" may mean this person: the surname is there, or nothing but parts of the name is.

    Wide on purpose: who is wrongly taken for the person concerned only does not see it; the other mistake shows it.
    """
    given, parts = set(_words(typed)) - _TITLES, _words(name)
    if not given or not parts:
        return False
    return parts[-1] in given or given <= set(parts) or is_named_in(typed, name=name, email=email)


def _words(text: str) -> list[str]:
    bare = "".join(sign for sign in unicodedata.normalize("NFKD", text) if not unicodedata.combining(sign))
    return re.findall(r"\w+", bare.casefold())


def code_from(secret: bytes, groups: int) -> str:
    """A code people can copy and read out: groups of four symbols, five bits each, from the secret's first bits."""
    number = int.from_bytes(secret)
    symbols = "".join(ALPHABET[(number >> 5 * place) & 31] for place in range(4 * groups))
    return "-".join(symbols[start : start + 4] for start in range(0, len(symbols), 4))


def read_code(typed: str) -> str:
    """A code as printed, from what somebody typed: spaces, small letters and O, I, L for 0, 1, 1 are forgiven."""
    symbols = re.sub(r"[\W_]", "", typed.upper()).translate(str.maketrans("OIL", "011"))
    return "-".join(symbols[start : start + 4] for start in range(0, len(symbols), 4))


def hash_of(code: str) -> str:
    """What the tables keep of a secret code. Eighty random bits need no salt."""
    return hashlib.sha256(code.encode()).hexdigest()
