"""The code of a credential, as printed and read out: TB-7K3M-9QXR-2HVD-6.

Twelve random symbols of Crockford's base 32 (60 bits: not to be guessed) and one check symbol, the number modulo 37, so
that a mistyped code is known as such without looking anything up.
"""

import re
import secrets

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_CHECK_SYMBOLS = ALPHABET + "*~$=U"
_LENGTH = 12
_MISREAD = str.maketrans({"O": "0", "I": "1", "L": "1"})


def new_code() -> str:
    """A fresh code in its printed form. The check symbol is kept to letters and figures, which print and type well."""
    while True:
        symbols = "".join(secrets.choice(ALPHABET) for _ in range(_LENGTH))
        if _check_symbol(symbols) in ALPHABET:
            return printed(symbols)


def printed(symbols: str) -> str:
    """Twelve symbols as TB-XXXX-XXXX-XXXX-C."""
    groups = [symbols[start : start + 4] for start in range(0, _LENGTH, 4)]
    return "-".join(["TB", *groups, _check_symbol(symbols)])


def read(text: str) -> str | None:
    """The printed form of what somebody typed (spaces, small letters, O for 0 forgiven), or None when it is no code."""
    plain = re.sub(r"[\s\-–]", "", text.upper())
    if len(plain) > _LENGTH + 1:  # TB may also be the first two symbols of a code typed without its prefix
        plain = plain.removeprefix("TB")
    plain = plain.translate(_MISREAD)
    symbols, check = plain[:_LENGTH], plain[_LENGTH:]
    if len(symbols) != _LENGTH or any(symbol not in ALPHABET for symbol in symbols):
        return None
    return printed(symbols) if check == _check_symbol(symbols) else None


def _check_symbol(symbols: str) -> str:
    number = 0
    for symbol in symbols:
        number = number * 32 + ALPHABET.index(symbol)
    return _CHECK_SYMBOLS[number % 37]
