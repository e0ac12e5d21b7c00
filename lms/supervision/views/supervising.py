"""Pages of a supervisor: the queue, the answers, the diary, the coaches."""

from datetime import date

from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from lms.core import clock
from lms.core.views import ActPage, FilteredList, RecordPage, SecondFactor
from lms.supervision import actions, permissions, queries
from lms.supervision.forms import (
    CaseloadFilter,
    ConfirmForm,
    DeclineForm,
    QueueFilter,
    SessionFilter,
)
from lms.supervision.views.sessions import SORTS


class ToConfirm(FilteredList):
    """The sessions that wait for this supervisor."""

    template_name = "supervision/to_confirm.html"
    filter_class = QueueFilter
    sorts = {
        "oldest": (_("Oldest first"), ("started_at", "id")),
        "newest": (_("Newest first"), ("-started_at", "-id")),
        "coach": (_("Coach"), ("coach__name", "started_at", "id")),
    }
    extra_context = {"heading": _("Supervision to confirm"), "counted": ngettext_lazy("%d session", "%d sessions")}

    def rows(self):
        return queries.sessions_to_confirm(self.request.user)


class Answering(SecondFactor, RecordPage, ActPage):
    """A page on which the supervisor answers."""

    visible = staticmethod(queries.sessions_in_full)
    allowed = staticmethod(permissions.can_confirm_session)
    record_name = "session"

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"session": self.record}

    def get_context_data(self, **kwargs):
        agreed = queries.actions_visible_to(self.request.user).filter(session=self.record).order_by("due_date", "id")
        lacks_agreement = not queries.had_accepted_agreement(self.record)
        return super().get_context_data(agreed=agreed, lacks_agreement=lacks_agreement, **kwargs)

    def get_success_url(self):
        return reverse("supervision:done", kwargs={"key": self.recorded.key})


class SessionConfirm(Answering):
    form_class = ConfirmForm
    template_name = "supervision/confirm.html"
    extra_context = {"heading": _("Confirm this supervision session"), "button": _("Confirm that it took place")}

    def act(self, form):
        return actions.confirm_session(session=self.record, by=self.request.user, at=clock.now())


class SessionDecline(Answering):
    form_class = DeclineForm
    template_name = "supervision/decline.html"
    extra_context = {"heading": _("Decline this supervision session"), "button": _("Decline it")}

    def act(self, form):
        return actions.decline_session(
            session=self.record, by=self.request.user, at=clock.now(), reason=form.cleaned_data["reason"]
        )


class Diary(FilteredList):
    """The sessions that a supervisor gave, in every status."""

    template_name = "supervision/diary.html"
    filter_class = SessionFilter
    sorts = SORTS
    extra_context = {"heading": _("Supervision diary"), "counted": ngettext_lazy("%d session", "%d sessions")}

    def rows(self):
        return queries.sessions_given_by(self.request.user)


class Coaches(FilteredList):
    """The coaches whom somebody supports today, kind by kind, what is due first."""

    template_name = "supervision/coaches.html"
    filter_class = CaseloadFilter
    orders = {
        "due": (_("Due first"), lambda row: (row.due_date is None, row.due_date or date.max)),
        "coach": (_("Coach"), lambda row: row.support.coach.name.casefold()),
        "seen": (_("Not seen for longest"), lambda row: (row.latest_at is not None, row.latest_at)),
    }
    extra_context = {"heading": _("Your coaches"), "counted": ngettext_lazy("%d coach", "%d coaches")}

    def rows(self):
        return queries.caseload_of(self.request.user, on=clock.today())

    def get_queryset(self):
        """The rows are worked out, so they are put in order here and not by the database."""
        rows = super().get_queryset()
        asked = self.request.GET.get("sort", "")
        self.sort = asked if asked in self.orders else next(iter(self.orders))
        return sorted(rows, key=self.orders[self.sort][1])

    def get_context_data(self, **kwargs):
        sorts = [(code, label) for code, (label, _key) in self.orders.items()]
        return super().get_context_data(**kwargs) | {
            "sorts": sorts,
            "own_page": permissions.has_own_page(self.request.user),
        }
