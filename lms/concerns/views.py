"""Pages for those who raise a concern, with or without an account, and for the leads who handle it.

No page of this room is kept by a browser or a proxy, and those for reporters answer a sent form without a redirect: the
row that a redirect leaves with audit.middleware would join a signed-in person to a concern they raised without a name.
"""

import datetime
from uuid import UUID

from django.contrib.auth.views import redirect_to_login
from django.http import Http404
from django.shortcuts import render
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.utils.functional import cached_property
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy
from django.views.decorators.cache import never_cache
from django.views.generic import FormView, TemplateView

from lms.concerns import actions, forms, permissions, queries
from lms.concerns.enums import NoteKind
from lms.core import clock, rate_limits, unsent
from lms.core.errors import Refused
from lms.core.views import ActPage, FilteredList, RecordPage, SecondFactor

AN_HOUR = datetime.timedelta(hours=1)
FORMS_AN_HOUR = 10  # a hospital's whole staff may share one address
CODES_AN_HOUR = 30


@method_decorator(never_cache, "dispatch")
class RaiseConcern(FormView):
    """The one form that everybody can fill in."""

    template_name = "concerns/raise.html"
    form_class = forms.ConcernReport

    @cached_property
    def target(self) -> queries.Target | None:
        """The record named in the address. One that makes no sense is left out: the person still has to be heard."""
        try:
            return queries.target_of(self.request.GET.get("about", ""), UUID(self.request.GET.get("key", "")))
        except ValueError:
            return None

    @cached_property
    def places(self) -> list[queries.Place]:
        return queries.places_for(self.request.user)

    def get_initial(self):
        place = queries.likely_place(self.places, self.target, self.request.user)
        return {"organisation": str(place.organisation.key) if place else ""}

    def get_form_kwargs(self):
        is_signed_in = self.request.user.is_authenticated
        return super().get_form_kwargs() | {"places": self.places, "target": self.target, "is_signed_in": is_signed_in}

    def form_valid(self, form):
        reporter = self.request.user if self.request.user.is_authenticated else None
        if reporter is None and rate_limits.is_spent(self.request, name="concern", limit=FORMS_AN_HOUR, per=AN_HOUR):
            return self.form_refused(form, _too_many(), status=429)
        try:
            raised = actions.raise_concern(
                report=form.report(), by=reporter, at=clock.now(), form_key=form.cleaned_data["idempotency_key"]
            )
        except Refused as refusal:
            return self.form_refused(form, str(refusal), status=422)
        return render(
            self.request, "concerns/raised.html", {"concern": raised.concern, "follow_code": raised.follow_code}
        )

    def form_refused(self, form, words, *, status):
        form.add_error(None, words)
        return self.render_to_response(self.get_context_data(form=form), status=status)

    def form_invalid(self, form):
        return self.render_to_response(self.get_context_data(form=form), status=422)

    def get_context_data(self, **kwargs):
        return super().get_context_data(target=self.target, **kwargs)


def _too_many() -> str:
    return _t(
        "Many forms came from this connection within an hour, so this one was not recorded. What you wrote is still "
        "here: send it again later, sign in to send it now, or ring the organisation's safeguarding lead."
    )


@method_decorator(never_cache, "dispatch")
class FollowConcern(FormView):
    """A reporter reads the answers with the two codes. The page is the answer to the form and is kept nowhere."""

    template_name = "concerns/follow.html"
    form_class = forms.FollowCodes

    def form_valid(self, form):
        concern = self.concern_of(form)
        if concern is None:
            return self.form_invalid(form)
        more = forms.MoreWords(initial=form.cleaned_data)
        return self.answers(concern, more)

    def concern_of(self, form):
        """The concern that the codes open, or None with the reason on the form."""
        if rate_limits.is_spent(self.request, name="concern codes", limit=CODES_AN_HOUR, per=AN_HOUR):
            form.add_error(None, _t("Too many codes were tried from this connection. Wait an hour and try again."))
            return None
        concern = queries.concern_followed(form.cleaned_data["reference"], form.cleaned_data["follow_code"])
        if concern is None:
            form.add_error(None, _t("We know no concern with these two codes. Check both, letter by letter."))
        return concern

    def answers(self, concern, more, *, status=200):
        context = {"concern": concern, "notes": queries.told_to_reporter(concern), "form": more}
        return render(self.request, "concerns/answers.html", context, status=status)

    def form_invalid(self, form):
        return self.render_to_response(self.get_context_data(form=form), status=422)


class AddToConcern(FollowConcern):
    """A reporter adds something to what they reported."""

    form_class = forms.MoreWords
    http_method_names = ["post"]

    def form_valid(self, form):
        concern = self.concern_of(form)
        if concern is None:
            return self.form_invalid(form)
        actions.add_to_concern(concern=concern, words=form.cleaned_data["words"], at=clock.now())
        codes = {name: form.cleaned_data[name] for name in ("reference", "follow_code")}
        return self.answers(concern, forms.MoreWords(initial=codes))

    def form_invalid(self, form):
        """Codes that open nothing lead back to the first page; an empty text is asked for again beside the answers."""
        codes = forms.FollowCodes(form.data)
        concern = self.concern_of(codes) if codes.is_valid() else None
        if concern is None:
            return render(self.request, self.template_name, {"form": codes}, status=422)
        return self.answers(concern, form, status=422)


class ForLeads(SecondFactor):
    """Everybody else meets "not found": that there is such a page for somebody is nobody's business."""

    keeps_typed = False  # nothing about a concern waits in a session, neither to sign in nor for the second factor

    @method_decorator(never_cache)
    def dispatch(self, request, *args, **kwargs):
        return super().dispatch(request, *args, **kwargs)

    def handle_no_permission(self):
        return redirect_to_login(unsent.leave(self.request))

    def admit(self, request):
        if not permissions.is_lead(request.user):
            raise Http404
        return super().admit(request)


class Concerns(ForLeads, FilteredList):
    """What lies with a lead today."""

    template_name = "concerns/list.html"
    filter_class = forms.ConcernFilter
    sorts = {
        "newest": (_("Newest first"), ("-happened_at", "-id")),
        "oldest": (_("Oldest first"), ("happened_at", "id")),
        "status": (_("Longest in its status"), ("status_at", "id")),
    }
    extra_context = {"heading": _("Concerns"), "counted": ngettext_lazy("%d concern", "%d concerns")}

    def rows(self):
        return queries.concerns_visible_to(self.request.user)

    def get_context_data(self, **kwargs):
        return super().get_context_data(now=clock.now(), **kwargs)


class ConcernPage(ForLeads, RecordPage):
    """A page about one concern."""

    visible = staticmethod(queries.concerns_visible_to)
    record_name = "concern"


class ConcernDetail(ConcernPage, TemplateView):
    """Everything about a concern. Each time it is shown, that is written down first."""

    template_name = "concerns/detail.html"

    def get(self, request, *args, **kwargs):
        actions.record_view(concern=self.record, by=request.user, at=clock.now())
        return super().get(request, *args, **kwargs)

    def get_context_data(self, **kwargs):
        return super().get_context_data(case=queries.case_of(self.record), now=clock.now(), **kwargs)


class ConcernAct(ConcernPage, ActPage):
    """Something that a lead does with a concern."""

    template_name = "concerns/act.html"

    def get_success_url(self):
        return reverse("concerns:detail", kwargs={"key": self.record.key})


class AddNote(ConcernAct):
    note_kind = NoteKind.INSIDE
    form_class = forms.LeadWords
    done_message = _("Your note is kept with the concern.")
    extra_context = {
        "heading": _("Add a note"),
        "intro": _("Everybody who works on this concern can read it. The person who raised it cannot."),
        "button": _("Add the note"),
    }

    def act(self, form):
        return actions.add_note(
            concern=self.record, kind=self.note_kind, by=self.request.user, at=clock.now(), **form.cleaned_data
        )


class AnswerReporter(AddNote):
    note_kind = NoteKind.ANSWER
    done_message = _("Your answer can be read by the person who raised the concern.")
    extra_context = {
        "heading": _("Answer the person who raised it"),
        "intro": _("They read it with their follow code. Once sent it stays. Name nobody who may come to harm by it."),
        "button": _("Send the answer"),
    }


class ChangeStatus(ConcernAct):
    form_class = forms.StatusChange
    done_message = _("The status is changed.")
    extra_context = {"heading": _("Change the status"), "button": _("Change the status")}

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"concern": self.record}

    def act(self, form):
        return actions.change_status(concern=self.record, by=self.request.user, at=clock.now(), **form.cleaned_data)


class PassOn(ConcernAct):
    form_class = forms.PassingOn
    done_message = _("The concern is passed on. Its new leads have been told, and you cannot see it any more.")
    extra_context = {
        "heading": _("Pass it on to another organisation"),
        "intro": _("Its leads take the concern over with everything in it. After that you cannot see it any more."),
        "button": _("Pass it on"),
    }

    def get_success_url(self):
        return reverse("concerns:list")

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"places": queries.places_to_pass_on_to(self.record)}

    def act(self, form):
        return actions.pass_on(concern=self.record, by=self.request.user, at=clock.now(), **form.cleaned_data)
