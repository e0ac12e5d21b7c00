"""Preparing a sign-off: whom, on what evidence, four confirmations, check, record."""

from django import forms
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from assessments.roleplay.queries import policy_in_force
from assessments.signoff import actions, permissions, queries, rules
from assessments.signoff.forms import DeclarationForm, EvidenceForm, StartForm, TraineeFilter, as_prepared
from lms.competencies.queries import wording_on
from lms.core import clock
from lms.core.views import ActPage, FilteredList, FreshSignIn, RecordPage, SecondFactor


class ToSignOff(FilteredList):
    """Drafts to finish, sign-offs to look at again, and trainees."""

    allowed = staticmethod(permissions.can_sign_off)
    template_name = "signoff/to_sign_off.html"
    filter_class = TraineeFilter
    sorts = {
        "name": (_("Name"), ("name", "pk")),
        "fewest": (_("Fewest sign-offs first"), ("signed_off", "name", "pk")),
    }
    extra_context = {"heading": _("To sign off"), "counted": ngettext_lazy("%d trainee", "%d trainees")}

    def rows(self):
        user = self.request.user
        return queries.with_sign_off_counts(queries.trainees_to_sign_off(user), user)

    def get_context_data(self, **kwargs):
        user = self.request.user
        return super().get_context_data(
            drafts=queries.drafts_of(user).order_by("-updated_at"),
            to_review=queries.sign_offs_to_review(user).select_related("trainee").order_by("-happened_at"),
            waiting=queries.sign_offs_to_countersign(user).count(),
            **kwargs,
        )


class Start(SecondFactor, RecordPage, ActPage):
    visible = staticmethod(queries.trainees_one_may_sign_off)
    allowed = staticmethod(lambda user, trainee: permissions.can_sign_off(user))
    record_name = "trainee"
    form_class = StartForm
    template_name = "signoff/start.html"
    extra_context = {"button": _("Choose the evidence")}

    def get_form_kwargs(self):
        organisations = queries.organisations_to_sign_off_in(self.request.user, self.record)
        return super().get_form_kwargs() | {"organisations": organisations}

    def get_context_data(self, **kwargs):
        return super().get_context_data(heading=_("Sign off %(name)s") % {"name": self.record.name}, **kwargs)

    def act(self, form):
        return actions.start_sign_off(trainee=self.record, by=self.request.user, at=clock.now(), **form.cleaned_data)

    def get_success_url(self):
        return reverse("signoff:evidence", kwargs={"key": self.recorded.key})


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
        return redirect(f"signoff:{reached}", key=self.record.key) if is_early else None

    def get_context_data(self, **kwargs):
        return super().get_context_data(number=rules.STEPS.index(self.step) + 1, steps=len(rules.STEPS), **kwargs)

    def get_success_url(self):
        following = rules.STEPS[rules.STEPS.index(self.step) + 1]
        return reverse(f"signoff:{following}", kwargs={"key": self.record.key})


class EvidencePage(DraftPage, ActPage):
    """What stands for the trainee today, and the competencies in force."""

    step = "evidence"
    form_class = EvidenceForm
    template_name = "signoff/evidence.html"
    extra_context = {"heading": _("The evidence and what it shows"), "button": _("Save and declare")}

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {
            "evidence": queries.evidence_for(self.record.trainee, self.record.organisation, clock.today()),
            "wordings": wording_on(policy_in_force().framework, clock.today()),
        }

    def get_initial(self):
        return {"evidence": self.record.evidence, "competency_codes": self.record.competency_codes}

    def get_context_data(self, **kwargs):
        observations = queries.observations_to_read(self.record, self.request.user)
        return super().get_context_data(observations=observations, **kwargs)

    def act(self, form):
        return actions.choose_evidence(draft=self.record, by=self.request.user, **form.cleaned_data)


class DeclarationPage(DraftPage, ActPage):
    """Valid, authentic, current, sufficient: one by one, each with its reason."""

    step = "declaration"
    form_class = DeclarationForm
    template_name = "signoff/declaration.html"
    extra_context = {"heading": _("Your declaration"), "button": _("Save and check")}

    def get_initial(self):
        return as_prepared(self.record)

    def act(self, form):
        return actions.declare(
            draft=self.record,
            confirmations=form.confirmations(),
            statement=form.cleaned_data["statement"],
            by=self.request.user,
        )


class CheckPage(FreshSignIn, DraftPage, ActPage):
    """All that will be recorded, and the button that records it, for somebody who has just proved who they are."""

    step = "check"
    form_class = forms.Form
    template_name = "signoff/check.html"
    extra_context = {"heading": _("Check this sign-off before you record it")}

    def get_context_data(self, **kwargs):
        today = clock.today()
        standing = queries.evidence_for(self.record.trainee, self.record.organisation, today)
        evidence = [item for item in standing if item.code in self.record.evidence]
        return super().get_context_data(
            evidence=evidence,
            is_evidence_gone=len(evidence) < len(self.record.evidence),
            is_context_seen=rules.is_seen_in(self.record.context, {item.context for item in evidence if item.context}),
            wordings=[
                wording
                for wording in wording_on(policy_in_force().framework, today)
                if wording.competency.code in self.record.competency_codes
            ],
            qualification=queries.current_qualification(self.request.user, today),
            policy=policy_in_force(),
            **kwargs,
        )

    def act(self, form):
        return actions.sign_off(draft=self.record, by=self.request.user, at=clock.now())

    def get_success_url(self):
        return reverse("signoff:recorded", kwargs={"key": self.recorded.key})


class Discard(DraftPage, ActPage):
    """Throw a draft away, after saying so."""

    form_class = forms.Form
    template_name = "signoff/discard.html"
    extra_context = {"heading": _("Discard this draft?"), "button": _("Discard the draft")}
    done_message = _("The draft is gone. Nothing was recorded.")

    def act(self, form):
        return actions.discard_draft(draft=self.record, by=self.request.user)

    def get_success_url(self):
        return reverse("signoff:to_sign_off")
