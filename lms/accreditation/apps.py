from django.apps import AppConfig


class AccreditationConfig(AppConfig):
    name = "lms.accreditation"
    label = "accreditation"
    verbose_name = "Accreditation"
