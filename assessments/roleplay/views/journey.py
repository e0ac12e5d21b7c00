"""Writing an observation: whom and what, the whole, each criterion, feedback, check, record."""

from django import forms
from django.db.models import F
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from assessments.roleplay import actions, permissions, queries, rules
from assessments.roleplay.forms import (
    CriteriaForm,
    FeedbackForm,
    JudgementForm,
    StartForm,
    TraineeFilter,
    initial_scores,
)
from lms.core import clock
from lms.core.views import ActPage, FilteredList, RecordPage, SecondFactor


class ToAssess(FilteredList):
    """Drafts to finish and trainees to observe."""

    allowed = staticmethod(permissions.can_observe)
    template_name = "roleplay/to_assess.html"
    filter_class = TraineeFilter
    sorts = {
        "name": (_("Name"), ("name", "pk")),
        "fewest": (_("Fewest passed first"), ("passed", "name", "pk")),
        "longest": (_("Not observed for longest"), (F("latest_observed_at").asc(nulls_first=True), "name", "pk")),
    }
    extra_context = {"heading": _("To assess"), "counted": ngettext_lazy("%d trainee", "%d trainees")}

    def rows(self):
        user = self.request.user
        return queries.with_observation_counts(queries.trainees_to_observe(user), user)

    def get_context_data(self, **kwargs):
        drafts = queries.with_progress(queries.drafts_of(self.request.user)).order_by("-updated_at")
        return super().get_context_data(drafts=drafts, **kwargs)


class Start(SecondFactor, RecordPage, ActPage):
    """The session that was observed, and how the observer knows who it was."""

    visible = staticmethod(queries.trainees_one_may_observe)
    allowed = staticmethod(lambda user, trainee: permissions.can_observe(user))
    record_name = "trainee"
    form_class = StartForm
    template_name = "roleplay/start.html"
    extra_context = {"button": _("Start")}

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {
            "organisations": queries.organisations_to_observe_in(self.request.user, self.record),
            "scenarios": queries.latest_scenarios().order_by("title"),
            "seen": queries.seen_scenario_ids(self.record),
        }

    def get_initial(self):
        return {"observed_at": clock.now(), "scenario_version": self.request.GET.get("scenario")}

    def get_context_data(self, **kwargs):
        heading = _("Observe %(name)s") % {"name": self.record.name}
        return super().get_context_data(heading=heading, exposures=queries.exposures_of(self.record), **kwargs)

    def act(self, form):
        return actions.start_observation(trainee=self.record, by=self.request.user, at=clock.now(), **form.cleaned_data)

    def get_success_url(self):
        return reverse("roleplay:judgement", kwargs={"key": self.recorded.key})


class DraftPage(SecondFactor, RecordPage):
    """A page of one's own draft. A step that is not reached yet leads to the one that is."""

    visible = staticmethod(queries.drafts_of)
    record_name = "draft"
    step = rules.STEPS[0]

    def admit(self, request):
        refusal = super().admit(request)
        if refusal:
            return refusal
        reached = queries.next_step(self.record)
        is_early = rules.STEPS.index(self.step) > rules.STEPS.index(reached)
        return redirect(f"roleplay:{reached}", key=self.record.key) if is_early else None

    def get_context_data(self, **kwargs):
        return super().get_context_data(
            number=rules.STEPS.index(self.step) + 1,
            steps=len(rules.STEPS),
            sights=queries.sights_before(self.record),
            **kwargs,
        )

    def get_success_url(self):
        following = rules.STEPS[rules.STEPS.index(self.step) + 1]
        return reverse(f"roleplay:{following}", kwargs={"key": self.record.key})


class JudgementPage(DraftPage, ActPage):
    """The verdict on the whole, before anything is scored."""

    step = "judgement"
    form_class = JudgementForm
    template_name = "roleplay/judgement.html"
    extra_context = {"heading": _("Your global judgement"), "button": _("Save and score the criteria")}

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"rubric_version": self.record.rubric_version}

    def get_initial(self):
        return {"judgement": self.record.global_judgement}

    def act(self, form):
        return actions.judge_globally(
            draft=self.record, judgement=form.cleaned_data["judgement"], by=self.request.user, at=clock.now()
        )


class CriteriaPage(DraftPage, ActPage):
    """A card for each criterion. What is filled in is kept, complete or not."""

    step = "criteria"
    form_class = CriteriaForm
    template_name = "roleplay/criteria.html"
    extra_context = {"heading": _("Score each criterion")}

    @property
    def is_for_later(self):
        return "later" in self.request.POST

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {
            "criteria": queries.criteria_of(self.record.rubric_version),
            "is_finishing": not self.is_for_later,
        }

    def get_initial(self):
        return initial_scores(queries.scores_of(self.record).values())

    def get_context_data(self, **kwargs):
        progress = queries.with_progress(queries.drafts_of(self.request.user)).get(pk=self.record.pk)
        return super().get_context_data(scored=progress.scored, criteria=progress.criteria, **kwargs)

    def act(self, form):
        return actions.score_criteria(draft=self.record, marks=form.marks(), by=self.request.user, at=clock.now())

    def get_success_url(self):
        return reverse("roleplay:to_assess") if self.is_for_later else super().get_success_url()


class FeedbackPage(DraftPage, ActPage):
    step = "feedback"
    form_class = FeedbackForm
    template_name = "roleplay/feedback.html"
    extra_context = {"heading": _("Feedback for the trainee"), "button": _("Save and check")}

    def get_initial(self):
        return {"strengths": self.record.feedback_strengths, "next_thing": self.record.feedback_next}

    def act(self, form):
        return actions.write_feedback(draft=self.record, by=self.request.user, **form.cleaned_data)


class CheckPage(DraftPage, ActPage):
    """The total for the first time, all that will be recorded, and the button that records it."""

    step = "check"
    form_class = forms.Form
    template_name = "roleplay/check.html"
    extra_context = {"heading": _("Check this observation before you record it")}

    def get_context_data(self, **kwargs):
        scores = sorted(queries.scores_of(self.record).values(), key=lambda row: row.criterion.order)
        result = queries.result_of(scores, self.record.rubric_version)
        disagrees = rules.disagrees(self.record.global_judgement, is_passed=result.is_passed)
        return super().get_context_data(scores=scores, result=result, disagrees=disagrees, **kwargs)

    def act(self, form):
        return actions.record_observation(draft=self.record, by=self.request.user, at=clock.now())

    def get_success_url(self):
        return reverse("roleplay:recorded", kwargs={"key": self.recorded.key})


class Discard(DraftPage, ActPage):
    """Throw a draft away, after saying so."""

    form_class = forms.Form
    template_name = "roleplay/discard.html"
    extra_context = {"heading": _("Discard this draft?"), "button": _("Discard the draft")}
    done_message = _("The draft is gone. Nothing was recorded.")

    def act(self, form):
        return actions.discard_draft(draft=self.record, by=self.request.user)

    def get_success_url(self):
        return reverse("roleplay:to_assess")
