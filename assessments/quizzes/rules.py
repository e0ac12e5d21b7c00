"""How an answer and a sitting are marked, and what makes a question sound. Pure."""

from collections.abc import Collection, Sequence

from assessments.quizzes.enums import QuestionKind

POINTS_FOR_A_RIGHT_ANSWER = 1


def mark(kind: str, correct: Collection[str], chosen: Collection[str]) -> bool:
    """Whether the chosen options are exactly the right ones. Half of a multiple choice earns nothing."""
    if kind != QuestionKind.MULTIPLE and len(chosen) != 1:
        return False
    return set(chosen) == set(correct)


def points(is_correct: bool) -> int:
    """What an answer earns."""
    return POINTS_FOR_A_RIGHT_ANSWER if is_correct else 0


def percent(correct: int, of: int) -> int:
    """The mark in whole per cent, rounded down: 79.9 is not 80."""
    return 100 * correct // of if of else 0


def is_passed(correct: int, of: int, pass_percent: int) -> bool:
    """Whether the share of right answers reaches the pass mark. Compared before rounding."""
    return of > 0 and 100 * correct >= pass_percent * of


def problems_with_question(kind: str, right: Sequence[bool]) -> list[str]:
    """What is wrong with a question's options. right: for each option, whether it is correct."""
    if kind not in QuestionKind.values:
        return [f"there is no kind of question called {kind}"]
    problems = []
    if len(right) < 2:
        problems.append("there must be at least two options")
    if kind == QuestionKind.TRUE_FALSE and len(right) != 2:
        problems.append("a true or false question has two options")
    if not any(right):
        problems.append("no option is correct")
    if kind != QuestionKind.MULTIPLE and sum(right) > 1:
        problems.append("only one option may be correct")
    return problems
