"""Standards and their requirements; decisions, awards and the status of an award."""

from django.db import models
from django.db.models import CheckConstraint, F, Q, UniqueConstraint

from lms.accreditation.enums import AwardStatus, Force, Outcome, RequirementKind, StandardRoute
from lms.core import constraints
from lms.core.models import AppendOnly, Mutable
from lms.core.privacy import Erase, Privacy


class Standard(Mutable):
    """A body's minimum standard for a route, or for its own credential or role. Its clauses live in dated versions."""

    code = models.SlugField(max_length=60, unique=True)

    privacy = Privacy(impersonal="code")

    def __str__(self):
        return self.code


class StandardVersion(AppendOnly):
    """The clauses of a standard from a day on, loaded from fixtures/standards. Changed clauses are a new label.

    The version in force on a day is the latest one that had begun and had not ended.
    """

    standard = models.ForeignKey(Standard, on_delete=models.PROTECT, related_name="versions")
    label = models.CharField(max_length=20, help_text="The version as people name it, for example 2020.1")
    title = models.CharField(max_length=200)
    route = models.CharField(max_length=20, choices=StandardRoute)
    body = models.CharField(max_length=200, help_text="Whose standard it is")
    status = models.CharField(max_length=40, help_text="How sure we are of it, for example check_with_body")
    effective_from_date = models.DateField()
    effective_to_date = models.DateField(null=True, blank=True)
    source = models.CharField(max_length=80, help_text="Key of the source in fixtures/curriculum/sources")
    note = models.TextField(blank=True)
    content_hash = models.CharField(max_length=64)

    privacy = Privacy(
        impersonal="standard label title route body status effective_from_date effective_to_date source note "
        "content_hash"
    )

    class Meta:
        constraints = [
            UniqueConstraint(fields=["standard", "label"], name="accreditation_version_once"),
            constraints.one_of("route", StandardRoute, name="accreditation_version_route"),
            constraints.in_order("effective_from_date", "effective_to_date", name="accreditation_version_dates"),
        ]

    def __str__(self):
        return f"{self.title}, version {self.label}"


class Requirement(AppendOnly):
    """One clause of a standard version: what is asked, how strongly, by which source, with typed parameters.

    `is_gate` says whether the award waits for it: always for "must", never for "recommended", as marked for a
    provider's own.
    """

    standard_version = models.ForeignKey(StandardVersion, on_delete=models.PROTECT, related_name="requirements")
    order = models.PositiveSmallIntegerField()
    code = models.SlugField(max_length=60)
    kind = models.CharField(max_length=40, choices=RequirementKind)
    title = models.CharField(max_length=200)
    force = models.CharField(max_length=20, choices=Force)
    is_gate = models.BooleanField()
    source = models.CharField(max_length=80)
    locator = models.CharField(max_length=200)
    grade = models.CharField(max_length=10)
    parameters = models.JSONField(default=dict)
    explanation = models.TextField()
    how_to_meet = models.TextField()

    privacy = Privacy(
        impersonal="standard_version order code kind title force is_gate source locator grade parameters explanation "
        "how_to_meet"
    )

    class Meta:
        constraints = [
            UniqueConstraint(fields=["standard_version", "code"], name="accreditation_requirement_once"),
            UniqueConstraint(fields=["standard_version", "order"], name="accreditation_requirement_order_once"),
            constraints.one_of("kind", RequirementKind, name="accreditation_requirement_kind"),
            constraints.one_of("force", Force, name="accreditation_requirement_force"),
            CheckConstraint(condition=~Q(source="") & ~Q(locator=""), name="accreditation_requirement_cited"),
            CheckConstraint(
                condition=Q(force=Force.MUST.value, is_gate=True)
                | Q(force=Force.RECOMMENDED.value, is_gate=False)
                | Q(force=Force.PROVIDER.value),
                name="accreditation_must_is_the_gate",
            ),
        ]

    def __str__(self):
        return f"{self.code} ({self.key})"


class Aim(Mutable):
    """A person works towards a body's credential or role, or keeps it, from a day on. Said by themselves.

    It decides what their pages show. It never changes what they have met.
    """

    person = models.ForeignKey("people.User", on_delete=models.PROTECT, related_name="aims")
    standard = models.ForeignKey(Standard, on_delete=models.PROTECT, related_name="aims")
    from_date = models.DateField()
    to_date = models.DateField(null=True, blank=True)

    privacy = Privacy(personal={"person": Erase.FOLLOWS}, impersonal="standard from_date to_date")

    class Meta:
        constraints = [
            constraints.in_order("from_date", "to_date", name="accreditation_aim_dates"),
            UniqueConstraint(
                fields=["person", "standard"], condition=Q(to_date=None), name="accreditation_aim_once_at_a_time"
            ),
        ]

    def __str__(self):
        return f"{self.person} towards {self.standard}"


class StoredStanding(Mutable):
    """How far a coach had met a body's standard when it was last worked out: for lists, never for a decision.

    `numbers` is clause code → [measured, required]. `worked_out_on` is the day that the clauses looked back from.
    """

    person = models.ForeignKey("people.User", on_delete=models.PROTECT, related_name="stored_standings")
    standard_version = models.ForeignKey(StandardVersion, on_delete=models.PROTECT, related_name="stored_standings")
    worked_out_on_date = models.DateField()
    met = models.PositiveSmallIntegerField()
    clauses = models.PositiveSmallIntegerField()
    is_met = models.BooleanField()
    numbers = models.JSONField(default=dict)

    privacy = Privacy(
        personal={"person": Erase.FOLLOWS},
        impersonal="standard_version worked_out_on_date met clauses is_met numbers",
    )

    class Meta:
        constraints = [
            UniqueConstraint(fields=["person", "standard_version"], name="accreditation_stored_once"),
            CheckConstraint(condition=Q(met__lte=F("clauses")), name="accreditation_stored_met_of_clauses"),
        ]
        indexes = [models.Index(fields=["standard_version", "is_met"], name="accreditation_stored_by_state")]

    def __str__(self):
        return f"{self.person} under {self.standard_version}"


class LogPlace(Mutable):
    """How far the task that stores standings has read the log: one row."""

    position = models.PositiveBigIntegerField(default=0)

    privacy = Privacy(impersonal="position")

    def __str__(self):
        return f"read up to {self.position}"


class AwardRequest(AppendOnly):
    """A trainee asks for the decision. Written by the trainee once all that the award waits for is met."""

    enrolment = models.ForeignKey("enrolment.Enrolment", on_delete=models.PROTECT, related_name="award_requests")
    person = models.ForeignKey("people.User", on_delete=models.PROTECT, related_name="award_requests")

    privacy = Privacy(personal={"person": Erase.FOLLOWS}, impersonal="enrolment")

    def __str__(self):
        return f"request {self.key}"


class AwardDecision(AppendOnly):
    """Awarded or refused, with everything it rested on, frozen: the standing as canonical JSON and its hash.

    Written by a manager of the provider who neither assessed nor observed the person. `standing` names people by key
    only, so that a pseudonymous account stays all that is left of an erased person. `reason` is read inside; a
    refusal has one always, and so has an award although a recommended clause is not met.
    """

    enrolment = models.ForeignKey("enrolment.Enrolment", on_delete=models.PROTECT, related_name="award_decisions")
    person = models.ForeignKey("people.User", on_delete=models.PROTECT, related_name="award_decisions")
    standard_version = models.ForeignKey(StandardVersion, on_delete=models.PROTECT, related_name="decisions")
    outcome = models.CharField(max_length=20, choices=Outcome)
    by = models.ForeignKey("people.User", on_delete=models.PROTECT, related_name="award_decisions_taken")
    standing = models.TextField(help_text="Canonical JSON of every requirement as it stood")
    standing_hash = models.CharField(max_length=64)
    reason = models.TextField(blank=True)

    privacy = Privacy(
        personal={"person": Erase.FOLLOWS, "by": Erase.FOLLOWS, "reason": Erase.PSEUDONYM},
        impersonal="enrolment standard_version outcome standing standing_hash",
    )

    class Meta:
        constraints = [
            constraints.one_of("outcome", Outcome, name="accreditation_decision_outcome"),
            constraints.different("person", "by", name="accreditation_decided_by_another"),
            CheckConstraint(
                condition=~Q(outcome=Outcome.REFUSED.value) | ~Q(reason=""), name="accreditation_refusal_reason"
            ),
            UniqueConstraint(
                fields=["enrolment"],
                condition=Q(outcome=Outcome.AWARDED.value),
                name="accreditation_one_award_an_enrolment",
            ),
        ]

    def __str__(self):
        return f"{self.outcome} {self.key}"


class Award(AppendOnly):
    """One person met one standard in one cycle: true for ever. Whether it stands today is its latest status.

    Written with the decision. A later cycle is a new row with the next number, never a reset.
    """

    decision = models.OneToOneField(AwardDecision, on_delete=models.PROTECT, related_name="award")
    person = models.ForeignKey("people.User", on_delete=models.PROTECT, related_name="awards")
    standard = models.ForeignKey(Standard, on_delete=models.PROTECT, related_name="awards")
    standard_version = models.ForeignKey(StandardVersion, on_delete=models.PROTECT, related_name="awards")
    programme_version = models.ForeignKey("enrolment.ProgrammeVersion", on_delete=models.PROTECT, related_name="awards")
    provider = models.ForeignKey("people.Organisation", on_delete=models.PROTECT, related_name="awards_given")
    contexts = models.JSONField(default=list, help_text="Codes of the contexts the person was assessed in")
    awarded_date = models.DateField()
    cycle = models.PositiveSmallIntegerField(default=1)

    privacy = Privacy(
        personal={"person": Erase.FOLLOWS},
        impersonal="decision standard standard_version programme_version provider contexts awarded_date cycle",
    )

    class Meta:
        constraints = [
            UniqueConstraint(fields=["person", "standard", "cycle"], name="accreditation_cycle_once"),
            CheckConstraint(condition=Q(cycle__gte=1), name="accreditation_cycle_from_one"),
        ]

    def __str__(self):
        return f"award {self.key}"


class AwardStatusChange(AppendOnly):
    """An award becomes active, suspended or revoked. The first row is written with the award; every later one says why.

    `reason_inside` is for the awarding body, the provider and the holder; no public page, export or badge may hold it.
    """

    award = models.ForeignKey(Award, on_delete=models.PROTECT, related_name="status_changes")
    number = models.PositiveSmallIntegerField()
    status = models.CharField(max_length=20, choices=AwardStatus)
    reason_inside = models.TextField(blank=True)
    by = models.ForeignKey("people.User", on_delete=models.PROTECT, related_name="award_status_changes")

    privacy = Privacy(
        personal={"by": Erase.FOLLOWS, "reason_inside": Erase.PSEUDONYM},
        impersonal="award number status",
    )

    class Meta:
        constraints = [
            UniqueConstraint(fields=["award", "number"], name="accreditation_status_in_a_row"),
            constraints.one_of("status", AwardStatus, name="accreditation_award_status"),
            CheckConstraint(
                condition=Q(number=1, status=AwardStatus.ACTIVE.value) | Q(number__gt=1),
                name="accreditation_award_begins_active",
            ),
            CheckConstraint(condition=Q(number=1) | ~Q(reason_inside=""), name="accreditation_status_reason"),
        ]

    def __str__(self):
        return f"{self.award} no. {self.number}: {self.status}"


class HolderAnswer(AppendOnly):
    """What the holder says to a change of status. Read by the holder, the provider's managers and the awarding body."""

    status_change = models.ForeignKey(AwardStatusChange, on_delete=models.PROTECT, related_name="answers")
    words = models.TextField()

    privacy = Privacy(personal={"words": Erase.CLEAR}, impersonal="status_change")

    def __str__(self):
        return f"answer {self.key}"
