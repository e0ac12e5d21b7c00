"""Quizzes for tests."""

import datetime
import itertools

from assessments.quizzes import actions, queries

_numbers = itertools.count(1)
LOADED_AT = datetime.datetime(2026, 1, 5, 9, 0, tzinfo=datetime.UTC)


def question(key="opening", kind="single", right=(False, True), **changes):
    """A question's fixture data; `right` says for each option whether it is correct."""
    options = [
        {"text": f"Answer {number} of {key}", "correct": correct, "feedback": f"Feedback {number} of {key}."}
        for number, correct in enumerate(right, start=1)
    ]
    return {
        "key": key,
        "kind": kind,
        "text": f"What about {key}?",
        "options": options,
        "explanation": f"Because of {key}.",
        "source": "nhse-2020",
        "locator": "section 2",
        **changes,
    }


def quiz_data(**changes):
    return {
        "key": f"quiz-{next(_numbers)}",
        "title": "What coaching is",
        "pass_percent": 80,
        "questions": [
            question("opening"),
            question("listening", "multiple", (True, False, True)),
            question("promise", "true_false", (False, True)),
        ],
        **changes,
    }


def quiz_version(at=LOADED_AT, **changes):
    return actions.load_quiz(quiz_data(**changes), at=at)


def keys(sitting_question, *, right=True):
    """The keys of the right options of a question as served, or of one wrong option."""
    options = sitting_question.question_version.options.all()
    if right:
        return [str(option.key) for option in options if option.is_correct]
    return [next(str(option.key) for option in options if not option.is_correct)]


def sitting(person, version, organisation, at=LOADED_AT):
    return actions.start_sitting(person=person, quiz_version=version, organisation=organisation, by=person, at=at)


def result(person, version, organisation, *, wrong=0, at=LOADED_AT):
    """A finished sitting with so many wrong answers."""
    opened = sitting(person, version, organisation, at)
    chosen = {row.position: keys(row, right=row.position > wrong) for row in queries.questions_of(opened)}
    return actions.sit_at_once(sitting=opened, chosen=chosen, by=person, at=at)
