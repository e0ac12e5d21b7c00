"""Codes stored for the portfolio. Values never change once data exists; labels may."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class ReflectionStatus(TextChoices):
    DRAFT = "draft", _("Draft, only you can read it")
    SUBMITTED = "submitted", _("Submitted")


class MilestoneCode(TextChoices):
    """Days of a coach's path that professional bodies ask about."""

    COACH_TRAINING_BEGUN = "coach_training_begun", _("Began training as a coach")
    COURSE = "course", _("Took a course")
    PROGRAMME_MODULE_COMPLETED = "programme_module_completed", _("Completed a module of a programme")
    WRITTEN_ASSESSMENT = "written_assessment", _("Handed in a written assessment")
    PRACTICAL_ASSESSMENT_PASSED = "practical_assessment_passed", _("Passed a practical assessment")
    EXAM_PASSED = "exam_passed", _("Passed a body's examination")
    ACCREDITED_FOUR_DAY_PROGRAMME = "accredited_four_day_programme", _("Completed an accredited four-day programme")
    DEGREE = "degree", _("Was given a degree")
    BODY_MEMBERSHIP = "body_membership", _("Joined a professional body")
    REGISTERED_NURSE = "registered_nurse", _("Registered as a nurse")
    NAMED_FIRST_CONTACT = "named_first_contact", _("Was given a named first contact at work")
    LEADER_TRAINING = "leader_training", _("Was trained to lead workshops")
    WORKSHOP_LED = "workshop_led", _("Led a workshop")
    PRACTICE_TEACHING_OBSERVED = "practice_teaching_observed", _("Was observed teaching")
    APPROVED_PROGRAMME_COMPLETED = "approved_programme_completed", _("Completed a programme that the body approves")
    CERTIFICATION_BEGUN = "certification_begun", _("Began a body's certification")
    IMPLEMENTATION_MODULE_COMPLETED = "implementation_module_completed", _("Completed a module on setting up coaching")
    MDT_SUPERVISION_ARRANGED = (
        "mdt_supervision_arranged",
        _("Was given monthly supervision by somebody of the multidisciplinary team"),
    )


class LearningTopic(TextChoices):
    ETHICS = "ethics", _("Ethics")
    CORE_COMPETENCY = "core_competency", _("A core coaching skill")
    OTHER = "other", _("Something else")


class FeedbackSource(TextChoices):
    CLIENT = "client", _("A client")
    PEER = "peer", _("A peer: a colleague or somebody on the same programme")


class FeedbackWay(TextChoices):
    """How the sheet came here, which says how far its words are the giver's own."""

    TYPED = "typed", _("Typed by the coach")
    LINK = "link", _("Written by the peer, through a link")


class GoalStatus(TextChoices):
    OPEN = "open", _("Working on it")
    REACHED = "reached", _("Reached")
    DROPPED = "dropped", _("Dropped")


class ExportStatus(TextChoices):
    WAITING = "waiting", _("Being made")
    READY = "ready", _("Ready")
    DELETED = "deleted", _("Deleted")


class NeedKind(TextChoices):
    """What a list of needs can count."""

    REFLECTIONS = "reflections", _("Submitted reflections")
    PEER_FEEDBACK = "peer_feedback", _("Feedback sheets from peers")
    CLIENT_FEEDBACK = "client_feedback", _("Feedback sheets from clients")
    WRITTEN_ASSESSMENT = "written_assessment", _("Written assessments handed in")


class ReflectionKind(TextChoices):
    """What gave rise to a reflection. Not stored: read from what it is about and whether a lesson asked."""

    PRACTICE = "practice.practiceentry", _("About a practice session")
    OBSERVATION = "roleplay.observation", _("About an observation")
    SUPERVISION = "supervision.supervisionsession", _("About a supervision session")
    LESSON = "lesson", _("On a question of a lesson")
    OTHER = "other", _("On something else")
