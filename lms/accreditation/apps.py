from django.apps import AppConfig

from lms.core.assessed import register_exemption
from lms.core.privacy import register_eraser


class AccreditationConfig(AppConfig):
    name = "lms.accreditation"
    label = "accreditation"
    verbose_name = "Accreditation"

    def ready(self):
        from lms.accreditation.actions import erase_from_accreditation  # noqa: PLC0415 -- app ready
        from lms.accreditation.queries import unassessed_learners  # noqa: PLC0415 -- app ready

        register_eraser("lms.accreditation", erase_from_accreditation)
        register_exemption(unassessed_learners)
