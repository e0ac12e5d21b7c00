"""Taught sessions: the diary of a cohort, the register, the session plan and lessons as trainers read them."""

from django.http import Http404
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.generic import ListView, TemplateView

from lms.core import clock
from lms.core.templatetags.words import duration
from lms.core.views import ActPage, CheckedActPage, RecordPage, SecondFactor
from lms.enrolment import actions, permissions, queries
from lms.enrolment.forms import RegisterForm, SessionForm
from lms.enrolment.views.cohorts import CohortPage


class Diary(CohortPage, ListView):
    """The sessions of a cohort, and the modules with their plans."""

    template_name = "enrolment/diary.html"

    def get_queryset(self):
        return queries.diary_of(self.record)

    def get_context_data(self, **kwargs):
        user = self.request.user
        return super().get_context_data(
            modules=[module for module in self.manifest.modules if module.taught_minutes],
            can_manage=permissions.can_manage_cohort(user, self.record),
            can_teach=permissions.can_teach_cohort(user, self.record),
            **kwargs,
        )


class SessionNew(SecondFactor, CohortPage, ActPage):
    """Put a session in the diary."""

    allowed = staticmethod(permissions.can_manage_cohort)
    form_class = SessionForm
    template_name = "enrolment/session_form.html"
    done_message = _("The session is in the diary.")
    extra_context = {"heading": _("Plan a session"), "button": _("Put it in the diary")}

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"cohort": self.record, "manifest": self.manifest}

    def act(self, form):
        return actions.plan_session(cohort=self.record, by=self.request.user, at=clock.now(), **form.cleaned_data)

    def get_success_url(self):
        return reverse("enrolment:diary", kwargs={"key": self.record.key})


class Session(RecordPage, TemplateView):
    """A session and its register as it stands."""

    visible = staticmethod(queries.sessions_visible_to)
    record_name = "session"
    template_name = "enrolment/session.html"

    def get_context_data(self, **kwargs):
        return super().get_context_data(
            register=queries.register_of(self.record),
            can_record=permissions.can_keep_register(self.request.user, self.record),
            has_begun=self.record.starts_at <= clock.now(),
            **kwargs,
        )


class Register(SecondFactor, RecordPage, CheckedActPage):
    """Fill in the register, check it, record it. A row that is changed later supersedes the earlier one."""

    visible = staticmethod(queries.sessions_visible_to)
    allowed = staticmethod(permissions.can_keep_register)
    record_name = "session"
    form_class = RegisterForm
    template_name = "enrolment/register.html"
    check_template_name = "enrolment/register_check.html"
    done_message = _("The register is recorded.")

    def get_form_kwargs(self):
        kwargs = super().get_form_kwargs() | {
            "register": queries.register_of(self.record),
            "session_minutes": self.record.minutes,
        }
        if "everybody" in self.request.POST:
            kwargs["data"] = self._all_present(kwargs["data"], kwargs["register"])
        return kwargs

    def _all_present(self, data, register):
        """What was typed, with the whole session for everybody about whom nothing was."""
        names = [f"person-{enrolment.trainee_id}" for enrolment, _row in register]
        return data.dict() | {name: self.record.minutes for name in names if not data.get(name)}

    def get_context_data(self, **kwargs):
        """On the check page a length of time in words; what is left empty is not part of the record."""
        context = super().get_context_data(heading=_("Register"), **kwargs)
        if "answers" in context:
            context["answers"] = [
                (person.name, duration(minutes) if minutes else _("Not there"))
                for person, minutes in context["form"].minutes().items()
            ]
        return context

    def act(self, form):
        return actions.record_attendance(
            session=self.record, minutes=form.minutes(), by=self.request.user, at=clock.now()
        )

    def get_success_url(self):
        return reverse("enrolment:session", kwargs={"key": self.record.key})


class ModulePlan(CohortPage, TemplateView):
    """A module as its trainers need it: the timed session plan, facilitator's notes and lessons of the version."""

    allowed = staticmethod(permissions.can_teach_cohort)
    template_name = "enrolment/module_plan.html"

    def get_context_data(self, **kwargs):
        module = self.manifest.module(self.kwargs["code"])
        if module is None:
            raise Http404
        return super().get_context_data(module=module, page=queries.page_of(module), **kwargs)


class CohortLesson(CohortPage, TemplateView):
    """A lesson as a cohort's learners read it, for those who teach them. Nothing is remembered."""

    allowed = staticmethod(permissions.can_teach_cohort)
    template_name = "enrolment/cohort_lesson.html"

    def get_context_data(self, **kwargs):
        lesson = self.manifest.lesson(self.kwargs["code"])
        if lesson is None:
            raise Http404
        before, after = self.manifest.around(lesson)
        return super().get_context_data(
            lesson=lesson,
            module=self.manifest.module(lesson.module_code),
            manifest=self.manifest,
            html=queries.lesson_html(lesson),
            before=before,
            after=after,
            **kwargs,
        )
