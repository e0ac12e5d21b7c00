"""Pages of commitments and of the development plan; the portfolio as a whole."""

from django.urls import reverse, reverse_lazy
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy
from django.views.generic import TemplateView

from lms.core import clock
from lms.core.views import ActPage, FilteredList, MemberPage, PlainPage, RecordPage
from lms.portfolio import actions, permissions, queries
from lms.portfolio.forms.plans import CommitmentForm, GoalForm

SHOWN_WEEKS = 8


class Portfolio(PlainPage):
    """What is in one's portfolio, and where to go on."""

    template_name = "portfolio/portfolio.html"

    def get_context_data(self, **kwargs):
        user = self.request.user
        return super().get_context_data(
            parts=queries.parts_of(user), can_write=permissions.keeps_portfolio(user), **kwargs
        )


class Commitments(PlainPage):
    """One's own commitments, each with its latest weeks."""

    template_name = "portfolio/commitments.html"

    def get_context_data(self, **kwargs):
        user = self.request.user
        rows = queries.commitments_of(user).order_by("-from_date", "-id")
        return super().get_context_data(
            fulfilments=queries.fulfilments(rows, of=user, on=clock.today(), seen_by=user),
            shown_weeks=f":{SHOWN_WEEKS}",
            can_write=permissions.keeps_portfolio(user),
            **kwargs,
        )


class CommitmentPage(RecordPage, TemplateView):
    """A commitment with all its weeks, for the volunteer and for those who answer for the programme."""

    visible = staticmethod(queries.commitments_visible_to)
    record_name = "commitment"
    template_name = "portfolio/commitment.html"

    def get_context_data(self, **kwargs):
        user, row = self.request.user, self.record
        [fulfilment] = queries.fulfilments([row], of=row.person, on=clock.today(), seen_by=user)
        return super().get_context_data(fulfilment=fulfilment, is_own=permissions.is_owner(user, row), **kwargs)


class CommitmentForming(ActPage):
    """The form of a commitment."""

    form_class = CommitmentForm
    template_name = "portfolio/commitment_form.html"
    done_message = _("Your commitment is saved.")

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"author": self.request.user}

    def get_success_url(self):
        return reverse("portfolio:commitment", args=[self.recorded.key])


class CommitmentNew(MemberPage, CommitmentForming):
    allowed = staticmethod(permissions.keeps_portfolio)
    extra_context = {"heading": _("Promise your time as a volunteer"), "button": _("Save the commitment")}

    def act(self, form):
        return actions.save_commitment(
            by=self.request.user, at=clock.now(), organisation=form.chosen_organisation(), details=form.details()
        )


class CommitmentChange(RecordPage, CommitmentForming):
    visible = staticmethod(queries.commitments_visible_to)
    allowed = staticmethod(permissions.is_owner)
    record_name = "commitment"
    extra_context = {"heading": _("Change or end your commitment"), "button": _("Save the commitment")}

    def get_initial(self):
        names = ("sessions", "session_minutes", "telephone_minutes", "from_date", "to_date")
        return {name: getattr(self.record, name) for name in names}

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"organisation": self.record.organisation}

    def act(self, form):
        return actions.save_commitment(
            by=self.request.user,
            at=clock.now(),
            organisation=self.record.organisation,
            details=form.details(),
            commitment=self.record,
        )


class Plan(FilteredList):
    """One's own development plan."""

    template_name = "portfolio/plan.html"
    sorts = {
        "review": (_("To look at first"), ("status_order", "review_date", "id")),
        "newest": (_("Newest first"), ("-created_at", "-id")),
    }
    extra_context = {"heading": _("Your development plan"), "counted": ngettext_lazy("%d goal", "%d goals")}

    def rows(self):
        return queries.plan_of(self.request.user, on=clock.today())

    def get_context_data(self, **kwargs):
        return super().get_context_data(
            can_write=permissions.keeps_portfolio(self.request.user), today=clock.today(), **kwargs
        )


class GoalForming(ActPage):
    """The form of a goal."""

    form_class = GoalForm
    template_name = "portfolio/goal_form.html"
    done_message = _("Your plan is saved.")
    success_url = reverse_lazy("portfolio:plan")

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"on": clock.today()}


class GoalNew(MemberPage, GoalForming):
    allowed = staticmethod(permissions.keeps_portfolio)
    initial = {"status": "open"}
    extra_context = {"heading": _("Set yourself a goal"), "button": _("Save the goal")}

    def act(self, form):
        return actions.save_goal(by=self.request.user, at=clock.now(), details=form.details())


class GoalChange(RecordPage, GoalForming):
    visible = staticmethod(queries.goals_of)
    record_name = "goal"
    extra_context = {"heading": _("Change this goal"), "button": _("Save the goal")}

    def get_initial(self):
        shown = queries.abilities_of_goal(self.record, on=clock.today())
        names = ("goal", "steps", "review_date", "status")
        return {name: getattr(self.record, name) for name in names} | {
            "abilities": [version.competency.code for version in shown]
        }

    def act(self, form):
        return actions.save_goal(by=self.request.user, at=clock.now(), details=form.details(), goal=self.record)
