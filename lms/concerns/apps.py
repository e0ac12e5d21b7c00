from django.apps import AppConfig

from lms.core.privacy import register_eraser


class ConcernsConfig(AppConfig):
    name = "lms.concerns"
    label = "concerns"
    verbose_name = "Concerns"

    def ready(self):
        from lms.concerns.actions import erase_from_concerns  # noqa: PLC0415 -- app ready

        register_eraser("lms.concerns", erase_from_concerns)
