"""The code of a credential: forgiving to type, hard to mistype, not to be guessed."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lms.formats.verification_codes import ALPHABET, new_code, printed, read

SYMBOLS = st.text(ALPHABET, min_size=12, max_size=12)
POSITIONS = st.integers(0, 11)


@given(SYMBOLS)
def test_a_printed_code_is_read_back(symbols):
    assert read(printed(symbols)) == printed(symbols)


@given(SYMBOLS)
def test_a_code_is_read_without_its_prefix_too(symbols):
    assert read(printed(symbols).removeprefix("TB-")) == printed(symbols)


@given(SYMBOLS, st.sampled_from([" ", "-", "–", "", "\t"]), st.sampled_from([str.lower, str.upper]))
def test_spaces_dashes_and_small_letters_are_forgiven(symbols, gap, case):
    assert read(f" {case(gap.join(printed(symbols).split('-')))} ") == printed(symbols)


@given(SYMBOLS)
def test_letters_that_look_like_figures_are_forgiven(symbols):
    typed = printed(symbols).replace("0", "O").replace("1", "l")

    assert read(typed) == printed(symbols)


@given(SYMBOLS, POSITIONS, st.sampled_from(ALPHABET))
def test_one_wrong_symbol_is_always_noticed(symbols, place, wrong):
    mistyped = symbols[:place] + wrong + symbols[place + 1 :]
    typed = printed(mistyped)[:-1] + printed(symbols)[-1]

    assert read(typed) == (printed(symbols) if mistyped == symbols else None)


@given(SYMBOLS, st.integers(0, 10))
def test_two_neighbours_swapped_are_always_noticed(symbols, place):
    swapped = symbols[:place] + symbols[place + 1] + symbols[place] + symbols[place + 2 :]
    typed = printed(swapped)[:-1] + printed(symbols)[-1]

    assert read(typed) == (printed(symbols) if swapped == symbols else None)


@given(st.text())
def test_whatever_is_typed_is_read_as_a_code_or_as_none(text):
    found = read(text)

    assert found is None or re.fullmatch(r"TB(-[0-9A-Z]{4}){3}-[0-9A-Z*~$=]", found)


@pytest.mark.parametrize("text", ["", "TB", "TB-7K3M", "TB-7K3M-9QXR-2HVD", "TB-UUUU-UUUU-UUUU-U", "x" * 1000])
def test_what_is_no_code_is_none(text):
    assert read(text) is None


def test_new_codes_differ_read_back_and_print_as_letters_and_figures():
    codes = {new_code() for _number in range(200)}

    assert len(codes) == 200
    assert {read(code) for code in codes} == codes
    assert [code for code in codes if not re.fullmatch(r"TB(-[0-9A-Z]{4}){3}-[0-9A-Z]", code)] == []
