from django.apps import AppConfig

from lms.core.privacy import register_eraser


class EnrolmentConfig(AppConfig):
    name = "lms.enrolment"
    label = "enrolment"
    verbose_name = "Enrolment"

    def ready(self):
        from lms.enrolment.actions import erase_from_enrolment  # noqa: PLC0415 -- app ready

        register_eraser("lms.enrolment", erase_from_enrolment)
