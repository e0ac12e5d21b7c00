"""Which files a person may open. What a visitor may see is decided by the page that shows it."""

from django.db.models import Q, QuerySet

from lms.people import queries as people
from lms.people.models import User
from media.models import Rendition, TeachbackDocument, Video


def _is_reader(user: User) -> bool:
    """Teaching files are for people who belong to an organisation here, and for editors."""
    return user.is_authenticated and (user.is_staff or bool(people.roles_of(user)))


def videos_visible_to(user: User) -> QuerySet[Video]:
    return Video.objects.all() if _is_reader(user) else Video.objects.none()


def documents_visible_to(user: User) -> QuerySet[TeachbackDocument]:
    return TeachbackDocument.objects.all() if _is_reader(user) else TeachbackDocument.objects.none()


def videos_without_words() -> QuerySet[Video]:
    """Videos that no lesson can show yet, because captions or transcript are missing."""
    return Video.objects.filter(Q(captions="") | Q(transcript=""), type="video").order_by("title", "pk")


def renditions_visible_to(user: User) -> QuerySet[Rendition]:
    return Rendition.objects.all() if _is_reader(user) else Rendition.objects.none()
