from django.apps import AppConfig

from lms.core.privacy import register_eraser


class PortfolioConfig(AppConfig):
    name = "lms.portfolio"
    label = "portfolio"
    verbose_name = "Portfolio"

    def ready(self):
        from lms.portfolio.actions import erase_from_portfolio  # noqa: PLC0415 -- app ready

        register_eraser("lms.portfolio", erase_from_portfolio)
