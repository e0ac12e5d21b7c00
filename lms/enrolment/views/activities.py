"""What lessons link to: knowledge checks, reflections, scenarios.

The address names no enrolment, because the kept body of a lesson is the same for everybody: it means the enrolment that
its reader used last.
"""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from django.views.generic import TemplateView, View

from assessments.quizzes import actions as quiz_actions
from assessments.quizzes import queries as quizzes
from assessments.roleplay import queries as roleplay
from lms.core import clock
from lms.core.views import ActPage, MemberPage, RecordPage
from lms.enrolment import permissions, queries
from lms.enrolment.forms import QuestionsForm, ReflectionForm, WayForm
from lms.portfolio import actions as portfolio_actions
from lms.portfolio import queries as portfolio


class FromALesson(MemberPage):
    """A page for whoever is enrolled in a version that holds the quiz, scenario or prompt that the address names."""

    find = None

    def admit(self, request):
        found = type(self).find(request.user, self.kwargs["code"])
        if found is None:
            return self.not_enrolled(request)
        self.enrolment, self.kept = found
        return super().admit(request)

    def not_enrolled(self, request):
        """Staff who read a lesson are told; for everybody else the page is not there."""
        if not permissions.can_see_cohorts(request.user):
            raise Http404
        messages.info(request, _("That page is for learners who are enrolled in the programme."))
        return redirect("enrolment:cohorts")

    def get_context_data(self, **kwargs):
        lesson_key = {"key": self.enrolment.key, "code": self.kept.item.code}
        return super().get_context_data(
            enrolment=self.enrolment,
            lesson_title=self.kept.item.title,
            lesson_address=reverse("enrolment:lesson", kwargs=lesson_key),
            **kwargs,
        )


class CheckPage(FromALesson):
    """A page of a knowledge check, in the version that the learner's programme version keeps."""

    find = staticmethod(queries.enrolment_with_quiz)

    @cached_property
    def version(self):
        return self.kept.quiz_version

    @cached_property
    def sitting(self):
        return quizzes.open_sitting(self.request.user, self.version)

    @cached_property
    def questions(self):
        """The open sitting's questions as served."""
        return list(quizzes.questions_of(self.sitting))

    @cached_property
    def unanswered(self):
        return [question for question in self.questions if not hasattr(question, "answer")]

    def get_context_data(self, **kwargs):
        return super().get_context_data(quiz=self.version, code=self.kwargs["code"], **kwargs)


class Check(CheckPage, ActPage):
    """What a knowledge check asks and what earlier goes gave; start, or go on with the one that is open."""

    form_class = WayForm
    template_name = "enrolment/check.html"

    def get_context_data(self, **kwargs):
        results = quizzes.results_of(self.request.user, self.version)
        return super().get_context_data(
            results=results,
            sitting=self.sitting,
            number_of_questions=self.version.places.count(),
            answered=len(self.questions) - len(self.unanswered) if self.sitting else 0,
            **kwargs,
        )

    def act(self, form):
        return quiz_actions.start_sitting(
            person=self.request.user,
            quiz_version=self.version,
            organisation=self.enrolment.cohort.provider,
            by=self.request.user,
            at=clock.now(),
        )

    def get_success_url(self):
        code = self.kwargs["code"]
        if self.request.POST["way"] == WayForm.ALL:
            return reverse("enrolment:check_all", kwargs={"code": code})
        self.sitting = self.recorded
        position = self.unanswered[0].position if self.unanswered else len(self.questions)
        return reverse("enrolment:check_question", kwargs={"code": code, "position": position})


class OpenCheckPage(CheckPage):
    """A page that needs a started sitting; without one it leads to the start."""

    def admit(self, request):
        refusal = super().admit(request)
        if refusal is None and self.sitting is None:
            return redirect("enrolment:check", code=self.kwargs["code"])
        return refusal


class CheckAll(OpenCheckPage, ActPage):
    """Every question that is still open, on one page."""

    form_class = QuestionsForm
    template_name = "enrolment/check_all.html"

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"questions": self.unanswered}

    def act(self, form):
        return quiz_actions.sit_at_once(
            sitting=self.sitting, chosen=form.chosen(), by=self.request.user, at=clock.now()
        )

    def get_success_url(self):
        return reverse("enrolment:check_result", kwargs={"key": self.sitting.key})


class CheckQuestion(OpenCheckPage, ActPage):
    """One question; once it is answered, the same address shows its feedback."""

    form_class = QuestionsForm
    template_name = "enrolment/check_question.html"

    def admit(self, request):
        refusal = super().admit(request)
        if refusal is None:
            position = self.kwargs["position"]
            self.question = next((row for row in self.questions if row.position == position), None)
            if self.question is None:
                raise Http404
        return refusal

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"questions": [self.question]}

    def get_context_data(self, **kwargs):
        return super().get_context_data(
            question=self.question,
            marked=marked([self.question]) if hasattr(self.question, "answer") else None,
            whole=len(self.questions),
            next_question=next((row for row in self.unanswered if row != self.question), None),
            **kwargs,
        )

    def act(self, form):
        chosen = form.chosen()[self.question.position]
        return quiz_actions.answer_question(
            sitting_question=self.question, chosen=chosen, by=self.request.user, at=clock.now()
        )

    def get_success_url(self):
        return self.request.path


class CheckFinish(OpenCheckPage, View):
    """Close the sitting and go to its result; with questions still open, back to the first of them."""

    http_method_names = ["post"]

    def post(self, request, *args, **kwargs):
        if self.unanswered:
            messages.info(request, _("Answer every question first."))
            return redirect("enrolment:check_question", code=kwargs["code"], position=self.unanswered[0].position)
        quiz_actions.finish_sitting(sitting=self.sitting, by=request.user, at=clock.now())
        return redirect("enrolment:check_result", key=self.sitting.key)


class CheckResult(RecordPage, TemplateView):
    """The score of a finished sitting, and each question with its feedback. Staff of the provider may see it too."""

    visible = staticmethod(quizzes.finished_sittings_visible_to)
    record_name = "sitting"
    template_name = "enrolment/check_result.html"

    def get_context_data(self, **kwargs):
        version, user = self.record.quiz_version, self.request.user
        own = self.record.person_id == user.pk
        found = queries.enrolment_with_quiz(user, version.quiz.code) if own else None
        return super().get_context_data(
            quiz=version,
            result=self.record.result,
            marked=marked(quizzes.questions_of(self.record)),
            is_own=own,
            enrolment=found[0] if found else None,
            item=found[1].item if found else None,
            **kwargs,
        )


def marked(questions) -> list[dict]:
    """Answered questions as the page shows them: each option as served, whether it was chosen, and its feedback."""
    questions = list(questions)
    sources = queries.sources_by_code([row.question_version.source for row in questions])
    return [
        {
            "position": row.position,
            "question": row.question_version,
            "answer": row.answer,
            "options": _marked_options(row),
            "source": sources.get(row.question_version.source),
        }
        for row in questions
    ]


def _marked_options(row) -> list[dict]:
    options = {str(option.key): option for option in row.question_version.options.all()}
    return [
        {
            "option": options[key],
            "is_chosen": key in row.answer.chosen,
            "is_shown": _has_feedback(options[key], key, row),
        }
        for key in row.option_order
    ]


def _has_feedback(option, key, row) -> bool:
    """Feedback is shown for what was chosen and for what would have been right."""
    return bool(option.feedback) and (option.is_correct or key in row.answer.chosen)


class Reflect(FromALesson, ActPage):
    """Answer a lesson's question. The answer is a draft in the learner's portfolio, where it is submitted."""

    find = staticmethod(queries.enrolment_with_prompt)
    form_class = ReflectionForm
    template_name = "enrolment/reflect.html"
    done_message = _("Saved as a draft in your portfolio. Nobody else reads it until you submit it.")

    @cached_property
    def draft(self):
        return portfolio.draft_on(self.request.user, self.kept.code)

    def get_initial(self):
        return {"text": self.draft.text} if self.draft else {}

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"hint": self.kept.hint}

    def get_context_data(self, **kwargs):
        written = portfolio.reflections_of(self.request.user).filter(prompt_key=self.kept.code)
        return super().get_context_data(prompt=self.kept, draft=self.draft, written=written, **kwargs)

    def act(self, form):
        return portfolio_actions.save_reflection(
            by=self.request.user,
            at=clock.now(),
            organisation=self.enrolment.cohort.provider,
            text=form.cleaned_data["text"],
            reflection=self.draft,
            prompt_key=self.kept.code,
            prompt=self.kept.prompt,
        )

    def get_success_url(self):
        return reverse("portfolio:reflection", kwargs={"key": self.recorded.key})


class Scenario(FromALesson, View):
    """The door to a scenario: leads to the card of the version that the learner's programme version keeps.

    The card notes that a trainee has seen it (roleplay). Staff are led to the newest version.
    """

    find = staticmethod(queries.enrolment_with_scenario)

    def not_enrolled(self, request):
        version = roleplay.latest_scenarios().filter(scenario__code=self.kwargs["code"]).first()
        if version is None or not permissions.can_see_cohorts(request.user):
            raise Http404
        return redirect("roleplay:scenario", key=version.key)

    def get(self, request, *args, **kwargs):
        return redirect("roleplay:scenario", key=self.kept.scenario_version.key)
