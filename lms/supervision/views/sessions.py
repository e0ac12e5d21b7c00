"""Pages of sessions: the coach's list and form, one session, and that they took place."""

from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy
from django.views.generic import TemplateView

from lms.core import clock
from lms.core.views import ActPage, FilteredList, MemberPage, RecordPage
from lms.supervision import actions, permissions, queries, rules
from lms.supervision.enums import SessionFormat
from lms.supervision.forms import (
    SessionFilter,
    SessionForm,
    alike,
    as_written,
)

SORTS = {
    "newest": (_("Newest first"), ("-started_at", "-id")),
    "oldest": (_("Oldest first"), ("started_at", "id")),
}


class Sessions(FilteredList):
    """A coach's own sessions with a total for each kind."""

    template_name = "supervision/sessions.html"
    filter_class = SessionFilter
    sorts = SORTS
    extra_context = {"heading": _("Your supervision"), "counted": ngettext_lazy("%d session", "%d sessions")}

    def rows(self):
        return queries.sessions_of(self.request.user)

    def get_context_data(self, **kwargs):
        user = self.request.user
        supports = queries.supports_of(user, on=clock.today())
        return super().get_context_data(
            totals=queries.totals_of(user),
            open_actions=queries.open_actions_of(user),
            supports=supports,
            absences=queries.absences_of_supporters(supports),
            can_record=permissions.can_record_supervision(user),
            **kwargs,
        )


class SessionPage(RecordPage, TemplateView):
    """A session as coach and supervisor read it, with the supervisor's answers."""

    visible = staticmethod(queries.sessions_in_full)
    record_name = "session"
    template_name = "supervision/session.html"

    def get_context_data(self, **kwargs):
        return super().get_context_data(
            answers=queries.confirmations_of(self.record),
            agreed=queries.actions_visible_to(self.request.user).filter(session=self.record).order_by("due_date", "id"),
            still_open=self._still_open(),
            lacks_agreement=not queries.had_accepted_agreement(self.record),
            can_take_actions=rules.can_take_actions(self.record.status),
            is_own=permissions.is_own_session(self.request.user, self.record),
            can_confirm=permissions.can_confirm_session(self.request.user, self.record),
            **kwargs,
        )

    def _still_open(self):
        """What was agreed by the same two people in other sessions."""
        return queries.open_actions_between(self.record.coach, self.record.supervisor).exclude(session=self.record)


class SessionDone(SessionPage):
    """What was just recorded, its reference, and what happens next."""

    template_name = "supervision/done.html"

    def get_context_data(self, **kwargs):
        return super().get_context_data(waiting=queries.sessions_to_confirm(self.request.user).count(), **kwargs)


class SessionForming(ActPage):
    """The form of one session, for a new, changed or corrected one."""

    form_class = SessionForm
    template_name = "supervision/session_form.html"

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"coach": self.request.user, "at": clock.now()}

    def get_context_data(self, **kwargs):
        return super().get_context_data(still_open=queries.open_actions_of(self.request.user), **kwargs)

    def get_success_url(self):
        return reverse("supervision:done", kwargs={"key": self.recorded.key})


class SessionNew(MemberPage, SessionForming):
    """A new session that starts like the latest one."""

    allowed = staticmethod(permissions.can_record_supervision)
    extra_context = {"heading": _("Record a supervision session"), "button": _("Record and ask for confirmation")}

    def get_initial(self):
        earlier = queries.latest_session_of(self.request.user)
        return alike(earlier) if earlier else {"minutes": 60, "format": SessionFormat.INDIVIDUAL}

    def act(self, form):
        return actions.record_session(by=self.request.user, at=clock.now(), details=form.details())


class SessionRewriting(RecordPage, SessionForming):
    """The form of an existing session."""

    visible = staticmethod(queries.sessions_in_full)
    allowed = staticmethod(permissions.is_own_session)
    record_name = "session"

    def get_initial(self):
        return as_written(self.record)


class SessionChange(SessionRewriting):
    extra_context = {
        "heading": _("Change this session"),
        "intro": _("Your supervisor is asked again."),
        "button": _("Save and ask for confirmation"),
    }

    def act(self, form):
        return actions.change_session(session=self.record, by=self.request.user, at=clock.now(), details=form.details())


class SessionCorrect(SessionRewriting):
    extra_context = {
        "heading": _("Correct a confirmed session"),
        "intro": _("The confirmed session stays and counts until its correction is confirmed. Both stay visible."),
        "button": _("Save the correction and ask for confirmation"),
    }

    def act(self, form):
        return actions.correct_session(
            session=self.record, by=self.request.user, at=clock.now(), details=form.details()
        )


class Facts(FilteredList):
    """That sessions took place, for managers; never what about."""

    allowed = staticmethod(permissions.can_see_facts)
    template_name = "supervision/facts.html"
    filter_class = SessionFilter
    sorts = {**SORTS, "coach": (_("Coach"), ("coach__name", "-started_at", "id"))}
    extra_context = {"heading": _("Supervision that took place"), "counted": ngettext_lazy("%d session", "%d sessions")}

    def rows(self):
        return queries.session_facts_visible_to(self.request.user)

    def get_context_data(self, **kwargs):
        context = super().get_context_data(**kwargs)
        return context | {"facts": [queries.SessionFact(**row) for row in context["object_list"]]}
