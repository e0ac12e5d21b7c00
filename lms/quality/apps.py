from django.apps import AppConfig

from lms.core.privacy import register_eraser


class QualityConfig(AppConfig):
    name = "lms.quality"
    label = "quality"
    verbose_name = "Quality"

    def ready(self):
        from lms.quality.actions import erase_from_quality  # noqa: PLC0415 -- app ready

        register_eraser("lms.quality", erase_from_quality)
