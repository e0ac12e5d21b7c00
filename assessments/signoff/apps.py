from django.apps import AppConfig

from lms.core.privacy import register_eraser


class SignoffConfig(AppConfig):
    name = "assessments.signoff"
    label = "signoff"
    verbose_name = "Sign-off"

    def ready(self):
        from assessments.signoff.actions import erase_from_signoff  # noqa: PLC0415 -- app ready

        register_eraser("assessments.signoff", erase_from_signoff)
