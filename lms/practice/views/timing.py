"""The page of a coach's clock."""

from django import forms
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from lms.core import clock
from lms.core.views import ActPage, MemberPage
from lms.practice import actions, permissions, queries

BUTTONS = {"start": actions.start_clock, "stop": actions.stop_clock, "discard": actions.discard_clock}


class Clock(MemberPage, ActPage):
    """Start, stop or throw away the one clock that a coach has. It runs here and not in the browser."""

    allowed = staticmethod(permissions.can_log_practice)
    form_class = forms.Form
    template_name = "practice/clock.html"
    extra_context = {"heading": _("Time a session")}

    def post(self, request, *args, **kwargs):
        self.button = next((name for name in BUTTONS if name in request.POST), None)
        return super().post(request, *args, **kwargs) if self.button else self.get(request, *args, **kwargs)

    def act(self, form):
        return BUTTONS[self.button](by=self.request.user, at=clock.now())

    def get_success_url(self):
        pages = {
            "start": reverse("practice:clock"),
            "stop": f"{reverse('practice:new')}?clock=stopped",
            "discard": reverse("practice:entries"),
        }
        return pages[self.button]

    def get_context_data(self, **kwargs):
        return super().get_context_data(session_clock=queries.clock_of(self.request.user), **kwargs)
