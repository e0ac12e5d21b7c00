"""The public pages: type a code, see what stands behind it. No account, no session, nothing written."""

import datetime

from django.conf import settings
from django.core.cache import cache
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.decorators import method_decorator
from django.utils.translation import get_language
from django.views.decorators.cache import never_cache
from django.views.generic import TemplateView

from lms.core import clock, rate_limits
from lms.credentials import queries
from lms.credentials.forms import CodeForm
from lms.formats import verification_codes

GUESSES, PERIOD = 20, datetime.timedelta(minutes=10)
_NAME = "verify"


class Verify(TemplateView):
    """The form for a code. It is sent by GET, so that the address of the answer can be kept."""

    template_name = "credentials/verify.html"

    def get(self, request, *args, **kwargs):
        form = CodeForm(request.GET if "code" in request.GET else None)
        if form.is_valid():
            return redirect("credentials:verify_code", code=form.cleaned_data["code"])
        return self.render_to_response({"form": form})


@method_decorator(never_cache, name="dispatch")
class VerifyCode(TemplateView):
    """What stands behind a code now. Wrong codes are counted for each connection; too many close the page for a while.

    A visitor's page is kept until the minute that it names is over, unless status, consent or name change before: those
    are asked for each time. So a much-used code costs one query, and a suspension shows at once.
    """

    template_name = "credentials/verified.html"

    def get(self, request, *args, **kwargs):
        if rate_limits.has_spent(request, name=_NAME, limit=GUESSES):
            return self._too_many()
        code = verification_codes.read(kwargs["code"])
        state = queries.state_of(code) if code else None
        if state is None:
            return self._not_found(request, is_code=code is not None)
        return HttpResponse(self._page(code, state), headers={"X-Robots-Tag": "noindex"})

    def _page(self, code: str, state: str) -> str:
        at = clock.now().replace(second=0, microsecond=0)
        key = f"verify:{code}:{state}:{at.isoformat()}:{get_language()}"
        is_visitor = settings.SESSION_COOKIE_NAME not in self.request.COOKIES
        kept = cache.get(key) if is_visitor else None
        if kept is not None:
            return kept
        found = queries.verification(code, clock.now())
        page = self.render_to_response({"found": found, "facts": found.credential.facts}).rendered_content
        if is_visitor:
            cache.set(key, page, 60)
        return page

    def _not_found(self, request, *, is_code: bool):
        if rate_limits.is_spent(request, name=_NAME, limit=GUESSES, per=PERIOD):
            return self._too_many()
        self.template_name = "credentials/not_found.html"
        form = CodeForm(initial={"code": self.kwargs["code"][:40]})
        return self.render_to_response({"form": form, "is_code": is_code}, status=404)

    def _too_many(self):
        self.template_name = "credentials/too_many.html"
        wait = int(PERIOD.total_seconds())
        return self.render_to_response({"minutes": wait // 60}, status=429, headers={"Retry-After": str(wait)})
