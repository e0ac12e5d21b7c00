"""What every page's frame needs."""

from django.conf import settings


def page_frame(request):
    return {"SITE_NAME": settings.SITE_NAME}
