"""The editor's own content security policy (ADR 0009).

Our pages run no inline code at all; the policy of settings.CONTENT_SECURITY_POLICY says so. Wagtail's editor starts its
widgets by inline scripts in a few templates; those templates are replaced (lms/templates/wagtailadmin) and started by
static/js/editor.js, so that scripts stay as strict there. What the editor's own scripts need beyond that:
"""

from csp.constants import SELF, UNSAFE_INLINE
from django.http import HttpRequest, HttpResponse
from django.urls import reverse

# The one inline script that cannot be replaced by a block: wagtailmedia's, which takes a title from the file's name.
FILL_IN_TITLE = "'sha256-Jx16Tpaz2Kcypjovu4mlVyW3Ji0PExMKe5W9Wr3cmBs='"
EDITOR_POLICY = {
    "script-src": [FILL_IN_TITLE],
    "style-src-elem": [SELF, UNSAFE_INLINE],  # the rich text editor (Draftail) adds <style> elements
}


class EditorPolicyMiddleware:
    """Widens the policy below the editor's address, and nowhere else."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if request.path.startswith(reverse("wagtailadmin_home")):
            # A preview has been through all middleware as a reader's page: that policy forbids the frame.
            response.headers.pop("Content-Security-Policy", None)
            response._csp_update = EDITOR_POLICY
            response._csp_replace = {"frame-ancestors": [SELF]}  # the editor frames its own previews
        return response
