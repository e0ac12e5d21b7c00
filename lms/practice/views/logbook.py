"""A coach's pages: the list, an entry, writing it, sending it."""

from uuid import UUID

from django import forms
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy
from django.views.generic import TemplateView

from lms.audit.queries import values_about
from lms.core import clock
from lms.core.kept_pages import KeptPage
from lms.core.views import ActPage, FilteredList, MemberPage, RecordPage
from lms.practice import actions, permissions, queries
from lms.practice.forms import EntryForm, LogbookFilter, alike, as_written
from lms.practice.rules import is_with_coach, timed_span


class Logbook(KeptPage, FilteredList):
    """A coach's own entries with their totals. It stays theirs to read after they have left a provider.

    Kept until the log knows of an act by or about the coach: every change of an entry, a clock or a template is one.
    """

    template_name = "practice/entries.html"
    filter_class = LogbookFilter
    sorts = {
        "newest": (_("Newest first"), ("-started_at", "-id")),
        "oldest": (_("Oldest first"), ("started_at", "id")),
        "longest": (_("Longest first"), ("-minutes", "-started_at")),
    }
    extra_context = {"heading": _("Your logbook"), "counted": ngettext_lazy("%d entry", "%d entries")}

    def stamp(self):
        return (values_about(self.request.user), clock.today())

    def rows(self):
        return queries.logbook_of(self.request.user)

    def get_context_data(self, **kwargs):
        user = self.request.user
        return super().get_context_data(
            totals=queries.totals_of(user),
            can_log=permissions.can_log_practice(user),
            session_clock=queries.clock_of(user),
            **kwargs,
        )


class EntryPage(RecordPage, TemplateView):
    """An entry with its history and what may be done next."""

    visible = staticmethod(queries.entries_in_full)
    record_name = "entry"
    template_name = "practice/entry.html"

    def get_context_data(self, **kwargs):
        return super().get_context_data(
            decisions=queries.decisions_on(self.record),
            lines=queries.side_by_side(self.record),
            is_own=permissions.is_own_entry(self.request.user, self.record),
            can_confirm=permissions.can_confirm_entry(self.request.user, self.record),
            **kwargs,
        )


class EntryDone(EntryPage):
    """What was just recorded, its reference, and what happens next."""

    template_name = "practice/done.html"

    def get_context_data(self, **kwargs):
        return super().get_context_data(
            waiting=queries.entries_to_confirm(self.request.user).count(),
            **kwargs,
        )


class EntryForming(ActPage):
    """The form of one session, for a new, changed or corrected entry."""

    form_class = EntryForm
    template_name = "practice/entry_form.html"
    done_message = _("Saved as a draft. Nobody else sees it until you send it.")

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"coach": self.request.user, "at": clock.now()}

    def get_success_url(self):
        return reverse("practice:entry", kwargs={"key": self.recorded.key})


class EntryNew(MemberPage, EntryForming):
    """A new entry that starts like the latest one, like the one named by ?like=, or from the template by ?template=.

    One button saves and sends it, the other keeps it as a draft to check.
    """

    allowed = staticmethod(permissions.can_log_practice)
    template_name = "practice/entry_new.html"
    extra_context = {"heading": _("Log a practice session")}

    def get_initial(self):
        earlier = self._from_template() or self._named_entry() or queries.latest_entry_of(self.request.user)
        return (alike(earlier) if earlier else {"minutes": 30}) | self._timed()

    def _timed(self):
        """Start and length from the clock that was stopped, by ?clock=stopped; the address stays when it is sent."""
        timer = queries.clock_of(self.request.user) if self.is_timed else None
        if timer is None or timer.stopped_at is None:
            return {}
        span = timed_span(timer.started_at, timer.stopped_at)
        return {"started_at": span.started_at, "minutes": span.minutes}

    @property
    def is_timed(self):
        return self.request.GET.get("clock") == "stopped"

    def _from_template(self):
        template = queries.templates_of(self.request.user).filter(key=self._key_in("template")).first()
        return template and template.entry

    def _named_entry(self):
        return queries.logbook_of(self.request.user).filter(key=self._key_in("like")).first()

    def _key_in(self, name):
        try:
            return UUID(self.request.GET.get(name, ""))
        except ValueError:
            return None

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"is_sent": self.is_sent}

    @property
    def is_sent(self):
        return "send" in self.request.POST

    @property
    def done_message(self):
        if not self.is_sent:
            return EntryForming.done_message
        is_held = is_with_coach(self.recorded.status)
        return _("Saved, but not sent yet. Read the warning, then send it or change it.") if is_held else ""

    def act(self, form):
        log = actions.log_and_submit if self.is_sent else actions.log_entry
        return log(
            by=self.request.user,
            at=clock.now(),
            organisation=form.chosen_organisation(),
            details=form.details(),
            is_timed=self.is_timed,
        )

    def get_success_url(self):
        if not self.is_sent:
            return super().get_success_url()
        page = "practice:submit" if is_with_coach(self.recorded.status) else "practice:done"
        return reverse(page, kwargs={"key": self.recorded.key})

    def get_context_data(self, **kwargs):
        user = self.request.user
        return super().get_context_data(
            templates=queries.templates_of(user),
            session_clock=None if self.is_timed else queries.clock_of(user),
            is_timed=self.is_timed,
            **kwargs,
        )


class OwnEntry(RecordPage):
    """A page on which a coach does something to their own entry."""

    visible = staticmethod(queries.entries_in_full)
    allowed = staticmethod(permissions.is_own_entry)
    record_name = "entry"


class EntryRewriting(OwnEntry, EntryForming):
    """The form of an existing entry."""

    def get_initial(self):
        return as_written(self.record)

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"organisation": self.record.organisation}


class EntryChange(EntryRewriting):
    extra_context = {"heading": _("Change this entry"), "button": _("Save and check")}

    def act(self, form):
        return actions.change_draft(entry=self.record, by=self.request.user, at=clock.now(), details=form.details())


class EntryCorrect(EntryRewriting):
    extra_context = {
        "heading": _("Correct a confirmed entry"),
        "intro": _(
            "The confirmed entry stays as it is and counts until its correction is confirmed. Both stay visible."
        ),
        "button": _("Save the correction"),
    }

    def act(self, form):
        return actions.correct_entry(entry=self.record, by=self.request.user, at=clock.now(), details=form.details())


class EntrySubmit(OwnEntry, ActPage):
    """Check your answers, then send."""

    form_class = forms.Form
    template_name = "practice/submit.html"
    extra_context = {"heading": _("Check this entry before you send it"), "button": _("Send it to be confirmed")}

    def get_context_data(self, **kwargs):
        return super().get_context_data(
            warnings=queries.warnings_about([self.record], self.request.user).get(self.record.pk),
            lines=queries.side_by_side(self.record),
            **kwargs,
        )

    def act(self, form):
        return actions.submit_entry(entry=self.record, by=self.request.user, at=clock.now())

    def get_success_url(self):
        return reverse("practice:done", kwargs={"key": self.recorded.key})


class EntryTakeBack(OwnEntry, ActPage):
    form_class = forms.Form
    template_name = "practice/take_back.html"
    extra_context = {"heading": _("Take this entry back?"), "button": _("Take it back")}
    done_message = _("The entry is a draft again. Change it, then send it.")

    def act(self, form):
        return actions.take_back_entry(entry=self.record, by=self.request.user, at=clock.now())

    def get_success_url(self):
        return reverse("practice:entry", kwargs={"key": self.recorded.key})


class EntryDiscard(OwnEntry, ActPage):
    form_class = forms.Form
    template_name = "practice/discard.html"
    extra_context = {"heading": _("Discard this draft?"), "button": _("Discard the draft")}
    done_message = _("The draft is gone.")

    def act(self, form):
        return actions.discard_draft(entry=self.record, by=self.request.user, at=clock.now())

    def get_success_url(self):
        return reverse("practice:entries")
