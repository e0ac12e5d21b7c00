from django.apps import AppConfig


class RoleplayConfig(AppConfig):
    name = "assessments.roleplay"
    label = "roleplay"
    verbose_name = "Role-play"
