"""A commissioner looks up a code, or a person within the remit, and says what for."""

from django.urls import reverse

from lms.core import clock
from lms.core.views import ActPage, MemberPage, PlainPage, RecordPage
from lms.credentials import actions, permissions, queries
from lms.credentials.forms import LookUpForm


class LookUpPage(MemberPage, ActPage):
    """The question: code or name, purpose. It is recorded, and the holder sees it."""

    template_name = "credentials/look_up.html"
    form_class = LookUpForm
    allowed = staticmethod(permissions.can_look_up)

    def get_form_kwargs(self):
        organisations = queries.organisations_to_look_up_for(self.request.user)
        return {**super().get_form_kwargs(), "organisations": organisations}

    def act(self, form):
        return actions.look_up(by=self.request.user, at=clock.now(), **form.cleaned_data)

    def get_success_url(self):
        return reverse("credentials:found", args=[self.recorded.key])


class LookUpFound(RecordPage, PlainPage):
    """What a look-up found, with the status as it is now."""

    template_name = "credentials/found.html"
    record_name = "look_up"
    visible = staticmethod(queries.look_ups_visible_to)
    allowed = staticmethod(lambda user, _look_up: permissions.can_look_up(user))

    def get_context_data(self, **kwargs):
        found = queries.found_in(self.record, self.request.user, clock.now())
        return super().get_context_data(found=found, most=queries.MOST_FOUND, **kwargs)
