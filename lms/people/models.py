"""People, organisations and the dated ties between them."""

import datetime

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager, PermissionsMixin
from django.db import models
from django.db.models import CheckConstraint, Q, UniqueConstraint

from lms.core import clock, constraints, ids
from lms.core.models import AppendOnly, Mutable
from lms.core.privacy import Erase, Privacy
from lms.people.enums import InterestKind, OrganisationKind, ResponsibilityKind, Role


class UserAccounts(BaseUserManager):
    """Makes accounts; an e-mail address is kept in small letters, so that one person has one."""

    def create_user(self, email, password=None, **fields):
        user = self.model(email=email.strip().lower(), **fields)
        user.set_password(password)
        user.save()
        return user

    def create_superuser(self, email, password=None, **fields):
        return self.create_user(email, password, is_staff=True, is_superuser=True, **fields)

    def get_by_natural_key(self, email):
        return self.get(email=email.lower())


class User(AbstractBaseUser, PermissionsMixin):
    """One named individual. Nobody shares an account: a sign-off by "the centre" is worth nothing.

    `professional_registration` is the person's own choice to give. Mutable; erasing leaves a pseudonym.
    """

    key = models.UUIDField(default=ids.new_key, unique=True, editable=False)
    email = models.EmailField(unique=True)
    name = models.CharField(max_length=150, help_text="As it should stand on a certificate")
    professional_registration = models.CharField(max_length=80, blank=True)
    is_active = models.BooleanField(default=True)
    is_staff = models.BooleanField(default=False, help_text="May open the editor (Wagtail)")
    joined_at = models.DateTimeField(default=clock.now)

    objects = UserAccounts()
    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS = ["name"]

    privacy = Privacy(
        personal={
            "email": Erase.PSEUDONYM,
            "name": Erase.PSEUDONYM,
            "professional_registration": Erase.CLEAR,
            "password": Erase.CLEAR,
            "last_login": Erase.CLEAR,
        },
        impersonal="is_active is_staff is_superuser joined_at groups user_permissions",
    )

    class Meta:
        constraints = [CheckConstraint(condition=~Q(email=""), name="people_user_has_email")]

    def __str__(self):
        return f"{self.name} <{self.email}>"

    def get_full_name(self):
        return self.name

    def get_short_name(self):
        return self.name.split(" ")[0]


class Organisation(Mutable):
    """A training provider, employer, commissioner or accrediting body. Written by administrators.

    One of them runs this installation: what belongs to no other organisation goes to its people.
    """

    kind = models.CharField(max_length=30, choices=OrganisationKind)
    name = models.CharField(max_length=150, unique=True)
    slug = models.SlugField(max_length=80, unique=True)
    is_administering = models.BooleanField(default=False, help_text="Runs this installation")

    privacy = Privacy(impersonal="kind name slug is_administering")

    class Meta:
        constraints = [
            constraints.one_of("kind", OrganisationKind, name="people_organisation_kind"),
            UniqueConstraint(
                fields=["is_administering"], condition=Q(is_administering=True), name="people_one_administering"
            ),
        ]

    def __str__(self):
        return self.name


class DatedTie(Mutable):
    """Something that holds from a day until another, or until further notice. The last day is included."""

    from_date = models.DateField(default=clock.today)
    to_date = models.DateField(null=True, blank=True)

    class Meta:
        abstract = True

    def holds_on(self, on: datetime.date) -> bool:
        """`queries.holding` for a row that is at hand."""
        return self.from_date <= on and (self.to_date is None or on <= self.to_date)


class Membership(DatedTie):
    """A person's role in an organisation. One person may hold several. Written by managers and administrators."""

    person = models.ForeignKey(User, on_delete=models.PROTECT, related_name="memberships")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="memberships")
    role = models.CharField(max_length=20, choices=Role)

    privacy = Privacy(personal={"person": Erase.FOLLOWS}, impersonal="organisation role from_date to_date")

    class Meta:
        constraints = [
            constraints.one_of("role", Role, name="people_membership_role"),
            constraints.in_order("from_date", "to_date", name="people_membership_dates"),
            UniqueConstraint(
                fields=["person", "organisation", "role"], condition=Q(to_date=None), name="people_one_open_membership"
            ),
        ]
        indexes = [models.Index(fields=["organisation", "role"], name="people_members_by_role")]

    def __str__(self):
        return f"{self.person} · {self.get_role_display()} · {self.organisation}"


class Responsibility(DatedTie):
    """`holder` is supervisor, assessor, verifier, manager … of `subject`, within an organisation's remit.

    Read by every `*_visible_to` and every check for a conflict of interest; written through `people.actions`.
    """

    holder = models.ForeignKey(User, on_delete=models.PROTECT, related_name="responsibilities")
    subject = models.ForeignKey(User, on_delete=models.PROTECT, related_name="responsible_people")
    kind = models.CharField(max_length=30, choices=ResponsibilityKind)
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="responsibilities")

    privacy = Privacy(
        personal={"holder": Erase.FOLLOWS, "subject": Erase.FOLLOWS}, impersonal="kind organisation from_date to_date"
    )

    class Meta:
        verbose_name_plural = "responsibilities"
        constraints = [
            constraints.one_of("kind", ResponsibilityKind, name="people_responsibility_kind"),
            constraints.in_order("from_date", "to_date", name="people_responsibility_dates"),
            constraints.different("holder", "subject", name="people_not_for_oneself"),
            UniqueConstraint(
                fields=["holder", "subject", "kind", "organisation"],
                condition=Q(to_date=None),
                name="people_one_open_responsibility",
            ),
        ]
        indexes = [models.Index(fields=["holder", "kind"], name="people_responsible_by_holder")]

    def __str__(self):
        return f"{self.holder} · {self.get_kind_display()} of · {self.subject}"


class Remit(DatedTie):
    """An organisation that a commissioner or accrediting body looks after (ADR 0002)."""

    overseer = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="remits")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="overseers")

    privacy = Privacy(impersonal="overseer organisation from_date to_date")

    class Meta:
        constraints = [
            constraints.in_order("from_date", "to_date", name="people_remit_dates"),
            constraints.different("overseer", "organisation", name="people_remit_over_another"),
            UniqueConstraint(
                fields=["overseer", "organisation"], condition=Q(to_date=None), name="people_one_open_remit"
            ),
        ]

    def __str__(self):
        return f"{self.overseer} oversees {self.organisation}"


class Interest(AppendOnly):
    """A tie that `person` declares to `about`, which blocks assessing. Ended by a later row with `is_over`."""

    person = models.ForeignKey(User, on_delete=models.PROTECT, related_name="declared_interests")
    about = models.ForeignKey(User, on_delete=models.PROTECT, related_name="interests_in")
    kind = models.CharField(max_length=20, choices=InterestKind)
    note = models.TextField(blank=True)
    is_over = models.BooleanField(default=False)

    privacy = Privacy(
        personal={"person": Erase.FOLLOWS, "about": Erase.FOLLOWS, "note": Erase.CLEAR}, impersonal="kind is_over"
    )

    class Meta:
        constraints = [
            constraints.one_of("kind", InterestKind, name="people_interest_kind"),
            constraints.different("person", "about", name="people_interest_in_another"),
        ]

    def __str__(self):
        return f"{self.person} · {self.get_kind_display()} · {self.about}"


class Invitation(Mutable):
    """An e-mail that asks somebody to join an organisation in a role. The link works once and for 14 days.

    Only a hash of the link's token is kept: who reads the table cannot use it. The token is made from this row's key
    and `latest_sent_at` with the installation's secret, so that the worker can write the e-mail; sending it again makes
    a new one.
    """

    email = models.EmailField()
    name = models.CharField(max_length=150, blank=True)
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="invitations")
    role = models.CharField(max_length=20, choices=Role)
    token_hash = models.CharField(max_length=64, unique=True)
    invited_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="invitations_sent")
    latest_sent_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    accepted_at = models.DateTimeField(null=True, blank=True)
    accepted_by = models.ForeignKey(
        User, on_delete=models.PROTECT, null=True, blank=True, related_name="invitations_accepted"
    )

    privacy = Privacy(
        personal={
            "email": Erase.PSEUDONYM,
            "name": Erase.PSEUDONYM,
            "accepted_by": Erase.FOLLOWS,
            "invited_by": Erase.FOLLOWS,
        },
        impersonal="organisation role token_hash latest_sent_at expires_at accepted_at",
    )

    class Meta:
        constraints = [
            constraints.one_of("role", Role, name="people_invitation_role"),
            constraints.together("accepted_at", "accepted_by", name="people_invitation_accepted"),
            UniqueConstraint(
                fields=["email", "organisation", "role"],
                condition=Q(accepted_at=None),
                name="people_one_open_invitation",
            ),
        ]

    def __str__(self):
        return f"{self.email} · {self.get_role_display()} · {self.organisation}"
