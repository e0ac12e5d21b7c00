"""Pages of milestones, learning and feedback, and of feedback through a link."""

from collections.abc import Callable
from dataclasses import dataclass

from django import forms
from django.conf import settings
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy
from django.views.decorators.http import require_GET
from django.views.generic import TemplateView

from lms.core import clock
from lms.core.views import ActPage, FilteredList, MemberPage, RecordPage
from lms.portfolio import actions, permissions, queries
from lms.portfolio.forms.for_provider import ForProvider
from lms.portfolio.forms.records import FeedbackForm, GiveFeedbackForm, LearningForm, MilestoneForm, as_written
from lms.portfolio.models import FeedbackSheet, LearningRecord, Milestone, PortfolioRecord
from lms.portfolio.wording import in_words

FEEDBACK_TOKEN = "feedback_token"  # noqa: S105 -- the name of a session value, not a secret


@dataclass(frozen=True)
class KindOfRecord:
    """What the pages of one kind of record say and do."""

    model: type[PortfolioRecord]
    form: type[forms.Form]
    record: Callable
    heading: str
    counted: str
    intro: str
    add: str
    add_first: str
    empty: str


KINDS = {
    "milestones": KindOfRecord(
        model=Milestone,
        form=MilestoneForm,
        record=actions.record_milestone,
        heading=_("Your milestones"),
        counted=ngettext_lazy("%d milestone", "%d milestones"),
        intro=_("Days that professional bodies ask about: a course, an assessment passed, a membership."),
        add=_("Add a milestone"),
        add_first=_("Add your first milestone"),
        empty=_("You have no milestone on record yet"),
    ),
    "learning": KindOfRecord(
        model=LearningRecord,
        form=LearningForm,
        record=actions.record_learning,
        heading=_("Your learning"),
        counted=ngettext_lazy("%d record", "%d records"),
        intro=_("Continuing professional development: what you did to learn, and what it changed."),
        add=_("Add something you learnt from"),
        add_first=_("Add the first one"),
        empty=_("You have no learning on record yet"),
    ),
    "feedback": KindOfRecord(
        model=FeedbackSheet,
        form=FeedbackForm,
        record=actions.record_feedback,
        heading=_("Feedback on your coaching"),
        counted=ngettext_lazy("%d sheet", "%d sheets"),
        intro=_("What clients and peers said. Type what you were told, or send a peer a link to write it themselves."),
        add=_("Type a feedback sheet"),
        add_first=_("Type the first sheet"),
        empty=_("You have no feedback on record yet"),
    ),
}


class OfAKind:
    """A page of the kind of record that its address names. Raises Http404 for any other word."""

    def setup(self, request, *args, **kwargs):
        super().setup(request, *args, **kwargs)
        self.kind = KINDS.get(kwargs["kind"])
        if self.kind is None:
            raise Http404

    def get_context_data(self, **kwargs):
        return super().get_context_data(**{**kwargs, "kind": self.kind, "kind_code": self.kwargs["kind"]})


class Records(OfAKind, FilteredList):
    """One's own records of a kind, as they stand."""

    template_name = "portfolio/records.html"
    sorts = {
        "newest": (_("Newest first"), ("-on_date", "-id")),
        "oldest": (_("Oldest first"), ("on_date", "id")),
    }

    def rows(self):
        return queries.records_of(self.request.user, self.kind.model)

    def get_context_data(self, **kwargs):
        found = super().get_context_data(
            heading=self.kind.heading,
            counted=self.kind.counted,
            can_write=permissions.keeps_portfolio(self.request.user),
            **kwargs,
        )
        return found | {"written": [in_words(row) for row in found["object_list"]]}


class RecordNew(OfAKind, MemberPage, ActPage):
    """A new record of a kind."""

    allowed = staticmethod(permissions.keeps_portfolio)
    template_name = "portfolio/record_form.html"
    done_message = _("It is on record. You can correct it or take it back.")

    def get_form_class(self):
        return self.kind.form

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"author": self.request.user, "on": clock.today()}

    def get_context_data(self, **kwargs):
        return super().get_context_data(heading=self.kind.add, button=_("Put it on record"), **kwargs)

    def act(self, form):
        return self.kind.record(
            by=self.request.user, at=clock.now(), organisation=form.chosen_organisation(), details=form.details()
        )

    def get_success_url(self):
        return reverse("portfolio:record", args=[self.kwargs["kind"], self.recorded.key])


class OneRecord(OfAKind, RecordPage):
    """A page about one record of a kind."""

    def find(self, user, key):
        row = queries.records_visible_to(user, self.kind.model).filter(key=key).first()
        if row is None:
            raise Http404
        return row

    def get_context_data(self, **kwargs):
        return super().get_context_data(written=in_words(self.record), **kwargs)


class Record(OneRecord, TemplateView):
    """A record as it stands."""

    template_name = "portfolio/record.html"

    def get_context_data(self, **kwargs):
        user = self.request.user
        return super().get_context_data(
            is_own=permissions.is_owner(user, self.record),
            can_correct=permissions.can_correct(user, self.record),
            **kwargs,
        )


class RecordCorrect(OneRecord, ActPage):
    """A new record instead of one that is wrong. Both stay."""

    allowed = staticmethod(permissions.can_correct)
    template_name = "portfolio/record_form.html"
    done_message = _("The correction is on record.")

    def get_form_class(self):
        return self.kind.form

    def get_initial(self):
        return as_written(self.record)

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {
            "author": self.request.user,
            "on": clock.today(),
            "organisation": self.record.organisation,
        }

    def get_context_data(self, **kwargs):
        return super().get_context_data(
            heading=_("Correct this record"),
            intro=_("What you recorded first stays in the history and counts no more."),
            button=_("Save the correction"),
            **kwargs,
        )

    def act(self, form):
        return self.kind.record(
            by=self.request.user,
            at=clock.now(),
            organisation=self.record.organisation,
            details=form.details(),
            corrects=self.record,
        )

    def get_success_url(self):
        return reverse("portfolio:record", args=[self.kwargs["kind"], self.recorded.key])


class RecordTakeBack(OneRecord, ActPage):
    """Say that a record counts no more."""

    allowed = staticmethod(permissions.can_correct)
    form_class = forms.Form
    template_name = "portfolio/take_back.html"
    extra_context = {"heading": _("Take this record back?"), "button": _("Take it back")}
    done_message = _("It counts no more.")

    def act(self, form):
        return actions.take_back(record=self.record, by=self.request.user, at=clock.now())

    def get_success_url(self):
        return reverse("portfolio:records", args=[self.kwargs["kind"]])


class AskForFeedback(MemberPage, ActPage):
    """Make a link for one peer; the links that are still open."""

    allowed = staticmethod(permissions.keeps_portfolio)
    form_class = ForProvider
    template_name = "portfolio/feedback_ask.html"
    extra_context = {"heading": _("Ask a peer for feedback"), "button": _("Make a link")}

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"author": self.request.user}

    def get_context_data(self, **kwargs):
        return super().get_context_data(requests=queries.open_requests_of(self.request.user), **kwargs)

    def act(self, form):
        return actions.ask_for_feedback(by=self.request.user, at=clock.now(), organisation=form.chosen_organisation())

    def get_success_url(self):
        return reverse("portfolio:feedback_link", args=[self.recorded.key])


class FeedbackLink(RecordPage, TemplateView):
    """The link to pass on."""

    visible = staticmethod(queries.requests_of)
    record_name = "asked"
    template_name = "portfolio/feedback_link.html"

    def get_context_data(self, **kwargs):
        path = reverse("portfolio:feedback_open", args=[actions.token_of(self.record)])
        return super().get_context_data(address=settings.PUBLIC_URL + path, **kwargs)


@require_GET
def feedback_open(request, token):
    """The link. The token moves to the session at once, so that it stays in no history and no log."""
    request.session[FEEDBACK_TOKEN] = token
    return redirect("portfolio:feedback_give")


class FeedbackGive(ActPage):
    """A peer writes the sheet, with or without an account."""

    form_class = GiveFeedbackForm
    template_name = "portfolio/feedback_give.html"

    def dispatch(self, request, *args, **kwargs):
        self.token = request.session.get(FEEDBACK_TOKEN, "")
        self.reader = request.user if request.user.is_authenticated else None
        try:
            self.asked = actions.feedback_request_for(self.token, at=clock.now(), reader=self.reader)
        except actions.LinkNotUsable as refusal:
            return render(request, "portfolio/feedback_over.html", {"words": str(refusal)}, status=410)
        return super().dispatch(request, *args, **kwargs)

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"on": clock.today()}

    def get_context_data(self, **kwargs):
        return super().get_context_data(
            asked=self.asked, heading=_("Give feedback on a coaching session"), button=_("Send it"), **kwargs
        )

    def act(self, form):
        given = actions.give_feedback(token=self.token, at=clock.now(), details=form.details(), by=self.reader)
        del self.request.session[FEEDBACK_TOKEN]
        return given

    def get_success_url(self):
        return reverse("portfolio:feedback_thanks")


class FeedbackThanks(TemplateView):
    """What happens with the sheet now."""

    template_name = "portfolio/feedback_thanks.html"
