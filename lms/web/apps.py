from django.apps import AppConfig


class WebConfig(AppConfig):
    name = "lms.web"
    label = "web"
    verbose_name = "Web"

    def ready(self):
        from lms.web import checks  # noqa: F401, PLC0415 -- app ready: checks register on import
