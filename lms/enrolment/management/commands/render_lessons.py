"""Renders every kept lesson again from its revision, after an upgrade that changed how a block looks."""

from django.core.management.base import BaseCommand

from lms.enrolment.actions import keep_rendering
from lms.enrolment.enums import ItemKind
from lms.enrolment.models import ManifestItem


class Command(BaseCommand):
    help = __doc__

    def handle(self, *args, **options):
        lessons = ManifestItem.objects.filter(kind=ItemKind.LESSON).select_related("revision").order_by("pk")
        for item in lessons.iterator(chunk_size=100):
            keep_rendering(item=item)
        self.stdout.write(f"{lessons.count()} lessons are rendered.")
