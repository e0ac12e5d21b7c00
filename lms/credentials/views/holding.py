"""The holder's own pages: credentials, what they show, who looked, the certificate."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import View

from lms.accreditation import queries as accreditation
from lms.accreditation.enums import AwardStatus
from lms.core import clock
from lms.core.views import ActPage, PlainPage, RecordPage
from lms.credentials import actions, certificates, permissions, queries
from lms.credentials.forms import ConsentForm


class OwnCredentials(PlainPage):
    """One's own credentials, each with its status."""

    template_name = "credentials/mine.html"

    def get_context_data(self, **kwargs):
        held = queries.credentials_of(self.request.user, clock.now())
        return super().get_context_data(held=held, **kwargs)


class CredentialPage(RecordPage, PlainPage):
    """One credential: its code, its certificate, what the public page shows, and who looked it up."""

    template_name = "credentials/credential.html"
    record_name = "credential"
    visible = staticmethod(queries.credentials_visible_to)

    def get_context_data(self, **kwargs):
        is_holder = permissions.is_holder(self.request.user, self.record)
        return super().get_context_data(
            status=accreditation.status_of(self.record.award, clock.now()),
            consent=queries.consent_of(self.record),
            is_holder=is_holder,
            address=certificates.verify_address(self.record),
            findings=queries.findings_about(self.record) if is_holder else (),
            **kwargs,
        )


class SetConsent(RecordPage, ActPage):
    """The holder says what the public page shows, and may take it back at any time."""

    template_name = "credentials/consent.html"
    form_class = ConsentForm
    record_name = "credential"
    visible = staticmethod(queries.credentials_visible_to)
    allowed = staticmethod(permissions.is_holder)
    done_message = gettext_lazy("The public page shows what you chose from now on.")

    def get_initial(self):
        consent = queries.consent_of(self.record)
        fields = ("shows_name", "shows_supervision")
        return {name: getattr(consent, name) for name in fields} if consent else {}

    def act(self, form):
        return actions.set_consent(credential=self.record, by=self.request.user, at=clock.now(), **form.cleaned_data)

    def get_success_url(self):
        return reverse("credentials:credential", args=[self.record.key])


class Certificate(RecordPage, View):
    """The certificate as a PDF, while the award stands."""

    visible = staticmethod(queries.credentials_visible_to)

    def get(self, request, **kwargs):
        if accreditation.status_of(self.record.award, clock.now()).status != AwardStatus.ACTIVE:
            messages.info(request, _("There is no certificate while the award does not stand."))
            return redirect("credentials:credential", self.record.key)
        name = f"{self.record.code}.pdf"
        return HttpResponse(
            certificates.certificate(self.record),
            content_type="application/pdf",
            headers={"Content-Disposition": f'inline; filename="{name}"', "Cache-Control": "private, no-store"},
        )
