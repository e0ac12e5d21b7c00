"""What goes wrong with people and their browsers: sent twice, too late, guessed at speed, without a second factor.

Clear words, nothing lost, never a fault; and no mouse is needed.
"""

import base64
import hashlib
import hmac
import struct
import time
from urllib.parse import urlencode

import pytest
from playwright.sync_api import Locator, expect

from lms.formats import verification_codes
from tests import demo_site
from tests.journeys import steps
from tests.journeys.person import arrivals

NADIA = "Nadia Hussain"
TYPED = "I offered too early.\nNext time I will wait until she has finished."
MOST_TABS = 60


def test_a_form_that_is_posted_twice_is_recorded_once(person):
    nadia = person("trainee-days")
    nadia.opens_menu("Learn")
    nadia.opens("See your follow-up activities")
    nadia.opens("Record an activity")
    page, title = nadia.page, "Told my team about agendas"
    fields = {field: page.locator(f"input[name={field}]").last.input_value() for field in ("idempotency_key",)}
    fields |= {"csrfmiddlewaretoken": page.locator("main [name=csrfmiddlewaretoken]").input_value()}
    fields |= {"kind": "team", "title": title, "done_date": steps.typed_day(), "words": "They want to try it."}

    answers = [post(nadia, fields) for _ in range(2)]

    assert [answer.status for answer in answers] == [200, 200]
    assert "It was sent twice and recorded once." in answers[1].text()
    page.reload()
    nadia.opens("Follow-up activities")
    expect(nadia.page.get_by_role("heading", name=title)).to_have_count(1)


def post(somebody, fields: dict[str, str]):
    """What the browser would send from the page that is open, answers followed to their end."""
    here = somebody.page.url
    headers = {"Content-Type": "application/x-www-form-urlencoded", "Origin": somebody.site.address, "Referer": here}
    return somebody.context.request.post(here, data=urlencode(fields), headers=headers)


def test_an_expired_page_token_loses_no_text(person):
    nadia = person("trainee-days")
    nadia.goes_to("/portfolio/new/")
    nadia.fills({"Your reflection": TYPED})
    nadia.context.clear_cookies(name="csrftoken")
    nadia.presses("Save the draft")

    nadia.is_at("Please send this once more")
    expect(nadia.page.get_by_label("Text")).to_have_value(TYPED)
    nadia.presses("Send it now")

    nadia.is_at("Reflection")
    nadia.reads("Saved as a draft", *TYPED.splitlines())


def test_a_session_that_ended_loses_no_text(person):
    nadia = person("trainee-days")
    nadia.goes_to("/portfolio/new/")
    nadia.fills({"Your reflection": TYPED})
    nadia.context.clear_cookies(name="sessionid")
    nadia.presses("Save the draft")

    nadia.is_at("Sign in")
    nadia.fills({"Email": "trainee-days@demo.example", "Password": demo_site.PASSWORD})
    nadia.presses("Sign in")
    nadia.is_at("Here is what you typed")
    nadia.presses("Send it now")

    nadia.reads("Saved as a draft", *TYPED.splitlines())


@pytest.mark.parametrize("typed", ["TB-7K3M", "hello", "TB-7K3M-9QXR-2HVD-0"])
def test_what_is_no_code_is_said_to_be_none(person, typed):
    visitor = person()
    steps.type_code(visitor, typed)

    visitor.reads("There is a problem", "This is not a code")
    expect(visitor.page.get_by_label("Code on the certificate")).to_have_value(typed)


def test_a_code_that_was_never_issued_is_said_to_be_unknown(person):
    visitor = person()

    steps.type_code(visitor, verification_codes.new_code())

    visitor.is_at("No credential has this code")


@pytest.fixture(scope="module")
def guarded(browser, site):
    """People at a second door to the same demo, which asks for a second factor and counts wrong codes anew."""
    with (
        demo_site.second_door(site, TEACHBACK_DEMO_SKIP_SECOND_FACTOR="0") as door,
        arrivals(browser, door) as arrive,
    ):
        yield arrive


def test_codes_guessed_at_speed_close_the_page_for_a_while(guarded):
    guesser = guarded()
    address = guesser.site.address

    statuses = [guesser.context.request.get(f"{address}/verify/GUESS-{number}/").status for number in range(21)]

    assert statuses == [404] * 20 + [429]
    guesser.goes_to(f"/verify/{verification_codes.new_code()}/")
    guesser.is_at("Too many wrong codes")
    guesser.reads("Wait")


def test_hours_are_confirmed_only_with_a_second_factor(person, guarded):
    reference = nadia_sends_an_entry_to_ben(person)
    ben = guarded("assessor2")

    ben.goes_to("/practice/to-confirm/")
    ben.opens(f"Confirm {reference}")
    ben.is_at("Your second factor")
    ben.reads("To record this you need a second factor.")
    ben.opens("Set up an authenticator app")
    steps.prove_who(ben, then="Set up an authenticator app")
    secret = ben.page.locator("code.tb-key").inner_text()
    ben.fills({"Authenticator code": code_of_the_app(secret)})
    ben.presses("Switch it on")
    ben.opens("Go back to what you were doing")
    ben.is_at("Confirm this practice session")
    ben.ticks("Witnessed")
    ben.presses("Continue")
    ben.presses("Confirm this session")
    ben.is_at("Session confirmed")


def nadia_sends_an_entry_to_ben(person) -> str:
    steps.name_responsible(
        person("manager"),
        who=NADIA,
        responsibility="Practice verifier",
        holder="Ben Hollis (assessor2@demo.example)",
    )
    nadia = person("trainee-days")
    steps.log_practice(nadia, days_ago=6, note="A first session by telephone.", verifier="Ben Hollis")
    return steps.send_entry(nadia)


def code_of_the_app(secret: str) -> str:
    """The six digits that an authenticator app shows now (RFC 6238)."""
    key = base64.b32decode(secret + "=" * (-len(secret) % 8))
    digest = hmac.new(key, struct.pack(">Q", int(time.time()) // 30), hashlib.sha1).digest()
    start = digest[-1] & 15
    number = struct.unpack(">I", digest[start : start + 4])[0] & 0x7FFFFFFF
    return f"{number % 1_000_000:06d}"


def test_a_person_without_a_mouse_signs_in_and_writes(person):
    nadia = person()
    page = nadia.goes_to("/accounts/login/")

    tab_to(page.get_by_role("link", name="Skip to main content"))
    page.keyboard.press("Enter")
    expect(page.get_by_role("main")).to_be_focused()
    type_into(page.get_by_label("Email"), "trainee-days@demo.example")
    type_into(page.get_by_label("Password"), demo_site.PASSWORD)
    page.keyboard.press("Enter")
    expect(page.get_by_role("link", name="your account")).to_be_visible()
    page = nadia.goes_to("/portfolio/new/")
    type_into(page.get_by_label("Your reflection"), "Written without a mouse.")
    tab_to(page.get_by_role("button", name="Save the draft"))
    page.keyboard.press("Enter")

    nadia.reads("Saved as a draft", "Written without a mouse.")


def tab_to(element: Locator) -> None:
    """Press Tab until the element has the focus, which has to be visible."""
    for _ in range(MOST_TABS):
        element.page.keyboard.press("Tab")
        if element.evaluate("one => one === document.activeElement"):
            expect(element).to_be_in_viewport()
            return
    raise AssertionError(f"{MOST_TABS} times Tab did not lead to {element}")


def type_into(field: Locator, text: str) -> None:
    tab_to(field)
    field.page.keyboard.type(text)
