from django.apps import AppConfig

from lms.core.privacy import register_eraser


class SupervisionConfig(AppConfig):
    name = "lms.supervision"
    label = "supervision"
    verbose_name = "Supervision"

    def ready(self):
        from lms.supervision.actions import erase_from_supervision  # noqa: PLC0415 -- app ready

        register_eraser("lms.supervision", erase_from_supervision)
