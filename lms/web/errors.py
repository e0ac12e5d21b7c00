"""Pages for when something went wrong: what happened, what to do, and that nothing was lost."""

from django.shortcuts import render


def bad_request(request, exception=None):
    return render(request, "errors/400.html", status=400)


def forbidden(request, exception=None):
    return render(request, "errors/403.html", status=403)


def not_found(request, exception=None):
    return render(request, "errors/404.html", status=404)


def server_error(request):
    return render(request, "errors/500.html", status=500)


def page_token_expired(request, reason=""):
    return render(request, "errors/page_token_expired.html", status=403)
