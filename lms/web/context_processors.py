"""What every page's frame needs."""

from django.conf import settings
from django.http import HttpRequest

from lms.people import queries
from lms.people.enums import Role
from lms.web import navigation


def page_frame(request: HttpRequest) -> dict:
    """Name, navigation and roles, read only when the page has a frame. At most one query: the person's roles.

    An error page may be shown before anybody is known (a wrong host name), so nothing here relies on the middleware.
    """
    user = getattr(request, "user", None)
    working_as = getattr(request, "working_as", None) if user else None
    return {
        "SITE_NAME": settings.SITE_NAME,
        "second_factor_skipped": settings.SKIP_SECOND_FACTOR,
        "working_as": working_as,
        "working_as_words": lambda: Role(working_as.role).label if working_as else "",
        "roles_held": lambda: _roles_held(user),
        "nav_items": lambda: navigation.items_for(
            working_as.role if working_as else None,
            path=request.path,
            is_signed_in=bool(user and user.is_authenticated),
        ),
        "footer_items": navigation.footer_items,
    }


def _roles_held(user) -> list[dict]:
    return [
        {
            "membership_key": held.membership_key,
            "words": Role(held.role).label,
            "organisation_name": held.organisation_name,
        }
        for held in queries.roles_of(user)
    ]
