"""What learners and staff fill in. Forms validate, actions decide."""

from lms.enrolment.forms.cohorts import (
    CohortFilter,
    CohortForm,
    ContextForm,
    EnrolForm,
    ImportForm,
    LearnerFilter,
    RegisterForm,
    SessionForm,
)
from lms.enrolment.forms.learning import FollowUpForm, JoinForm, ReflectionForm
from lms.enrolment.forms.quizzes import QuestionsForm, WayForm

__all__ = [
    "CohortFilter",
    "CohortForm",
    "ContextForm",
    "EnrolForm",
    "FollowUpForm",
    "ImportForm",
    "JoinForm",
    "LearnerFilter",
    "QuestionsForm",
    "ReflectionForm",
    "RegisterForm",
    "SessionForm",
    "WayForm",
]
