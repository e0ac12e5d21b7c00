"""The four-day route, through the pages, as everybody on it: learn, practise, be observed, be signed off, be awarded.

Leila Ferreira begins on the day of the test and does each kind of act once in full. What a standard asks in numbers
(twenty hours, four days) would be hundreds of the same rows, so the second half is walked with the demo's Owen
Griffiths, who has met everything and has asked for the decision.
"""

import re

import pytest

from tests.journeys import steps

COHORT = "Service coaches, from today"
LEILA, ADDRESS, PASSWORD = "Leila Ferreira", "leila.ferreira@demo.example", "three-quiet-herons"
OWEN = "Owen Griffiths"
FIRST_LESSON = "Your role, and what comes with it"


@pytest.fixture(scope="module")
def manager(people):
    return people("manager")


@pytest.fixture(scope="module")
def leila(people, manager, site):
    """Enrolled by e-mail in a cohort that opens today, with a password that she chose through the link."""
    steps.open_cohort(
        manager, programme="Health coaching service, version 1", name=COHORT, context="Non-clinical service"
    )
    steps.enrol_by_email(manager, cohort=COHORT, name=LEILA, address=ADDRESS)
    newcomer = people()
    steps.choose_password(newcomer, site.mail_to(ADDRESS, "Choose a password to begin"), PASSWORD)
    newcomer.signs_in(ADDRESS, PASSWORD)
    return newcomer


def test_a_newcomer_reads_passes_a_check_reflects_and_follows_up(leila):
    steps.read_lesson(leila, FIRST_LESSON)
    steps.take_check(leila, lesson="An agreement you can keep", quiz="service-foundations", wrong=1)
    leila.reads("Passed", "Back to the lesson")
    steps.reflect(leila, lesson=FIRST_LESSON, words="I answer questions that nobody asked. I will wait, then offer.")
    steps.follow_up(leila, "Practised with a colleague on the stairs")

    leila.opens_menu("Learn")
    leila.reads("1 of 2 passed", "1 activity recorded")
    leila.opens_menu("My standing")
    leila.reads("1 of 3", "1 of 1")  # reflections, follow-up activities


def test_a_check_that_is_not_passed_says_what_to_do(leila):
    steps.take_check(leila, lesson="A caseload you can carry", quiz="service-practice", wrong=3)

    leila.reads("Not passed this time", "take it again whenever you like")


def test_a_half_day_is_planned_and_its_register_kept(leila, manager, person):
    trainer = person("trainer")

    steps.plan_session(manager, cohort=COHORT, module="Relationship, scope and safety", trainer="Tom Wren")
    steps.keep_register(trainer, cohort=COHORT, module="Relationship, scope and safety")

    trainer.reads(f"{LEILA}: 3 h")
    leila.opens_menu("Learn")
    leila.reads("You were there for 3 h")


def test_practice_is_returned_with_a_reason_changed_and_confirmed(leila, manager, person, site):
    steps.name_responsible(
        manager, who=LEILA, responsibility="Practice verifier", holder="Priya Nair (assessor@demo.example)"
    )
    steps.log_practice(leila, days_ago=3, note="First session: contracting took ten minutes.")
    first = steps.send_entry(leila)
    steps.log_practice(leila, days_ago=2, note="A setback, looked at without blame.", length="3 h")
    second = steps.send_entry(leila)
    verifier = person("assessor")

    steps.confirm_entry(verifier, first, basis="Diary checked")
    steps.return_entry(verifier, second, reason="The diary shows 45 minutes. Please change the length.")

    leila.goes_to(steps.link_in(site.mail_to(ADDRESS, "The diary shows 45 minutes.")))
    leila.reads(second, "The diary shows 45 minutes. Please change the length.")
    steps.change_entry(leila, {"How long was it?": "45"})
    steps.send_entry_again(leila)
    steps.confirm_entry(verifier, second, basis="Diary checked")
    leila.opens_menu("Practice")
    leila.reads("1 h 30 min, 2 sessions")
    leila.opens_menu("My standing")
    leila.reads("1 h 30 min of 20 h")


def test_supervision_is_recorded_and_confirmed_by_the_supervisor(leila, manager, person):
    themes = "Noticing when I want to fix."
    steps.start_agreement(manager, coach=f"{LEILA} (Riverside Coaching Academy)", supervisor="Gareth Pugh")

    reference = steps.record_supervision(leila, supervisor="Gareth Pugh", themes=themes)
    steps.confirm_supervision(person("supervisor"), reference, themes=themes)

    leila.opens_menu("My standing")
    leila.reads("1 h of 1 h")
    manager.goes_to("/supervision/took-place/")
    manager.reads(LEILA)
    manager.does_not_read(themes)


def test_a_role_play_is_observed_read_and_carries_a_sign_off(leila, person):
    """The judgement of the whole and the points disagree, so quality assurance has to look at the sign-off."""
    assessor = person("assessor")

    observed = steps.observe(assessor, who=LEILA, scenario="Rosa: a question about her tablets", judgement="Fail")
    steps.acknowledge(leila, observed, comment="Fair. I rushed the ending.")
    signed = steps.sign_off(assessor, who=LEILA)

    assessor.reads("Your internal quality assurer looks at it before it counts.")
    leila.opens_menu("My standing")
    leila.reads("0 of 8", "1 of 2")  # competencies signed off, observed sessions passed
    steps.release(person("iqa"), signed)
    leila.opens_menu("My standing")
    leila.reads("8 of 8")


@pytest.fixture(scope="module")
def owen(people):
    return people("trainee-ready")


@pytest.fixture(scope="module")
def code(owen, manager):
    """The code of the award that the manager gives to Owen."""
    owen.opens_menu("My standing")
    owen.reads("The decision was asked for on", "20 h", "8 of 8")
    return steps.award(manager, who=OWEN)


def test_an_award_is_verified_by_anybody_and_names_its_holder_only_when_he_agrees(owen, code, person, site):
    visitor = person()

    assert site.mail_to("trainee-ready@demo.example", "you received the award")
    steps.verify(visitor, code)
    visitor.reads("Active", "This award is real, and it stands.", "Accredited by Coaching Standards Council (demo)")
    visitor.reads("Non-clinical", "Observed sessions passed: 2. Competencies signed off: 8.", "does not show criminal")
    visitor.does_not_read(OWEN)
    let_the_page_show(owen, "Show my name")

    steps.verify(visitor, code)
    visitor.reads(OWEN)


def let_the_page_show(holder, *what: str) -> None:
    holder.opens_menu("Credentials")
    holder.opens("Health coaching service")
    holder.opens("Change what the public page shows")
    holder.ticks(*what)
    holder.presses("Save my choice")
    holder.reads("The public page shows what you chose from now on.")


def test_the_holder_takes_the_certificate(owen, code):
    owen.opens_menu("Credentials")
    owen.opens("Health coaching service")
    address = owen.page.get_by_role("link", name="Open the certificate (PDF)").get_attribute("href")

    certificate = owen.context.request.get(f"{owen.site.address}{address}")

    assert certificate.headers["content-type"] == "application/pdf"
    assert certificate.body().startswith(b"%PDF")


@pytest.mark.parametrize("sought", ["the code", "a name"])
def test_a_commissioner_looks_the_holder_up_and_he_sees_it(owen, code, person, sought):
    commissioner = person("commissioner")

    commissioner.opens_menu("Workforce")
    commissioner.fills({"Code or name": code if sought == "the code" else OWEN})
    commissioner.ticks("Before somebody starts in a role")
    commissioner.presses("Look up")

    commissioner.is_at("What was found")
    commissioner.reads(OWEN, code, "Active")
    owen.opens_menu("Credentials")
    owen.opens("Health coaching service")
    owen.reads("Westshire Integrated Care Board", "Before somebody starts in a role")


def test_a_suspension_shows_at_once_without_its_reason_and_can_be_answered(owen, code, manager, person, site):
    visitor, today = person(), steps.words_for(steps.day())
    reason = "Supervision has stopped."

    steps.change_status(manager, who=OWEN, step="Suspend this award", reason=reason)

    steps.verify(visitor, code)
    visitor.reads("Suspended", f"since {today}", "do not rely on it now")
    visitor.does_not_read(reason)
    owen.goes_to(steps.link_in(site.mail_to("trainee-ready@demo.example", "“Suspended”")))
    owen.reads(reason)
    owen.opens(re.compile("^Answer this: Suspended"))
    owen.fills({"Your answer": "I have a new supervisor from Monday."})
    owen.presses("Record my answer")
    owen.reads("Your answer is on record.")
    steps.change_status(manager, who=OWEN, step="Reinstate this award", reason="A new supervisor is agreed.")
    manager.reads("I have a new supervisor from Monday.")
    steps.verify(visitor, code)
    visitor.reads("Active", f"since {today}", "This award is real, and it stands.")
