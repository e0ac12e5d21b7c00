"""Deciding on an award: the queue, the standing with the decision under it, and what was recorded."""

from django.db.models import F
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from lms.accreditation import actions as accreditation_actions
from lms.accreditation import permissions as accreditation_permissions
from lms.accreditation import queries as accreditation
from lms.accreditation.enums import Outcome
from lms.core import clock
from lms.core.views import CheckedActPage, FilteredList, FreshSignIn, PlainPage, RecordPage, SecondFactor
from lms.credentials import actions
from lms.credentials.forms import DecisionFilter, DecisionForm
from lms.enrolment import queries as enrolment


class Decisions(FilteredList):
    """Who waits for a decision, those who asked first."""

    template_name = "credentials/decisions.html"
    allowed = staticmethod(accreditation_permissions.can_see_decisions)
    filter_class = DecisionFilter
    sorts = {
        "asked": (_("Asked first"), (F("asked_at").asc(nulls_last=True), "trainee__name", "pk")),
        "name": (_("Name"), ("trainee__name", "pk")),
        "cohort": (_("Cohort"), ("cohort__name", "trainee__name", "pk")),
    }
    extra_context = {"counted": ngettext_lazy("%d trainee", "%d trainees")}

    def rows(self):
        return accreditation.enrolments_to_decide(self.request.user)


class Decide(SecondFactor, FreshSignIn, RecordPage, CheckedActPage):
    """The standing, and the decision under it. What was seen is what is decided on: a change in between is refused."""

    template_name = "credentials/decide.html"
    check_template_name = "credentials/decide_check.html"
    form_class = DecisionForm
    record_name = "enrolment"
    visible = staticmethod(enrolment.enrolments_visible_to)
    allowed = staticmethod(accreditation_permissions.can_decide)

    @cached_property
    def standing(self):
        return accreditation.standing(self.record.trainee, self.record, clock.now())

    def get_context_data(self, **kwargs):
        is_check = "answers" in kwargs
        digest = accreditation_actions.digest_of(self.standing) if self.standing else ""
        return super().get_context_data(
            person=self.record.trainee,
            standing=self.standing,
            conflict=accreditation.conflict_between(self.request.user, self.record.trainee),
            awarded=accreditation.decisions_of(self.record).filter(outcome=Outcome.AWARDED).first(),
            seen=self.request.POST.get("seen", "") if is_check else digest,
            **kwargs,
        )

    def act(self, form):
        given = {
            "enrolment": self.record,
            "reason": form.cleaned_data["reason"],
            "seen": self.request.POST.get("seen", ""),
            "by": self.request.user,
            "at": clock.now(),
        }
        if form.cleaned_data["outcome"] == Outcome.AWARDED:
            return actions.award_and_issue(**given).award.decision
        return accreditation_actions.decide_award(outcome=Outcome.REFUSED, **given)

    def get_success_url(self):
        return reverse("credentials:decided", args=[self.recorded.key])


class Decided(RecordPage, PlainPage):
    """What was recorded, its reference and what happens next."""

    template_name = "credentials/decided.html"
    record_name = "decision"
    visible = staticmethod(accreditation.decisions_visible_to)
