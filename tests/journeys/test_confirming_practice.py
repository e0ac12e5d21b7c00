"""Practice confirmed by a supervisor whom the provider has also named as verifier: a month at once, and what came back.

Callum Reid of the demo has joined and logged nothing yet.
"""

from datetime import timedelta

import pytest

from lms.practice.rules import DEFAULT_SHARE
from tests.journeys import steps

CALLUM, CALLUMS_ADDRESS = "Callum Reid", "trainee-new@demo.example"
GARETH, GARETHS_ADDRESS = "Gareth Pugh", "supervisor@demo.example"
LAST_MONTH, THE_MONTH_BEFORE = steps.month(1), steps.month(2)


@pytest.fixture(scope="module")
def manager(people):
    return people("manager")


@pytest.fixture(scope="module")
def gareth(people, manager):
    steps.name_responsible(
        manager, who=CALLUM, responsibility="Practice verifier", holder=f"{GARETH} ({GARETHS_ADDRESS})"
    )
    return people("supervisor")


@pytest.fixture(scope="module")
def callum(people, gareth):
    return people("trainee-new")


@pytest.fixture
def set_share(manager):
    """What of 100 entries sent from now on is drawn; afterwards it is as it was."""
    yield lambda share: steps.set_sampling(manager, share)
    steps.set_sampling(manager, DEFAULT_SHARE)


def send(coach, number, *, month=LAST_MONTH, length="45 min"):
    """A session of 10 o'clock on a day of a month, sent to Gareth; returns its reference."""
    moment = month + timedelta(days=number - 1)
    note = f"A session of {steps.words_for(moment)}."
    steps.log_practice(coach, days_ago=steps.days_since(moment), note=note, length=length, verifier=GARETH)
    return steps.send_entry(coach)


def test_a_month_is_confirmed_in_one_sitting_and_what_was_drawn_only_with_the_diary(callum, gareth, set_share):
    set_share(0)
    earlier = send(callum, 12, month=THE_MONTH_BEFORE)
    declared = [send(callum, number) for number in (3, 5, 8)]
    set_share(100)
    drawn = [send(callum, number) for number in (16, 21)]

    steps.open_month(gareth, coach=CALLUM, month=LAST_MONTH)
    gareth.does_not_read(earlier)
    gareth.ticks("Declared and sampled")
    gareth.presses("Continue")
    gareth.reads(f"Drawn to be checked: {', '.join(drawn)}.", "Look at the diary")
    steps.untick(gareth, *drawn)
    steps.confirm_ticked(gareth, *declared, basis="Declared and sampled")
    steps.open_month(gareth, coach=CALLUM, month=LAST_MONTH)
    steps.confirm_ticked(gareth, *drawn, basis="Diary checked")

    gareth.opens_menu("Practice to confirm")
    gareth.reads(earlier)
    gareth.does_not_read(*declared, *drawn)
    callum.opens_menu("Practice")
    callum.reads("3 h 45 min, 5 sessions")
    callum.opens(steps.words_for(LAST_MONTH.replace(day=21)))
    callum.reads("Confirmed", "Basis: Diary checked", GARETH)


def test_what_comes_back_is_put_right_by_the_coach_sent_again_and_confirmed(callum, gareth, site):
    reason = "The diary shows a break after one hour. Please write the first hour only."
    reference = send(callum, 26, length="3 h")
    gareth.goes_to(steps.link_in(site.mail_to(GARETHS_ADDRESS, reference)))
    gareth.reads(CALLUM, "3 h")

    steps.return_entry(gareth, reference, reason=reason)

    gareth.opens_menu("Practice to confirm")
    gareth.does_not_read(reference)
    callum.goes_to(steps.link_in(site.mail_to(CALLUMS_ADDRESS, reason)))
    callum.reads(reference, reason, "Returned to be changed")
    steps.change_entry(callum, {"How long was it?": "1 h"})
    steps.send_entry_again(callum)
    steps.confirm_entry(gareth, reference, basis="Diary checked")
    callum.opens_menu("Practice")
    callum.opens(steps.words_for(LAST_MONTH.replace(day=26)))
    callum.reads(reason, "Basis: Diary checked", "1 h", "Correct this entry")
    callum.does_not_read("3 h", "Change it")
