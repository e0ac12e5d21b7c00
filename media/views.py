"""Serving private files by key, after a check, in pieces when a player asks for a piece."""

import mimetypes
from collections.abc import Iterator

from django.contrib.auth.decorators import login_required
from django.core.files import File
from django.http import FileResponse, Http404, HttpResponse, StreamingHttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_safe

from lms.formats import byte_ranges
from media import queries

PIECE = 64 * 1024
# An uploaded file is hostile: whatever it holds, it runs nothing and frames nothing.
SANDBOX = "default-src 'none'; sandbox"


@login_required
@require_safe
def video(request, key):
    found = get_object_or_404(queries.videos_visible_to(request.user), key=key)
    return _in_pieces(request, found.file)


@login_required
@require_safe
def captions(request, key):
    found = get_object_or_404(queries.videos_visible_to(request.user), key=key)
    return _whole(found.captions, "text/vtt")


@login_required
@require_safe
def poster(request, key):
    found = get_object_or_404(queries.videos_visible_to(request.user), key=key)
    return _whole(found.thumbnail)


@login_required
@require_safe
def document(request, key):
    found = get_object_or_404(queries.documents_visible_to(request.user), key=key)
    return _whole(found.file, as_attachment=True, filename=f"{found.title}.{found.file_extension}")


@login_required
@require_safe
def rendition(request, pk):
    found = get_object_or_404(queries.renditions_visible_to(request.user), pk=pk)
    return _whole(found.file)


def _opened(file: File) -> File:
    """Raises Http404 when there is no such file, or no longer."""
    if not file:
        raise Http404
    try:
        return file.storage.open(file.name)
    except FileNotFoundError as error:
        raise Http404 from error


def _kind(file: File) -> str | None:
    return mimetypes.guess_type(file.name)[0]


def _whole(file: File, content_type: str | None = None, **options) -> HttpResponse:
    return _guarded(FileResponse(_opened(file), content_type=content_type or _kind(file), **options))


def _guarded(response: HttpResponse) -> HttpResponse:
    response["Cache-Control"] = "private, max-age=86400"
    response["Content-Security-Policy"] = SANDBOX
    return response


def _in_pieces(request, file: File) -> HttpResponse:
    """The file, or the piece that the Range header names, so that a player can jump."""
    with _opened(file) as opened:
        size = opened.size
    try:
        piece = byte_ranges.wanted(request.headers.get("Range", ""), size)
    except byte_ranges.NotSatisfiable:
        return HttpResponse(status=416, headers={"Content-Range": f"bytes */{size}"})
    response = _piece(file, *piece, size) if piece else _whole(file)
    response["Accept-Ranges"] = "bytes"
    return response


def _piece(file: File, first: int, last: int, size: int) -> HttpResponse:
    response = StreamingHttpResponse(_read(file, first, last), status=206, content_type=_kind(file))
    response["Content-Range"] = f"bytes {first}-{last}/{size}"
    response["Content-Length"] = last - first + 1
    return _guarded(response)


def _read(file: File, first: int, last: int) -> Iterator[bytes]:
    """Opened only when somebody reads: a player often asks, and goes away before the answer begins."""
    with _opened(file) as opened:
        opened.seek(first)
        left = last - first + 1
        while left and (data := opened.read(min(PIECE, left))):
            left -= len(data)
            yield data
