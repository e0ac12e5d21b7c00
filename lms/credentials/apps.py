from django.apps import AppConfig

from lms.core.privacy import register_eraser


class CredentialsConfig(AppConfig):
    name = "lms.credentials"
    label = "credentials"
    verbose_name = "Credentials"

    def ready(self):
        from lms.credentials.actions import erase_from_credentials  # noqa: PLC0415 -- app ready

        register_eraser("lms.credentials", erase_from_credentials)
