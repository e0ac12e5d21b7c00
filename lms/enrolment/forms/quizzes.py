"""A sitting's questions as a form."""

from collections.abc import Iterable

from django import forms
from django.utils.translation import gettext_lazy as _

from assessments.quizzes.enums import QuestionKind
from assessments.quizzes.models import SittingQuestion


class WayForm(forms.Form):
    """How somebody wants to take a knowledge check."""

    ONE, ALL = "one", "all"
    way = forms.ChoiceField(
        label=_("How do you want to answer?"),
        choices=[(ONE, _("One question at a time, with feedback after each")), (ALL, _("All questions on one page"))],
        widget=forms.RadioSelect,
        initial=ONE,
    )


class QuestionsForm(forms.Form):
    """The given questions as they were served; each field is named for its position."""

    def __init__(self, *args, questions: Iterable[SittingQuestion], **kwargs):
        super().__init__(*args, **kwargs)
        for question in questions:
            self.fields[f"question-{question.position}"] = _field(question)

    def chosen(self) -> dict[int, list[str]]:
        """Position → keys of the options that were chosen."""
        return {
            int(name.removeprefix("question-")): value if isinstance(value, list) else [value]
            for name, value in self.cleaned_data.items()
        }


def _field(question: SittingQuestion) -> forms.Field:
    version = question.question_version
    words = {str(option.key): option.text for option in version.options.all()}
    choices = [(key, words[key]) for key in question.option_order]
    if version.kind == QuestionKind.MULTIPLE:
        return forms.MultipleChoiceField(
            label=version.text,
            choices=choices,
            help_text=_("Choose all that apply"),
            widget=forms.CheckboxSelectMultiple,
            error_messages={"required": _("Choose at least one answer")},
        )
    return forms.ChoiceField(
        label=version.text,
        choices=choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose an answer")},
    )
