"""Programmes without an account, and publishing a version of one."""

from django.forms import Form
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.generic import ListView, TemplateView

from courses.models import ProgrammePage
from lms.core import clock
from lms.core.views import ActPage, MemberPage, SecondFactor
from lms.enrolment import actions, permissions, queries


class Programmes(ListView):
    """The newest version of every programme. Public."""

    template_name = "enrolment/programmes.html"

    def get_queryset(self):
        return queries.latest_versions()


class Programme(TemplateView):
    """What a programme teaches, as its newest version has it, and its earlier versions. Public."""

    template_name = "enrolment/programme.html"

    def get_context_data(self, **kwargs):
        versions = list(queries.versions_of(self.kwargs["code"]))
        if not versions:
            raise Http404
        version = versions[0]
        return super().get_context_data(
            version=version,
            versions=versions,
            page=version.revision.as_object(),
            manifest=queries.manifest_of(version),
            can_publish=permissions.can_publish_versions(self.request.user),
            **kwargs,
        )


class Publish(SecondFactor, MemberPage, ActPage):
    """Publish what editors have made of a programme as its next version."""

    allowed = staticmethod(permissions.can_publish_versions)
    form_class = Form
    template_name = "enrolment/publish.html"
    done_message = _("Published. New cohorts can take this version; cohorts that have begun keep theirs.")

    def admit(self, request):
        refusal = super().admit(request)
        self.programme = get_object_or_404(ProgrammePage, code=self.kwargs["code"])
        return refusal

    def get_context_data(self, **kwargs):
        latest = queries.versions_of(self.programme.code).first()
        return super().get_context_data(
            programme=self.programme, latest=latest, number=latest.number + 1 if latest else 1, **kwargs
        )

    def act(self, form):
        return actions.publish_version(programme=self.programme, by=self.request.user, at=clock.now())

    def get_success_url(self):
        return reverse("enrolment:programme", kwargs={"code": self.programme.code})
