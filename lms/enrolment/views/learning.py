"""A learner's own programme: where am I, lessons, joining, following up."""

from django.http import Http404
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from django.views.generic import ListView, TemplateView, View

from assessments.quizzes import queries as quizzes
from lms.core import clock
from lms.core.kept_pages import KeptPage
from lms.core.views import ActPage, MemberPage, PlainPage, RecordPage
from lms.enrolment import actions, permissions, queries
from lms.enrolment.forms import FollowUpForm, JoinForm
from lms.enrolment.models import FollowUp
from lms.enrolment.rules.progress import is_visit_due
from lms.portfolio import queries as portfolio


class Learn(PlainPage):
    """The programmes that somebody is in. With one, its page is shown at once."""

    template_name = "enrolment/learn.html"

    def get(self, request, *args, **kwargs):
        self.enrolments = list(queries.current_enrolments(request.user))
        if len(self.enrolments) == 1:
            return redirect("enrolment:programme_of", key=self.enrolments[0].key)
        return super().get(request, *args, **kwargs)

    def get_context_data(self, **kwargs):
        return super().get_context_data(enrolments=self.enrolments, **kwargs)


class Join(MemberPage, ActPage):
    """Join a cohort with its code; a link may bring the code along."""

    form_class = JoinForm
    template_name = "enrolment/join.html"
    done_message = _("You have joined. Your lessons are below.")

    def get_initial(self):
        return {"code": self.request.GET.get("code", "")[:30]}

    def act(self, form):
        return actions.join_by_code(code=form.cleaned_data["code"], person=self.request.user, at=clock.now())

    def get_success_url(self):
        return reverse("enrolment:programme_of", kwargs={"key": self.recorded.key})


class OwnEnrolment(RecordPage):
    """A page of one's own enrolment."""

    visible = staticmethod(queries.enrolments_in_full)
    allowed = staticmethod(permissions.can_learn)
    record_name = "enrolment"

    @cached_property
    def manifest(self):
        return queries.manifest_of(self.record.cohort.version)

    @cached_property
    def lesson(self):
        """The lesson that the address names."""
        found = self.manifest.lesson(self.kwargs["code"])
        if found is None:
            raise Http404
        return found


class ProgrammeOf(OwnEnrolment, TemplateView):
    """My programme: where am I, what next, every module and lesson."""

    template_name = "enrolment/programme_of.html"

    def get_context_data(self, **kwargs):
        user, today = self.request.user, clock.today()
        required = queries.required_quizzes(self.record)
        passed = quizzes.passed_quizzes(user, today)
        return super().get_context_data(
            learning=queries.learning_of(self.record),
            checks=len(required),
            checks_passed=len(passed.keys() & set(required)),
            checks_to_pass=queries.checks_to_pass(self.record, passed),
            sessions=queries.sessions_of(self.record),
            follow_ups=queries.follow_ups(user, today).filter(enrolment=self.record).count(),
            **kwargs,
        )


class PortfolioOf(OwnEnrolment, TemplateView):
    """What a portfolio on this route needs, what is there and what is missing."""

    template_name = "enrolment/portfolio_of.html"

    def get_context_data(self, **kwargs):
        on, version = clock.today(), self.record.cohort.version
        needs = portfolio.needs_on(version.route, on)
        last_taught = queries.last_taught_day(self.record)
        found = portfolio.needs_of(self.request.user, needs, last_taught=last_taught, on=on) if needs else None
        return super().get_context_data(found=found, last_taught=last_taught, today=on, **kwargs)


class LessonPage(KeptPage, OwnEnrolment, TemplateView):
    """A lesson in the words of the learner's version. Opening it is remembered, so that they can go on here.

    The page is kept for its reader until they finish a lesson or their enrolment changes.
    """

    template_name = "enrolment/lesson.html"

    def find(self, user, key):
        return queries.own_enrolment(user, key) or super().find(user, key)

    def stamp(self):
        if is_visit_due(self.kwargs["code"], self.record.latest_lesson, self.record.latest_opened_at, clock.now()):
            return None
        return (self.record.pk, self.record.updated_at)

    def get_context_data(self, **kwargs):
        self.record = queries.enrolments_in_full(self.request.user).get(pk=self.record.pk)
        actions.open_lesson(enrolment=self.record, lesson=self.lesson, at=clock.now())
        done = queries.trail_of(self.record).done
        required = self.manifest.required_lessons(self.record.context)
        is_optional = self.lesson not in required
        before, after = self.manifest.around(self.lesson)
        return super().get_context_data(
            lesson=self.lesson,
            number=None if is_optional else required.index(self.lesson) + 1,
            whole=len(required),
            module=self.manifest.module(self.lesson.module_code),
            manifest=self.manifest,
            html=queries.lesson_html(self.lesson),
            done=done,
            is_done=self.lesson.code in done,
            is_optional=is_optional,
            before=before,
            after=after,
            **kwargs,
        )


class LessonDone(OwnEnrolment, View):
    """Mark a lesson as read and go on to the next."""

    http_method_names = ["post"]

    def post(self, request, *args, **kwargs):
        actions.complete_lesson(enrolment=self.record, lesson=self.lesson, by=request.user, at=clock.now())
        _before, after = self.manifest.around(self.lesson)
        if after is None:
            return redirect("enrolment:programme_of", key=self.record.key)
        return redirect("enrolment:lesson", key=self.record.key, code=after.code)


class FollowUps(OwnEnrolment, ListView):
    """What the learner did after the days."""

    template_name = "enrolment/follow_ups.html"
    paginate_by = 50

    def get_queryset(self):
        return FollowUp.objects.filter(enrolment=self.record).order_by("-done_date", "-pk")


class FollowUpRecord(OwnEnrolment, ActPage):
    """Record something done with the skills after the days."""

    form_class = FollowUpForm
    template_name = "enrolment/follow_up_record.html"
    done_message = _("Recorded. It counts as one follow-up activity.")

    def act(self, form):
        return actions.record_follow_up(
            enrolment=self.record, by=self.request.user, at=clock.now(), **form.cleaned_data
        )

    def get_success_url(self):
        return reverse("enrolment:follow_ups", kwargs={"key": self.record.key})
