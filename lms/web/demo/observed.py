"""How each trainee's role-plays went: what stood out, what was thin, what the observer said and what was answered."""

from dataclasses import dataclass, replace

from lms.people.models import User
from lms.web.demo import cast

JOAN, DEREK, AMINA = "joan-low-activation", "derek-walking-plan", "amina-new-diagnosis"


@dataclass(frozen=True)
class Session:
    """`strong` and `weak` are criteria with one point more and one less than the rest; `answer` is the trainee's."""

    strong: tuple[str, ...]
    weak: tuple[str, ...]
    strengths: str
    next_thing: str
    answer: str = ""
    number: int = 0


# By the trainee's login and the scenario. The order numbers the people: each draws other notes.
SESSIONS = {
    "trainee-awarded": {
        JOAN: Session(
            ("listening",), ("time_and_ending",),
            "You waited. Twice the client filled the silence with what really mattered, and you left it hers.",
            "Leave three minutes for the ending, so that the next contact is agreed sitting down.",
            "Thank you. I had stopped looking at the clock because it was going well. I will put it where I see it.",
        ),
        DEREK: Session(
            ("confidence",), (),
            "The five did not frighten you. You asked what would change it and the new plan was all his.",
            "Ask for the number a little sooner, before you have both fallen in love with the plan.",
            "That is right, I felt pleased with it before he was.",
        ),
    },
    "trainee-suspended": {
        JOAN: Session(
            ("agenda",), ("closing_the_loop",),
            "A clear agenda by the fourth minute, and you came back to it when the talk moved.",
            "Your summary was good. Now let the client give it, and write down what comes back.",
            "Fair. I was afraid that it would sound like a test.",
        ),
        DEREK: Session(
            ("contracting",), (),
            "He knew what he had come to, how long it was and what you would write down, and he relaxed.",
            "Try one reflection more before each question. He had more to say about the fair.",
            "I will try two reflections to one question next time and ask somebody to count.",
        ),
    },
    "trainee-revoked": {
        JOAN: Session(
            ("contracting",), ("ask_tell_ask",),
            "A friendly, plain opening. She understood that you were not there to examine her.",
            "Two minutes of clubs and groups was too much. Tell her one, and ask what she makes of it.",
            "Understood.",
        ),
        DEREK: Session(
            ("time_and_ending",), ("listening",),
            "You kept to the time without hurrying him, and the date of the next contact was his choice.",
            "Leave the silences alone for a count of five. He was about to tell you why mornings are hard.",
            "I noticed that too, afterwards.",
        ),
    },
    "trainee": {
        AMINA: Session(
            ("listening", "contracting"), (),
            "You met the joke about joining the club with warmth, and she trusted you for it.",
            "Find out what she knows before you open the leaflet. Two points would have been plenty.",
            "Fair. I rushed the agenda and then talked to make up for it.",
        ),
        JOAN: Session(
            ("agenda",), ("confidence",),
            "You made the questions small enough to answer, and the choice of topic was hers in the end.",
            "When a number does not suit somebody, offer words or a line, and then work with the answer.",
        ),
        DEREK: Session((), (), "", ""),  # begun, and waiting for its observer
    },
    "trainee-ready": {
        JOAN: Session(
            ("action_plan",), ("time_and_ending",),
            "Taking one box down on Saturday is a small plan, and it was hers, with a day and a helper.",
            "Give a signal at twelve minutes. The last agreement was made on the way to the door.",
            "Thank you. I have asked my practice group to wave at me when three minutes are left.",
        ),
        DEREK: Session(
            ("closing_the_loop",), (),
            "You took being clear on yourself, heard that the day had come back wrong, and checked again.",
            "You asked what would get in the way. Ask too what has helped him before.",
            "I had that question on my card and lost it. It goes to the top.",
        ),
    },
    "trainee-signed": {
        JOAN: Session(
            ("medicines_and_information",), ("time_and_ending",),
            "As a nurse you could have answered the tablet question. You helped her to ask it herself instead.",
            "Say aloud when the time is nearly up, and settle the next contact. Good work deserves an ending.",
            "It was hard to hold back. The ending suffered because I was so relieved.",
        ),
        DEREK: Session(
            ("ask_tell_ask",), (),
            "One fact about knees, with leave, and then you asked what he made of it. He built his plan on that.",
            "Come back to his own agenda once more near the end and ask whether it still holds.",
            "Yes. I thought of it in the car. I will write the first topic down in their words.",
        ),
    },
}  # fmt: skip


# The same person's next scenario draws other notes again.
SHIFT = {JOAN: 0, AMINA: 1, DEREK: 3}


def session_of(trainee: User, scenario: str) -> Session:
    """How it went, with the number by which its notes are drawn."""
    login = cast.login(trainee)
    return replace(SESSIONS[login][scenario], number=list(SESSIONS).index(login) + SHIFT[scenario])
