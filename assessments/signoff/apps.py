from django.apps import AppConfig


class SignoffConfig(AppConfig):
    name = "assessments.signoff"
    label = "signoff"
    verbose_name = "Sign-off"
