"""Staff's pages of cohorts and the people in them."""

from django.forms import Form
from django.shortcuts import redirect
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy
from django.views.generic import TemplateView

from lms.core import clock
from lms.core.kept_pages import KeptPage
from lms.core.templatetags.words import day, duration
from lms.core.views import ActPage, CheckedActPage, FilteredList, MemberPage, RecordPage, SecondFactor
from lms.enrolment import actions, permissions, queries
from lms.enrolment.enums import EnrolmentStatus
from lms.enrolment.forms import CohortFilter, CohortForm, ContextForm, EnrolForm, ImportForm, LearnerFilter
from lms.enrolment.models import Enrolment
from lms.people import queries as people
from lms.people.enums import Role
from lms.people.models import Organisation


class Cohorts(FilteredList):
    """The cohorts of the providers where one is staff, and those that one teaches."""

    template_name = "enrolment/cohorts.html"
    filter_class = CohortFilter
    sorts = {
        "newest": (_("Newest first"), ("-from_date", "-pk")),
        "name": (_("Name"), ("name", "pk")),
    }
    extra_context = {"heading": _("Cohorts"), "counted": ngettext_lazy("%d cohort", "%d cohorts")}

    def rows(self):
        return queries.with_learners(queries.cohorts_visible_to(self.request.user))

    def get_context_data(self, **kwargs):
        user = self.request.user
        return super().get_context_data(
            can_open=permissions.can_open_cohorts(user),
            registers=queries.sessions_to_register(user, clock.now()),
            **kwargs,
        )


class CohortOpen(SecondFactor, MemberPage, CheckedActPage):
    """Open a cohort for a provider that one manages."""

    allowed = staticmethod(permissions.can_open_cohorts)
    form_class = CohortForm
    check_template_name = "enrolment/cohort_open_check.html"
    done_message = _("The cohort is open. Give learners its join code, or enrol them here.")
    extra_context = {"heading": _("Open a cohort"), "button": _("Continue")}

    def get_form_kwargs(self):
        managed = people.organisations_where(self.request.user, Role.MANAGER, Role.ADMIN)
        return super().get_form_kwargs() | {
            "providers": Organisation.objects.filter(pk__in=managed).order_by("name"),
            "versions": queries.latest_versions(),
        }

    def act(self, form):
        return actions.open_cohort(by=self.request.user, at=clock.now(), **form.cleaned_data)

    def get_success_url(self):
        return reverse("enrolment:cohort", kwargs={"key": self.recorded.key})


class CohortPage(RecordPage):
    """A page about one cohort."""

    visible = staticmethod(queries.cohorts_visible_to)
    record_name = "cohort"

    @cached_property
    def manifest(self):
        return queries.manifest_of(self.record.version)

    def get_success_url(self):
        return reverse("enrolment:cohort", kwargs={"key": self.record.key})


class Cohort(KeptPage, CohortPage, FilteredList):
    """Everybody in a cohort and how far they are, 50 a page. The counts are kept with each enrolment.

    Kept until something is recorded at the provider; when somebody last opened a lesson may be a minute late.
    """

    template_name = "enrolment/cohort.html"
    filter_class = LearnerFilter
    sorts = {
        "name": (_("Name"), ("trainee__name", "pk")),
        "behind": (_("Fewest lessons first"), ("lessons_done", "trainee__name", "pk")),
        "ahead": (_("Most lessons first"), ("-lessons_done", "trainee__name", "pk")),
        "joined": (_("Latest to join"), ("-joined_at", "-pk")),
    }

    def find(self, user, key):
        return queries.staffed_cohort(user, key) or super().find(user, key)

    def stamp(self):
        return (self.record.pk, queries.latest_act(self.record.provider))

    def rows(self):
        return queries.learners_of(self.record)

    def get_context_data(self, **kwargs):
        context = super().get_context_data(
            heading=self.record.name,
            counted=ngettext_lazy("%d learner", "%d learners"),
            can_manage=permissions.can_manage_cohort(self.request.user, self.record),
            **kwargs,
        )
        return context | {"rows": _as_shown(queries.learner_rows(self.record, context["object_list"]))}


def _as_shown(rows: list[queries.LearnerRow]) -> list[dict]:
    """The cells of a page of learners, put into words here: fifty rows of template tags take twice as long."""
    of, tags = _("%(done)d of %(whole)d"), _status_tags()
    return [
        {
            "name": row.enrolment.trainee.name,
            "address": reverse("enrolment:learner", kwargs={"key": row.enrolment.key}),
            "status": tags[row.enrolment.status],
            "lessons": of % {"done": row.enrolment.lessons_done, "whole": row.lessons},
            "checks": of % {"done": row.checks_passed, "whole": row.checks},
            "time": duration(row.enrolment.attended_minutes),
            "opened": day(row.enrolment.latest_opened_at),
        }
        for row in rows
    ]


def _status_tags() -> dict[str, str]:
    """Status → its tag."""
    return {
        status: render_to_string("enrolment/enrolment_status.html", {"enrolment": Enrolment(status=status)})
        for status in EnrolmentStatus
    }


class Enrol(SecondFactor, CohortPage, CheckedActPage):
    """Enrol one person by address."""

    allowed = staticmethod(permissions.can_manage_cohort)
    form_class = EnrolForm
    check_template_name = "enrolment/enrol_check.html"
    done_message = _("Enrolled. They get an e-mail that says how to begin.")
    extra_context = {"heading": _("Enrol a learner"), "button": _("Continue")}

    def act(self, form):
        return actions.enrol_by_email(cohort=self.record, by=self.request.user, at=clock.now(), **form.cleaned_data)


class Import(SecondFactor, CohortPage, ActPage):
    """Upload a CSV file of trainees. Nothing is done with it before its preview is confirmed."""

    allowed = staticmethod(permissions.can_manage_cohort)
    form_class = ImportForm
    template_name = "enrolment/import.html"
    extra_context = {"heading": _("Import learners from a CSV file"), "button": _("Upload and check")}

    def act(self, form):
        file = form.cleaned_data["file"]
        return actions.upload_trainees(
            cohort=self.record, file_name=file.name, content=file.read(), by=self.request.user, at=clock.now()
        )

    def get_success_url(self):
        return reverse("enrolment:import_check", kwargs={"key": self.recorded.key})


class ImportCheck(SecondFactor, RecordPage, ActPage):
    """The preview of an uploaded file, with each row that is left out and why; confirming it enrols the others."""

    visible = staticmethod(queries.imports_visible_to)
    record_name = "upload"
    form_class = Form
    template_name = "enrolment/import_check.html"

    def get(self, request, *args, **kwargs):
        if self.record.confirmed_at:
            return redirect("enrolment:import_done", key=self.record.key)
        return super().get(request, *args, **kwargs)

    def get_context_data(self, **kwargs):
        return super().get_context_data(checked=queries.checked_file(self.record), **kwargs)

    def act(self, form):
        return actions.import_trainees(trainee_import=self.record, by=self.request.user, at=clock.now())

    def get_success_url(self):
        return reverse("enrolment:import_done", kwargs={"key": self.record.key})


class ImportDone(RecordPage, TemplateView):
    """What a confirmed import did."""

    visible = staticmethod(queries.confirmed_imports_visible_to)
    record_name = "upload"
    template_name = "enrolment/import_done.html"


class Learner(RecordPage, TemplateView):
    """One learner's progress, for staff and for whoever is responsible for them."""

    visible = staticmethod(queries.enrolments_visible_to)
    record_name = "enrolment"
    template_name = "enrolment/learner.html"

    def get_context_data(self, **kwargs):
        return super().get_context_data(
            progress=queries.progress(self.record, clock.today()),
            learning=queries.learning_of(self.record),
            sessions=queries.sessions_of(self.record),
            can_see_cohort=permissions.can_see_cohort(self.request.user, self.record.cohort),
            can_manage=permissions.can_manage_enrolment(self.request.user, self.record)
            and self.record.status == EnrolmentStatus.ACTIVE,
            **kwargs,
        )


class LearnerAct(SecondFactor, RecordPage, ActPage):
    """Something that a manager does to an enrolment, confirmed on a page of its own."""

    visible = staticmethod(queries.enrolments_visible_to)
    allowed = staticmethod(permissions.can_manage_enrolment)
    record_name = "enrolment"
    form_class = Form
    template_name = "enrolment/learner_act.html"

    def get_success_url(self):
        return reverse("enrolment:learner", kwargs={"key": self.record.key})


class LearnerComplete(LearnerAct):
    """The provider's word that somebody has been through the training."""

    done_message = _("Recorded. The training is completed, and that stays so.")
    extra_context = {
        "heading": _("Record that the training is completed"),
        "consequence": _("This says that the person has been through the training. It stays so and cannot be edited."),
        "button": _("Record as completed"),
    }

    def act(self, form):
        return actions.complete_enrolment(enrolment=self.record, by=self.request.user, at=clock.now())


class LearnerWithdraw(LearnerAct):
    """Somebody leaves without completing."""

    done_message = _("Recorded. What they did stays on record.")
    extra_context = {
        "heading": _("Record that the learner has left"),
        "consequence": _(
            "They cannot open the lessons any more. What they did stays on record. They can be enrolled again."
        ),
        "button": _("Record that they left"),
    }

    def act(self, form):
        return actions.withdraw_enrolment(enrolment=self.record, by=self.request.user, at=clock.now())


class LearnerContext(LearnerAct):
    """Another kind of service, and with it other lessons."""

    form_class = ContextForm
    done_message = _("Changed. The lessons that are asked of them follow.")
    extra_context = {
        "heading": _("Change the kind of service"),
        "consequence": _("Lessons for other kinds of service become optional. Nothing that was done is lost."),
        "button": _("Change"),
    }

    def get_initial(self):
        return {"context": self.record.context}

    def act(self, form):
        return actions.change_context(
            enrolment=self.record, context=form.cleaned_data["context"], by=self.request.user, at=clock.now()
        )
