"""Agreements, supervision sessions and what the supervisor said to them."""

from django.db import models
from django.db.models import CheckConstraint, Q, UniqueConstraint

from lms.core import clock, constraints, ids
from lms.core.models import AppendOnly, Mutable
from lms.core.privacy import Erase, Privacy
from lms.people.models import DatedTie
from lms.practice.rules import LARGEST_GROUP, LONGEST_MINUTES
from lms.supervision.enums import (
    AgreedFormat,
    IcfCredential,
    SessionDecision,
    SessionFormat,
    SessionStatus,
    SupervisionFunction,
    SupervisionKind,
)
from lms.supervision.rules import HIGHEST_TIER, LONGEST_INTERVAL


class SupervisionAgreement(Mutable):
    """Who gives a coach which kind of support, from a day until another or until further notice.

    Written by a provider's manager. Starting one also gives the supervisor the responsibility that lets them see the
    coach. Its terms are how often (every so many weeks), in which form, what stays confidential and what does not; an
    agreement made before terms were kept has none. `takes_over` is the agreement of the supervisor before, if coaches
    were handed over.
    """

    supervisor = models.ForeignKey("people.User", on_delete=models.PROTECT, related_name="supervision_given")
    coach = models.ForeignKey("people.User", on_delete=models.PROTECT, related_name="supervision_received")
    organisation = models.ForeignKey(
        "people.Organisation", on_delete=models.PROTECT, related_name="supervision_agreements"
    )
    kind = models.CharField(max_length=30, choices=SupervisionKind)
    from_date = models.DateField(default=clock.today)
    to_date = models.DateField(null=True, blank=True)
    every_weeks = models.PositiveSmallIntegerField(null=True, blank=True)
    format = models.CharField(max_length=20, choices=AgreedFormat, blank=True)
    confidential = models.TextField(blank=True)
    not_confidential = models.TextField(blank=True)
    takes_over = models.OneToOneField(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="taken_over_by"
    )

    privacy = Privacy(
        personal={
            "supervisor": Erase.FOLLOWS,
            "coach": Erase.FOLLOWS,
            "confidential": Erase.PSEUDONYM,
            "not_confidential": Erase.PSEUDONYM,
        },
        impersonal="organisation kind from_date to_date every_weeks format takes_over",
    )

    class Meta:
        constraints = [
            constraints.one_of("kind", SupervisionKind, name="supervision_agreement_kind"),
            constraints.in_order("from_date", "to_date", name="supervision_agreement_dates"),
            constraints.different("supervisor", "coach", name="supervision_agreement_of_another"),
            UniqueConstraint(
                fields=["supervisor", "coach", "organisation", "kind"],
                condition=Q(to_date=None),
                name="supervision_one_open_agreement",
            ),
            constraints.different("id", "takes_over", name="supervision_agreement_takes_over_another"),
            CheckConstraint(
                condition=Q(every_weeks__isnull=True, format="")
                | Q(every_weeks__isnull=False, every_weeks__range=(1, LONGEST_INTERVAL), format__in=AgreedFormat.values)
                & ~Q(confidential="")
                & ~Q(not_confidential=""),
                name="supervision_agreement_whole_terms",
            ),
        ]
        indexes = [models.Index(fields=["coach", "kind"], name="supervision_agreement_by_coach")]

    def __str__(self):
        return f"{self.supervisor} · {self.get_kind_display()} of · {self.coach} from {self.from_date}"


class AgreementAcceptance(AppendOnly):
    """One side of an agreement has read its terms and accepts them. From the first acceptance the terms stay."""

    agreement = models.ForeignKey(SupervisionAgreement, on_delete=models.PROTECT, related_name="acceptances")
    by = models.ForeignKey("people.User", on_delete=models.PROTECT, related_name="supervision_acceptances")

    privacy = Privacy(personal={"by": Erase.FOLLOWS}, impersonal="agreement")

    class Meta:
        constraints = [UniqueConstraint(fields=["agreement", "by"], name="supervision_accepted_once_a_side")]

    def __str__(self):
        return f"Acceptance {self.key}"


class SupervisionSession(Mutable):
    """One meeting of a coach with a supervisor. Recorded by the coach; frozen once the supervisor has confirmed it.

    `group_size` counts the coaches present. Nobody leads a peer group: its `supervisor` is the one whom the coach told
    of it and who may read it, and it stays the coach's own word, never confirmed. `functions` are codes of
    SupervisionFunction. `themes` and `actions` are free text by the coach, read by coach and supervisor only.
    `supersedes` is the confirmed session that this one corrects.
    """

    coach = models.ForeignKey("people.User", on_delete=models.PROTECT, related_name="supervision_sessions")
    supervisor = models.ForeignKey("people.User", on_delete=models.PROTECT, related_name="supervision_sessions_given")
    organisation = models.ForeignKey(
        "people.Organisation", on_delete=models.PROTECT, related_name="supervision_sessions"
    )
    kind = models.CharField(max_length=30, choices=SupervisionKind)
    started_at = models.DateTimeField()
    minutes = models.PositiveSmallIntegerField()
    format = models.CharField(max_length=20, choices=SessionFormat)
    group_size = models.PositiveSmallIntegerField(null=True, blank=True)
    functions = models.JSONField(default=list)
    themes = models.TextField(blank=True)
    actions = models.TextField(blank=True)
    status = models.CharField(max_length=20, choices=SessionStatus, default=SessionStatus.RECORDED)
    confirmed_at = models.DateTimeField(null=True, blank=True)
    supersedes = models.OneToOneField(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="superseded_by"
    )

    frozen_when = ("status", (SessionStatus.CONFIRMED.value,))
    privacy = Privacy(
        personal={
            "coach": Erase.FOLLOWS,
            "supervisor": Erase.FOLLOWS,
            "themes": Erase.CLEAR,
            "actions": Erase.CLEAR,
        },
        impersonal="organisation kind started_at minutes format group_size functions status confirmed_at supersedes",
    )

    class Meta:
        constraints = [
            constraints.one_of("kind", SupervisionKind, name="supervision_session_kind"),
            constraints.one_of("format", SessionFormat, name="supervision_session_format"),
            constraints.one_of("status", SessionStatus, name="supervision_session_status"),
            CheckConstraint(condition=Q(minutes__range=(1, LONGEST_MINUTES)), name="supervision_session_minutes"),
            CheckConstraint(
                condition=Q(format=SessionFormat.INDIVIDUAL, group_size__isnull=True)
                # A check that comes out as NULL lets the row pass, so "is there" is said beside "is in range".
                | (
                    ~Q(format=SessionFormat.INDIVIDUAL)
                    & Q(group_size__isnull=False, group_size__range=(2, LARGEST_GROUP))
                ),
                name="supervision_session_group_size",
            ),
            CheckConstraint(
                condition=Q(status=SessionStatus.CONFIRMED, confirmed_at__isnull=False)
                | (~Q(status=SessionStatus.CONFIRMED) & Q(confirmed_at__isnull=True)),
                name="supervision_session_confirmed_when",
            ),
            constraints.different("supervisor", "coach", name="supervision_session_with_another"),
            constraints.different("id", "supersedes", name="supervision_session_supersedes_another"),
        ]
        indexes = [
            models.Index(fields=["coach", "kind", "started_at"], name="supervision_session_by_coach"),
            models.Index(fields=["supervisor", "status"], name="supervision_session_by_superv"),
            models.Index(fields=["organisation", "started_at"], name="supervision_session_by_org"),
        ]

    def __str__(self):
        return f"Supervision session {self.reference}"

    @property
    def reference(self) -> str:
        """The short form of the key that people read to each other."""
        return ids.reference("SV", self.key)

    @property
    def function_words(self) -> list[str]:
        return [str(SupervisionFunction(code).label) for code in self.functions]


class SessionConfirmation(AppendOnly):
    """A supervisor's answer to a recorded session: that it took place as written, or why not.

    `content` holds the codes and numbers of the session at that moment, never its themes.
    """

    session = models.ForeignKey(SupervisionSession, on_delete=models.PROTECT, related_name="confirmations")
    decision = models.CharField(max_length=20, choices=SessionDecision)
    by = models.ForeignKey("people.User", on_delete=models.PROTECT, related_name="supervision_confirmations")
    reason = models.TextField(blank=True)
    content = models.JSONField()

    privacy = Privacy(personal={"by": Erase.FOLLOWS, "reason": Erase.PSEUDONYM}, impersonal="session decision content")

    class Meta:
        constraints = [
            constraints.one_of("decision", SessionDecision, name="supervision_confirmation_code"),
            CheckConstraint(
                condition=~Q(decision=SessionDecision.DECLINED) | ~Q(reason=""), name="supervision_decline_reason"
            ),
            UniqueConstraint(
                fields=["session"],
                condition=Q(decision=SessionDecision.CONFIRMED),
                name="supervision_session_confirmed_once",
            ),
        ]

    def __str__(self):
        return f"{self.get_decision_display()} {self.key}"


class AgreedAction(Mutable):
    """Something that a coach will do, agreed in a session, with the day by which. The coach writes it and ticks it off.

    `words` are read by coach and supervisor only.
    """

    session = models.ForeignKey(SupervisionSession, on_delete=models.PROTECT, related_name="agreed_actions")
    words = models.TextField()
    due_date = models.DateField()
    done_date = models.DateField(null=True, blank=True)

    privacy = Privacy(personal={"words": Erase.PSEUDONYM}, impersonal="session due_date done_date")

    class Meta:
        constraints = [CheckConstraint(condition=~Q(words=""), name="supervision_action_has_words")]
        indexes = [models.Index(fields=["session", "done_date"], name="supervision_action_by_session")]

    def __str__(self):
        return f"Agreed action {self.key}"


class SupervisorQualification(DatedTie):
    """What qualifies somebody to supervise or mentor, whose proof a provider's manager has seen.

    `kinds` are the codes of the support that it is for. `tier` is 1 to 4 or not known: the workforce framework names
    tiers, but what each holds is not published, so `tier_source` says where the number is from. `credential` is an ICF
    mentor's level. Mutable, because it is ended by a last day.
    """

    person = models.ForeignKey("people.User", on_delete=models.PROTECT, related_name="supervisor_qualifications")
    title = models.CharField(max_length=200)
    awarding_body = models.CharField(max_length=200)
    kinds = models.JSONField()
    tier = models.PositiveSmallIntegerField(null=True, blank=True)
    tier_source = models.CharField(max_length=300, blank=True)
    credential = models.CharField(max_length=10, choices=IcfCredential, blank=True)
    recorded_by = models.ForeignKey(
        "people.User", on_delete=models.PROTECT, related_name="supervisor_qualifications_recorded"
    )

    privacy = Privacy(
        personal={
            "person": Erase.FOLLOWS,
            "title": Erase.PSEUDONYM,
            "awarding_body": Erase.PSEUDONYM,
            "tier_source": Erase.PSEUDONYM,
            "recorded_by": Erase.FOLLOWS,
        },
        impersonal="kinds tier credential from_date to_date",
    )

    class Meta:
        constraints = [
            constraints.in_order("from_date", "to_date", name="supervision_qualification_dates"),
            constraints.different("person", "recorded_by", name="supervision_qualification_checked"),
            CheckConstraint(
                condition=~Q(title="") & ~Q(awarding_body="") & ~Q(kinds=[]), name="supervision_qualification_whole"
            ),
            CheckConstraint(
                condition=Q(tier__isnull=True)
                | (Q(tier__isnull=False, tier__range=(1, HIGHEST_TIER)) & ~Q(tier_source="")),
                name="supervision_qualification_tier",
            ),
            CheckConstraint(
                condition=Q(credential__in=["", *IcfCredential.values]), name="supervision_qualification_level"
            ),
        ]
        indexes = [models.Index(fields=["person", "to_date"], name="supervision_qualified_person")]

    def __str__(self):
        return f"{self.person_id} · {self.title} · from {self.from_date}"

    @property
    def kind_words(self) -> list[str]:
        return [str(SupervisionKind(code).label) for code in self.kinds]


class SupervisorAbsence(DatedTie):
    """Days on which somebody gives no support, or until further notice. Why is nobody's business and is not kept.

    Written by the person or a manager; ended by a last day.
    """

    person = models.ForeignKey("people.User", on_delete=models.PROTECT, related_name="supervisor_absences")
    recorded_by = models.ForeignKey(
        "people.User", on_delete=models.PROTECT, related_name="supervisor_absences_recorded"
    )

    privacy = Privacy(personal={"person": Erase.FOLLOWS, "recorded_by": Erase.FOLLOWS}, impersonal="from_date to_date")

    class Meta:
        constraints = [
            constraints.in_order("from_date", "to_date", name="supervision_absence_dates"),
            UniqueConstraint(fields=["person"], condition=Q(to_date=None), name="supervision_one_open_absence"),
        ]

    def __str__(self):
        return f"Absence of {self.person_id} from {self.from_date}"
