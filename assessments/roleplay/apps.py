from django.apps import AppConfig

from lms.core.privacy import register_eraser


class RoleplayConfig(AppConfig):
    name = "assessments.roleplay"
    label = "roleplay"
    verbose_name = "Role-play"

    def ready(self):
        from assessments.roleplay.actions import erase_from_roleplay  # noqa: PLC0415 -- app ready

        register_eraser("assessments.roleplay", erase_from_roleplay)
