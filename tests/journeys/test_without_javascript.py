"""Everything works without JavaScript: the same pages, the same words, nothing that needs a script."""

import re

import pytest
from playwright.sync_api import expect

from tests.journeys import steps

NADIA = "Nadia Hussain"
# A number of the kind that the NHS gives out for tests; its check digit is right.
NOTE = "We met at the library. NHS number 943 476 5919."


@pytest.fixture
def nadia(person):
    return person("trainee-days", java_script_enabled=False)


def test_a_lesson_is_read(nadia):
    nadia.opens_menu("Learn")
    nadia.opens("Go on learning")
    title = nadia.page.get_by_role("heading", level=1).inner_text().splitlines()[-1]

    nadia.presses("Mark as read and go on")

    nadia.opens_menu("Learn")
    row = nadia.page.locator(".nhsuk-task-list__item", has_text=title)
    expect(row.locator(".nhsuk-task-list__status")).to_contain_text("Read")


def test_a_knowledge_check_is_taken_on_one_page(nadia):
    answers = steps.right_answers("service-foundations")
    nadia.opens_menu("Learn")
    nadia.opens("An agreement you can keep")
    nadia.opens("Start the knowledge check")
    nadia.ticks("All questions on one page")
    nadia.presses("Start")

    for question in nadia.page.get_by_role("main").locator("fieldset").all():
        steps.answer_question(question, answers, is_right=True)
    nadia.presses("Send my answers")

    nadia.reads("Passed", f"{len(answers)} of {len(answers)} right, 100 per cent")


def test_an_nhs_number_is_refused_with_everything_else_kept(nadia):
    nadia.opens_menu("Practice")
    nadia.opens("Log a session")
    nadia.fills({"When did it start?": steps.typed_moment(4, 9), "How long was it?": "40", "Note (optional)": NOTE})
    nadia.ticks("By video")
    nadia.presses("Save and check")

    nadia.reads("There is a problem", "an NHS number")
    note = nadia.page.get_by_label("Note (optional)", exact=True)
    expect(note).to_have_value(NOTE)
    expect(nadia.page.get_by_label("How long was it?")).to_have_value("40")
    nadia.opens("Note", within=nadia.page.locator(".nhsuk-error-summary"))
    assert nadia.page.url.endswith(f"#{note.get_attribute('id')}")
    nadia.fills({"Note (optional)": "We met at the library."})
    nadia.presses("Save and check")
    nadia.reads("Saved as a draft", "We met at the library.", "40 min")


def test_an_empty_form_names_each_missing_answer_with_a_link_to_it(nadia):
    nadia.opens_menu("Learn")
    nadia.opens("See your follow-up activities")
    nadia.opens("Record an activity")
    nadia.presses("Record it")

    links = nadia.page.locator(".nhsuk-error-summary a")
    targets = [link.get_attribute("href") for link in links.all()]

    assert len(targets) == 4
    assert all(nadia.page.locator(target).count() == 1 for target in targets)


def test_an_observation_is_written_up_and_kept_for_later(person):
    assessor = person("assessor", java_script_enabled=False)

    steps.start_observation(assessor, who=NADIA, scenario="Rosa: a question about her tablets", judgement="Pass")
    assessor.is_at("Score each criterion")
    assessor.page.locator("textarea").first.fill("“May I ask how you take them?”, at 6 min.")
    assessor.presses("Save and go on later")

    assessor.is_at("To assess")
    assessor.opens(NADIA, within=assessor.page.locator(".tb-cards"))
    assessor.is_at("Score each criterion")
    expect(assessor.page.locator("textarea").first).to_have_value("“May I ask how you take them?”, at 6 min.")


def test_a_credential_is_verified(person):
    holder = person("trainee-awarded", java_script_enabled=False)
    holder.opens_menu("Credentials")
    code = re.search(r"TB-[\w-]+", holder.page.get_by_role("main").inner_text())[0]

    visitor = person(java_script_enabled=False)
    steps.verify(visitor, code)

    visitor.reads("Active", "Rachel Dunn")
