from django.apps import AppConfig


class PracticeConfig(AppConfig):
    name = "lms.practice"
    label = "practice"
    verbose_name = "Practice"
