"""What makes a reflection ready, on plain values."""

import pytest

from lms.portfolio import rules
from lms.portfolio.enums import ReflectionStatus


@pytest.mark.parametrize(("status", "can"), [(ReflectionStatus.DRAFT, True), (ReflectionStatus.SUBMITTED, False)])
def test_only_a_draft_can_be_changed(status, can):
    assert rules.can_be_changed(status) is can


@pytest.mark.parametrize(("text", "says"), [("I asked first.", True), ("", False), (" \n\t", False)])
def test_a_reflection_says_something(text, says):
    assert rules.says_something(text) is says
