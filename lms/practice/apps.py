from django.apps import AppConfig

from lms.core.privacy import register_eraser


class PracticeConfig(AppConfig):
    name = "lms.practice"
    label = "practice"
    verbose_name = "Practice"

    def ready(self):
        from lms.practice.actions import erase_from_practice  # noqa: PLC0415 -- app ready

        register_eraser("lms.practice", erase_from_practice)
