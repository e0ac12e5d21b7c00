"""Canonical bytes, leaf hashes and commitments, for whatever an event may hold."""

import hashlib
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lms.formats import transparency_log

PLAIN = st.none() | st.booleans() | st.integers() | st.text(st.characters(exclude_categories=["Cs"]))
KEYS = st.text(st.characters(exclude_categories=["Cs"]))
VALUES = st.recursive(PLAIN, lambda inner: st.lists(inner) | st.dictionaries(KEYS, inner), max_leaves=20)
EVENTS = st.dictionaries(KEYS, VALUES)


@given(EVENTS)
def test_canonical_bytes_hold_the_whole_event(event):
    assert json.loads(transparency_log.canonical_bytes(event)) == event


@given(EVENTS, st.randoms())
def test_canonical_bytes_do_not_depend_on_the_order_of_keys(event, random):
    items = list(event.items())
    random.shuffle(items)

    assert transparency_log.canonical_bytes(dict(items)) == transparency_log.canonical_bytes(event)


@given(EVENTS, EVENTS)
def test_different_events_have_different_hashes(first, second):
    hashes = [transparency_log.leaf_hash(transparency_log.canonical_bytes(event)) for event in (first, second)]

    assert (hashes[0] == hashes[1]) == (json.dumps(first, sort_keys=True) == json.dumps(second, sort_keys=True))


def test_canonical_bytes_have_no_spaces_and_plain_utf8():
    assert (
        transparency_log.canonical_bytes({"b": [1, True, None], "a": "Zoë"}) == '{"a":"Zoë","b":[1,true,null]}'.encode()
    )


@pytest.mark.parametrize("event", [{"a": 0.5}, {"a": [1, {"b": 2.0}]}, {"a": {"b": [float("nan")]}}])
def test_canonical_bytes_refuse_floats_however_deep(event):
    with pytest.raises(TypeError, match="a float has no canonical form"):
        transparency_log.canonical_bytes(event)


def test_leaf_hash_is_that_of_the_standard():
    """RFC 9162, section 2.1.1: SHA-256 over 0x00 and the leaf, so that no leaf can be taken for an inner node."""
    empty_leaf = "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d"

    assert transparency_log.leaf_hash(b"").hex() == empty_leaf
    assert transparency_log.leaf_hash(b"x") != hashlib.sha256(b"x").digest()


@given(st.text(st.characters(exclude_categories=["Cs"])))
def test_a_commitment_tells_nothing_without_its_salt(value):
    salt, other = transparency_log.new_salt(), transparency_log.new_salt()

    assert transparency_log.commitment(salt, value) == transparency_log.commitment(salt, value)
    assert transparency_log.commitment(salt, value) != transparency_log.commitment(other, value)
    assert transparency_log.commitment(salt, value).startswith("sha256:")


def test_a_salt_has_128_bits_and_is_used_once():
    salts = {transparency_log.new_salt() for _number in range(100)}

    assert (len(salts), {len(salt) for salt in salts}) == (100, {16})
