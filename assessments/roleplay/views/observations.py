"""Reading observations, acknowledging one, replacing one."""

from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy
from django.views.generic import TemplateView

from assessments.roleplay import actions, permissions, queries
from assessments.roleplay.forms import (
    AcknowledgementForm,
    ObservationFilter,
    StaffObservationFilter,
    SupersedeForm,
)
from lms.core import clock
from lms.core.views import ActPage, FilteredList, RecordPage, SecondFactor
from lms.people.models import User


def observations_in_full(user: User):
    """What a person may see, with all that a page names."""
    return queries.for_page(queries.observations_visible_to(user))


class ObservationList(FilteredList):
    """A trainee's own observations; for staff, those of their organisations."""

    template_name = "roleplay/observations.html"
    sorts = {
        "newest": (_("Newest first"), ("-observed_at", "-pk")),
        "oldest": (_("Oldest first"), ("observed_at", "pk")),
        "trainee": (_("Trainee"), ("trainee__name", "-observed_at", "-pk")),
    }

    @cached_property
    def shows_others(self):
        return permissions.can_see_others(self.request.user)

    @property
    def filter_class(self):
        return StaffObservationFilter if self.shows_others else ObservationFilter

    def rows(self):
        return observations_in_full(self.request.user)

    def get_context_data(self, **kwargs):
        return super().get_context_data(
            heading=_("Observations") if self.shows_others else _("My observations"),
            counted=ngettext_lazy("%d observation", "%d observations"),
            shows_others=self.shows_others,
            can_observe=permissions.can_observe(self.request.user),
            **kwargs,
        )


class ObservationRecord(RecordPage):
    visible = staticmethod(observations_in_full)
    record_name = "observation"


class ObservationPage(ObservationRecord, TemplateView):
    """Result, feedback and each criterion, with what it replaces or what replaces it."""

    template_name = "roleplay/observation.html"

    def get_context_data(self, **kwargs):
        user, observation = self.request.user, self.record
        scores = list(queries.scores_for_page(observation))
        return super().get_context_data(
            scores=scores,
            earlier_scores=queries.scores_for_page(observation.supersedes) if observation.supersedes else [],
            shortfalls=queries.result_of(scores, observation.rubric_version).shortfalls,
            is_own=observation.trainee_id == user.pk,
            can_acknowledge=permissions.can_acknowledge(user, observation),
            can_supersede=permissions.can_supersede(user, observation),
            **kwargs,
        )


class Recorded(ObservationRecord, TemplateView):
    """What was just recorded, its reference, and what happens next."""

    allowed = staticmethod(permissions.is_observer)
    template_name = "roleplay/recorded.html"


class Acknowledge(ObservationRecord, ActPage):
    """The trainee says that they have read it."""

    allowed = staticmethod(permissions.can_acknowledge)
    form_class = AcknowledgementForm
    template_name = "roleplay/acknowledge.html"
    extra_context = {"heading": _("Say that you have read this observation"), "button": _("I have read it")}
    done_message = _("Your observer can see that you have read it.")

    def act(self, form):
        return actions.acknowledge_observation(
            observation=self.record, comment=form.cleaned_data["comment"], by=self.request.user, at=clock.now()
        )

    def get_success_url(self):
        return reverse("roleplay:observation", kwargs={"key": self.record.key})


class Supersede(SecondFactor, ObservationRecord, ActPage):
    """Begin the observation that will replace this one. Nothing changes until it is recorded."""

    allowed = staticmethod(permissions.can_supersede)
    form_class = SupersedeForm
    template_name = "roleplay/supersede.html"
    extra_context = {"heading": _("Replace this observation"), "button": _("Start the replacement")}

    def act(self, form):
        return actions.supersede_observation(
            observation=self.record, reason=form.cleaned_data["reason"], by=self.request.user, at=clock.now()
        )

    def get_success_url(self):
        return reverse("roleplay:judgement", kwargs={"key": self.recorded.key})
