"""Pages of supervision: the coach's list and form, the supervisor's queue, coaches and diary, the manager's view."""

from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy
from django.views.generic import TemplateView

from lms.core import clock
from lms.core.views import ActPage, FilteredList, MemberPage, PlainPage, RecordPage, SecondFactor
from lms.supervision import actions, permissions, queries
from lms.supervision.enums import SessionFormat
from lms.supervision.forms import (
    AgreementEndForm,
    AgreementForm,
    ConfirmForm,
    DeclineForm,
    QueueFilter,
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
        return super().get_context_data(
            totals=queries.totals_of(user),
            supports=queries.supports_of(user, on=clock.today()),
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
            is_own=permissions.is_own_session(self.request.user, self.record),
            can_confirm=permissions.can_confirm_session(self.request.user, self.record),
            **kwargs,
        )


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


class Coaches(PlainPage):
    """The coaches whom somebody supports today, kind by kind."""

    template_name = "supervision/coaches.html"

    def get_context_data(self, **kwargs):
        rows = queries.caseload_of(self.request.user, on=clock.today())
        return super().get_context_data(heading=_("Your coaches"), caseload=rows, **kwargs)


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


class Agreements(FilteredList):
    """Who supports whom: one's own agreements, and for managers those of their organisations."""

    template_name = "supervision/agreements.html"
    filter_class = QueueFilter
    sorts = {
        "coach": (_("Coach"), ("coach__name", "kind", "id")),
        "supervisor": (_("Supervisor"), ("supervisor__name", "kind", "id")),
        "newest": (_("Newest first"), ("-from_date", "-id")),
    }
    extra_context = {"heading": _("Supervision agreements"), "counted": ngettext_lazy("%d agreement", "%d agreements")}

    def rows(self):
        return queries.agreements_visible_to(self.request.user)

    def get_context_data(self, **kwargs):
        user = self.request.user
        return super().get_context_data(
            can_manage=permissions.can_manage_agreements(user),
            can_see_facts=permissions.can_see_facts(user),
            managed=queries.organisations_managed_by(user),
            **kwargs,
        )


class AgreementStart(SecondFactor, MemberPage, ActPage):
    """A manager names somebody's supervisor, mentor or line manager."""

    allowed = staticmethod(permissions.can_manage_agreements)
    form_class = AgreementForm
    template_name = "supervision/agreement_form.html"
    extra_context = {"heading": _("Start a supervision agreement"), "button": _("Start the agreement")}
    done_message = _("The agreement has started. The coach can now record sessions with this person.")

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"manager": self.request.user}

    def get_initial(self):
        return {"from_date": clock.today()}

    def act(self, form):
        trainee = form.cleaned_data["trainee"]
        return actions.start_agreement(
            supervisor=form.cleaned_data["supervisor"],
            coach=trainee.person,
            organisation=trainee.organisation,
            kind=form.cleaned_data["kind"],
            from_date=form.cleaned_data["from_date"],
            by=self.request.user,
            at=clock.now(),
        )

    def get_success_url(self):
        return reverse("supervision:agreements")


class AgreementEnd(SecondFactor, RecordPage, ActPage):
    """A manager gives an agreement its last day."""

    visible = staticmethod(queries.agreements_visible_to)
    allowed = staticmethod(permissions.can_manage_agreement)
    record_name = "agreement"
    form_class = AgreementEndForm
    template_name = "supervision/agreement_end.html"
    extra_context = {"heading": _("End a supervision agreement"), "button": _("Set the last day")}
    done_message = _("The agreement has its last day. What was recorded under it stays.")

    def get_initial(self):
        return {"to_date": clock.today()}

    def act(self, form):
        return actions.end_agreement(
            agreement=self.record, by=self.request.user, at=clock.now(), to_date=form.cleaned_data["to_date"]
        )

    def get_success_url(self):
        return reverse("supervision:agreements")
