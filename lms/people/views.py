"""Pages about people: who belongs, who is invited, who looks after whom, and one's own details."""

from django import forms as django_forms
from django.shortcuts import redirect, render
from django.urls import reverse, reverse_lazy
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy
from django.views.decorators.http import require_GET
from django.views.generic import TemplateView

from lms.core import clock
from lms.core.views import ActPage, FilteredList, MemberPage, PlainPage, RecordPage, SecondFactor
from lms.people import actions, forms, queries
from lms.people.adapters import INVITATION_TOKEN
from lms.people.enums import Role
from lms.people.models import User


class People(FilteredList):
    """Everybody with a role in the organisations that one manages."""

    template_name = "people/people.html"
    allowed = staticmethod(queries.manages)
    filter_class = forms.PeopleFilter
    sorts = {
        "name": (_("Name"), ("name", "pk")),
        "newest": (_("Newest account first"), ("-joined_at", "-pk")),
    }
    extra_context = {"heading": _("People"), "counted": ngettext_lazy("%d person", "%d people")}

    def rows(self):
        return queries.people_managed_by(self.request.user)

    def get_context_data(self, **kwargs):
        managed = queries.organisations_where(self.request.user, *queries.MANAGING_ROLES)
        return super().get_context_data(names_organisations=len(managed) > 1, **kwargs)


def _looks_after_staff(user) -> bool:
    return queries.has_role(user, Role.EMPLOYER) or queries.staff_of(user).exists()


class Staff(FilteredList):
    """An employer's or line manager's own people."""

    template_name = "people/staff.html"
    allowed = staticmethod(_looks_after_staff)
    filter_class = forms.StaffFilter
    sorts = {"name": (_("Name"), ("name", "pk"))}
    extra_context = {"heading": _("My staff"), "counted": ngettext_lazy("%d person", "%d people")}

    def rows(self):
        return queries.staff_of(self.request.user)


class Person(RecordPage, TemplateView):
    """One person: roles and responsibilities, as far as the viewer's organisations go."""

    template_name = "people/person.html"
    visible = staticmethod(queries.people_visible_to)
    record_name = "person"

    def get_context_data(self, **kwargs):
        return super().get_context_data(ties=queries.ties_of(self.record, self.request.user), **kwargs)


class Invite(SecondFactor, MemberPage, ActPage):
    template_name = "people/invite.html"
    allowed = staticmethod(queries.manages)
    form_class = forms.InvitationForm
    success_url = reverse_lazy("people:invitations")
    done_message = _("The invitation is on its way. The link in it works once and for 14 days.")
    extra_context = {"heading": _("Invite somebody"), "button": _("Send the invitation")}

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"manager": self.request.user}

    def act(self, form):
        return actions.invite(by=self.request.user, at=clock.now(), **form.cleaned_data)


class Invitations(FilteredList):
    """What one's organisations have sent and nobody has accepted yet."""

    template_name = "people/invitations.html"
    allowed = staticmethod(queries.manages)
    sorts = {
        "newest": (_("Sent last"), ("-latest_sent_at", "-pk")),
        "expiring": (_("Ends first"), ("expires_at", "pk")),
        "name": (_("Name"), ("name", "pk")),
    }
    extra_context = {"heading": _("Open invitations"), "counted": ngettext_lazy("%d invitation", "%d invitations")}

    def rows(self):
        return queries.open_invitations(self.request.user)

    def get_context_data(self, **kwargs):
        return super().get_context_data(now=clock.now(), **kwargs)


class InvitationAct(SecondFactor, RecordPage, ActPage):
    """Something done with an open invitation, after one look at what it does."""

    template_name = "people/invitation_act.html"
    visible = staticmethod(queries.open_invitations)
    record_name = "invitation"
    form_class = django_forms.Form
    success_url = reverse_lazy("people:invitations")


class ResendInvitation(InvitationAct):
    done_message = _("The invitation was sent again. The earlier link no longer works.")
    extra_context = {
        "heading": _("Send this invitation again?"),
        "intro": _("They get a new link for another 14 days. The earlier one stops working."),
        "button": _("Send it again"),
    }

    def act(self, form):
        return actions.resend_invitation(invitation=self.record, by=self.request.user, at=clock.now())


class WithdrawInvitation(InvitationAct):
    done_message = _("The invitation is withdrawn. Its link no longer works.")
    extra_context = {
        "heading": _("Withdraw this invitation?"),
        "intro": _("Its link stops working and the address is forgotten. They are not told."),
        "button": _("Withdraw it"),
    }

    def act(self, form):
        return actions.withdraw_invitation(invitation=self.record, by=self.request.user, at=clock.now())


@require_GET
def join(request, token):
    """The link in the e-mail. The token moves to the session at once, so that it stays in no history and no log."""
    request.session[INVITATION_TOKEN] = token
    return redirect("people:accept")


class AcceptInvitation(ActPage):
    """Join: for somebody signed in with the invited address. Others are told how to get there."""

    template_name = "people/accept.html"
    form_class = django_forms.Form
    success_url = reverse_lazy("web:desk")
    done_message = _("Welcome. Your new role is on your home page.")

    def dispatch(self, request, *args, **kwargs):
        self.token = request.session.get(INVITATION_TOKEN, "")
        try:
            self.invitation = actions.invitation_for(self.token, at=clock.now())
        except actions.InvitationNotUsable as refusal:
            return render(request, "people/invitation_over.html", {"words": str(refusal)}, status=410)
        return super().dispatch(request, *args, **kwargs)

    def get_context_data(self, **kwargs):
        return super().get_context_data(
            invitation=self.invitation, is_for_them=self.is_for_them, here=reverse("people:accept"), **kwargs
        )

    @property
    def is_for_them(self) -> bool:
        user = self.request.user
        return user.is_authenticated and user.email == self.invitation.email

    def post(self, request, *args, **kwargs):
        """Whoever may not accept is shown again what to do first."""
        return super().post(request, *args, **kwargs) if self.is_for_them else self.get(request, *args, **kwargs)

    def act(self, form):
        membership = actions.accept_invitation(token=self.token, person=self.request.user, at=clock.now())
        del self.request.session[INVITATION_TOKEN]
        return membership


def _manages_tie(user, tie) -> bool:
    return queries.manages(user, tie.organisation_id)


class EndTie(SecondFactor, RecordPage, ActPage):
    """The last day of a membership or responsibility, named by a manager of its organisation."""

    template_name = "people/end.html"
    allowed = staticmethod(_manages_tie)
    record_name = "tie"
    form_class = forms.EndForm

    def get_initial(self):
        return {"to_date": clock.today()}

    def get_success_url(self):
        return reverse("people:people")


class EndMembership(EndTie):
    visible = staticmethod(queries.memberships_visible_to)
    done_message = _("The last day is recorded. What was recorded until then stays.")
    extra_context = {
        "heading": _("End this role?"),
        "intro": _("If it is their only role here, what they are responsible for ends on the same day."),
        "button": _("End the role"),
    }

    def act(self, form):
        return actions.end_membership(membership=self.record, by=self.request.user, at=clock.now(), **form.cleaned_data)


class EndResponsibility(EndTie):
    visible = staticmethod(queries.responsibilities_visible_to)
    done_message = _("The last day is recorded. What was confirmed until then stays.")
    extra_context = {
        "heading": _("End this responsibility?"),
        "intro": _("From the day after, nothing new can be confirmed under it."),
        "button": _("End the responsibility"),
    }

    def act(self, form):
        return actions.end_responsibility(
            responsibility=self.record, by=self.request.user, at=clock.now(), **form.cleaned_data
        )


def _manages_person(user, person) -> bool:
    return queries.organisations_shared_with(user, person).exists()


class GiveResponsibility(SecondFactor, RecordPage, ActPage):
    """Name a supervisor, verifier, line manager … of a person."""

    template_name = "people/give_responsibility.html"
    visible = staticmethod(queries.people_visible_to)
    allowed = staticmethod(_manages_person)
    record_name = "person"
    form_class = forms.ResponsibilityForm
    done_message = _("The responsibility is recorded. Both can see it on their pages.")
    extra_context = {"button": _("Give the responsibility")}

    @cached_property
    def organisations(self):
        return queries.organisations_shared_with(self.request.user, self.record)

    def get_initial(self):
        return {"from_date": clock.today()}

    def get_form_kwargs(self):
        managed = list(self.organisations.values_list("pk", flat=True))
        holders = queries.may_look_after(self.record, managed)
        return super().get_form_kwargs() | {"holders": holders, "organisations": self.organisations}

    def act(self, form):
        return actions.give_responsibility(
            subject=self.record, by=self.request.user, at=clock.now(), **form.cleaned_data
        )

    def get_success_url(self):
        return reverse("people:person", kwargs={"key": self.record.key})


class MyDetails(MemberPage, ActPage):
    """One's own name and registration number."""

    template_name = "people/my_details.html"
    form_class = forms.DetailsForm
    success_url = reverse_lazy("people:me")
    done_message = _("Your details are saved.")
    extra_context = {"heading": _("Your details"), "button": _("Save")}

    def get_form_kwargs(self):
        # A copy: the form writes into its instance while it validates, and the action wants the details as they were.
        return super().get_form_kwargs() | {"instance": User.objects.get(pk=self.request.user.pk)}

    def act(self, form):
        return actions.change_details(
            person=self.request.user, by=self.request.user, at=clock.now(), **form.cleaned_data
        )


class Interests(PlainPage):
    """The ties that one has declared."""

    template_name = "people/interests.html"

    def get_context_data(self, **kwargs):
        return super().get_context_data(interests=queries.open_interests(self.request.user), **kwargs)


class DeclareInterest(MemberPage, ActPage):
    template_name = "people/declare_interest.html"
    form_class = forms.InterestForm
    success_url = reverse_lazy("people:interests")
    done_message = _("Your interest is declared. Neither of you can assess the other while it lasts.")
    extra_context = {"heading": _("Declare an interest"), "button": _("Declare it")}

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"people": queries.people_one_may_be_tied_to(self.request.user)}

    def act(self, form):
        user = self.request.user
        return actions.declare_interest(person=user, by=user, at=clock.now(), **form.cleaned_data)


class EndInterest(RecordPage, ActPage):
    """Say that a declared tie is over."""

    template_name = "people/end_interest.html"
    visible = staticmethod(queries.own_interests)
    record_name = "interest"
    form_class = django_forms.Form
    success_url = reverse_lazy("people:interests")
    done_message = _("It is recorded that this tie is over. The declaration stays in the record.")
    extra_context = {
        "heading": _("Is this tie over?"),
        "intro": _("From now on it no longer keeps you from assessing each other."),
        "button": _("It is over"),
    }

    def act(self, form):
        return actions.end_interest(interest=self.record, by=self.request.user, at=clock.now())
