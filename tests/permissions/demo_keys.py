"""Keys of the demo's records, by the names that matrix.yaml uses in its addresses. Run inside Django."""

import json

from assessments.quizzes.models import Sitting
from assessments.roleplay.models import Observation, ObservationDraft, ScenarioVersion
from assessments.signoff.models import AssessorQualification, SignOff, SignOffDraft
from courses.models import LessonPage
from lms.accreditation.models import Award, AwardStatusChange
from lms.concerns.models import Concern
from lms.credentials.models import Credential
from lms.enrolment.models import DeliverySession, Enrolment, ProgrammeVersion, TraineeImport
from lms.people.models import Interest, Invitation, Membership, Organisation, Responsibility, User
from lms.portfolio.models import (
    DevelopmentGoal,
    FeedbackRequest,
    FeedbackSheet,
    LearningRecord,
    Milestone,
    PortfolioExport,
    Reflection,
    VolunteerCommitment,
)
from lms.practice.models import EntryTemplate, PracticeEntry
from lms.quality.models import ChecklistItem, ProgrammeApproval
from lms.supervision.models import (
    AgreedAction,
    SupervisionAgreement,
    SupervisionSession,
    SupervisorAbsence,
    SupervisorQualification,
)
from lms.web.demo import cast
from media.models import TeachbackDocument, Video


def person(login: str) -> User:
    return User.objects.get(email=cast.email(login))


def key_of(rows) -> str:
    """The key of the first row; a missing row is an error here, not a 404 that looks like a refusal."""
    return str(rows.order_by("pk").first().key)


def keys() -> dict[str, str]:
    trainee, awarded = person("trainee"), person("trainee-awarded")
    own = {"coach": trainee}
    entries, sessions = PracticeEntry.objects.filter(**own), SupervisionSession.objects.filter(**own)
    enrolment = Enrolment.objects.get(trainee=trainee)
    credential = Credential.objects.get(holder=awarded)
    sign_offs = SignOff.objects.all()
    return {
        "trainee": str(trainee.key),
        "new_trainee": str(person("trainee-new").key),
        "assessor": str(person("assessor").key),
        "academy": key_of(Organisation.objects.filter(slug=cast.ACADEMY)),
        "entry_submitted": key_of(entries.filter(status="submitted")),
        "entry_returned": key_of(entries.filter(status="returned")),
        "entry_confirmed": key_of(entries.filter(status="confirmed")),
        "template": key_of(EntryTemplate.objects.filter(coach=trainee)),
        "session_waiting": key_of(sessions.filter(status="recorded")),
        "session_confirmed": key_of(sessions.filter(status="confirmed")),
        "action": key_of(AgreedAction.objects.filter(session__coach=trainee)),
        "supervisor": str(person("supervisor").key),
        "supervisor_absence": key_of(SupervisorAbsence.objects.all()),
        "supervisor_qualification": key_of(SupervisorQualification.objects.all()),
        "agreement": key_of(SupervisionAgreement.objects.filter(coach=trainee)),
        "reflection": key_of(Reflection.objects.filter(author=trainee, status="submitted")),
        "reflection_draft": key_of(Reflection.objects.filter(author=trainee, status="draft")),
        "milestone": key_of(Milestone.objects.filter(person=trainee, superseded_by=None)),
        "learning": key_of(LearningRecord.objects.filter(person=trainee, superseded_by=None, is_taken_back=False)),
        "feedback": key_of(FeedbackSheet.objects.filter(person=trainee, way="typed")),
        "feedback_by_link": key_of(FeedbackSheet.objects.filter(person=trainee, way="link")),
        "feedback_request": key_of(FeedbackRequest.objects.filter(person=trainee, answered_at=None)),
        "commitment": key_of(VolunteerCommitment.objects.filter(person=trainee)),
        "export": key_of(PortfolioExport.objects.filter(person=trainee)),
        "goal": key_of(DevelopmentGoal.objects.filter(person=trainee)),
        "scenario": key_of(ScenarioVersion.objects.filter(scenario__code="joan-low-activation")),
        "observation": key_of(Observation.objects.filter(trainee=trainee, observer=person("trainer"))),
        "observation_unread": key_of(Observation.objects.filter(trainee=trainee, observer=person("assessor"))),
        "draft": key_of(ObservationDraft.objects.filter(trainee=trainee)),
        "sign_off": key_of(sign_offs.filter(trainee=awarded)),
        "sign_off_to_release": key_of(sign_offs.filter(trainee=person("trainee-signed"))),
        "sign_off_draft": key_of(SignOffDraft.objects.filter(trainee=trainee)),
        "qualification": key_of(AssessorQualification.objects.filter(person=person("assessor"))),
        "enrolment": str(enrolment.key),
        "enrolment_ready": key_of(Enrolment.objects.filter(trainee=person("trainee-ready"))),
        "cohort": str(enrolment.cohort.key),
        "taught": key_of(DeliverySession.objects.filter(cohort=enrolment.cohort)),
        "import": key_of(TraineeImport.objects.filter(confirmed_at=None)),
        "lesson_page": str(LessonPage.objects.get(code="of-two-minds").pk),
        "result": key_of(Sitting.objects.filter(person=trainee, status="finished")),
        "version": key_of(ProgrammeVersion.objects.filter(code="health-coaching-service")),
        "approval": key_of(ProgrammeApproval.objects.filter(programme_version__code="health-coaching-service")),
        "item": key_of(ChecklistItem.objects.filter(checklist__code="recognising-a-quality-service")),
        "award": key_of(Award.objects.filter(person=awarded)),
        "award_suspended": key_of(Award.objects.filter(person=person("trainee-suspended"))),
        "change": key_of(AwardStatusChange.objects.filter(status="suspended")),
        "credential": str(credential.key),
        "code": credential.code,
        "concern": key_of(Concern.objects.all()),
        "invitation": key_of(Invitation.objects.filter(accepted_at=None)),
        "membership": key_of(Membership.objects.filter(person=trainee)),
        "responsibility": key_of(Responsibility.objects.filter(subject=trainee)),
        "interest": key_of(Interest.objects.filter(person=person("assessor2"))),
        "video": key_of(Video.objects.all()),
        "document": key_of(TeachbackDocument.objects.all()),
    }


def show() -> None:
    print(json.dumps(keys()))
