from django.apps import AppConfig

from lms.core.privacy import register_eraser


class AccreditationConfig(AppConfig):
    name = "lms.accreditation"
    label = "accreditation"
    verbose_name = "Accreditation"

    def ready(self):
        from lms.accreditation.actions import erase_from_accreditation  # noqa: PLC0415 -- app ready

        register_eraser("lms.accreditation", erase_from_accreditation)
