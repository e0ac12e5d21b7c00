from django.apps import AppConfig


class ConcernsConfig(AppConfig):
    name = "lms.concerns"
    label = "concerns"
    verbose_name = "Concerns"
