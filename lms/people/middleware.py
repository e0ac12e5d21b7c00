"""Somebody with several roles says which one they are working as; the choice stays in the session."""

from django.utils.functional import SimpleLazyObject

from lms.people import queries


class WorkingAsMiddleware:
    """Sets `request.working_as`: the chosen HeldRole, or the first one, or None. It never changes what is allowed."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        request.working_as = SimpleLazyObject(lambda: _chosen(request))
        return self.get_response(request)


def _chosen(request):
    held = queries.roles_of(request.user)
    wanted = request.session.get(queries.WORKING_AS)
    return next((role for role in held if role.membership_key == wanted), held[0] if held else None)
