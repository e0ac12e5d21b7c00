"""Pages on which a coach writes what they will do, and ticks it off."""

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from lms.core import clock
from lms.core.views import ActPage, RecordPage
from lms.supervision import actions, permissions, queries
from lms.supervision.forms import ActionForm, DoneForm


class ActionNew(RecordPage, ActPage):
    """One more thing that was agreed in a session."""

    visible = staticmethod(queries.sessions_in_full)
    allowed = staticmethod(permissions.is_own_session)
    record_name = "session"
    form_class = ActionForm
    template_name = "supervision/action_form.html"
    extra_context = {"heading": _("Add an action"), "button": _("Add the action")}
    done_message = _("The action is added. Your supervisor sees it too.")

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"session": self.record}

    def act(self, form):
        return actions.agree_action(session=self.record, by=self.request.user, at=clock.now(), **form.cleaned_data)

    def get_success_url(self):
        return reverse("supervision:session", kwargs={"key": self.record.key})


class ActionDone(RecordPage, ActPage):
    """Tick an action off, or say that it is open after all."""

    visible = staticmethod(queries.actions_visible_to)
    allowed = staticmethod(permissions.is_own_action)
    record_name = "action"
    form_class = DoneForm
    template_name = "supervision/action_done.html"
    extra_context = {"heading": _("Tick off an action"), "button": _("Save")}
    done_message = _("Saved. Your supervisor sees it too.")

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"action": self.record, "on": clock.today()}

    def get_initial(self):
        return {"done_date": self.record.done_date or clock.today()}

    def act(self, form):
        return actions.tick_off_action(
            action=self.record, done_date=form.cleaned_data["done_date"], by=self.request.user, at=clock.now()
        )

    def get_success_url(self):
        return reverse("supervision:session", kwargs={"key": self.record.session.key})
