from django.apps import AppConfig

from lms.core.privacy import register_eraser


class PeopleConfig(AppConfig):
    name = "lms.people"
    label = "people"
    verbose_name = "People"

    def ready(self):
        from lms.people.actions import erase_from_people  # noqa: PLC0415 -- app ready

        register_eraser("lms.people", erase_from_people, comes_last=True)
