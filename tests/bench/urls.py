"""Our address book, a view with one SELECT, and Wagtail's own page view."""

from django.http import HttpResponse
from django.urls import include, path
from wagtail import urls as wagtail_urls

from lms.people.models import Organisation
from lms.urls import *  # noqa: F403 -- the handlers too
from lms.urls import urlpatterns as ours


def one_select(request):
    """The least a page that reads something can do, behind the same middleware."""
    return HttpResponse(Organisation.objects.values_list("name", flat=True).order_by("pk").first())


urlpatterns = [
    path("bench/one-select/", one_select),
    path("bench/wagtail/", include(wagtail_urls)),
    *ours,
]
