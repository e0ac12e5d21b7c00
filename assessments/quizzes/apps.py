from django.apps import AppConfig

from lms.core.privacy import register_eraser


class QuizzesConfig(AppConfig):
    name = "assessments.quizzes"
    label = "quizzes"
    verbose_name = "Quizzes"

    def ready(self):
        from assessments.quizzes.actions import erase_from_quizzes  # noqa: PLC0415 -- app ready

        register_eraser("assessments.quizzes", erase_from_quizzes)
