from django.apps import AppConfig


class PortfolioConfig(AppConfig):
    name = "lms.portfolio"
    label = "portfolio"
    verbose_name = "Portfolio"
