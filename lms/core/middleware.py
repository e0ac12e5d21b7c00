"""The request log, but for pages where even "who opened it when" would say too much."""

from django.conf import settings
from django_structlog.middlewares import RequestMiddleware


class RequestLogMiddleware(RequestMiddleware):
    """One line when a request starts and ends, with person and address; none at all under settings.PATHS_NOT_LOGGED."""

    def __call__(self, request):
        if request.path.startswith(settings.PATHS_NOT_LOGGED):
            return self.get_response(request)
        return super().__call__(request)
