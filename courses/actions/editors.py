"""What content editors may do in Wagtail. Who is one is decided by their membership (people.actions)."""

from django.contrib.auth.models import Group, Permission
from django.db import transaction
from django.db.models import QuerySet
from wagtail.models import Collection, GroupCollectionPermission, GroupPagePermission

from courses.actions.loading import shelf
from lms.people.enums import EDITORS

# Not "bulk_delete_page": a whole programme is taken away by an administrator.
ON_PAGES = ("add_page", "change_page", "publish_page", "lock_page", "unlock_page")
ON_FILES = (
    "add_image",
    "change_image",
    "choose_image",
    "add_document",
    "change_document",
    "choose_document",
    "add_media",
    "change_media",
)
ELSEWHERE = ("access_admin", "add_source", "change_source", "view_source")


@transaction.atomic
def set_up_editors() -> Group:
    """Let the group of content editors write programmes, files and sources, and nothing else. Safe to repeat."""
    group, _made = Group.objects.get_or_create(name=EDITORS)
    page, root = shelf(), Collection.get_first_root_node()
    GroupPagePermission.objects.filter(group=group).delete()
    GroupCollectionPermission.objects.filter(group=group).delete()
    for permission in _permissions(ON_PAGES):
        GroupPagePermission.objects.create(group=group, page=page, permission=permission)
    for permission in _permissions(ON_FILES):
        GroupCollectionPermission.objects.create(group=group, collection=root, permission=permission)
    group.permissions.set(_permissions(ELSEWHERE))
    return group


def _permissions(names: tuple[str, ...]) -> QuerySet[Permission]:
    """The permissions with these names, as Wagtail and our sources declare them."""
    rooms = ("wagtailcore", "wagtailadmin", "wagtailimages", "wagtaildocs", "wagtailmedia", "courses")
    return Permission.objects.filter(content_type__app_label__in=rooms, codename__in=names)
