"""Loads the demo's invented people and their stories. Does nothing when they are there."""

from django.core.management.base import BaseCommand
from django.db import transaction
from django_tasks_db.models import DBTaskResult

from lms.people.models import Organisation
from lms.web.demo import awards, bodies, cast, stages, world


class Command(BaseCommand):
    help = __doc__

    def handle(self, *args, **options):
        if Organisation.objects.filter(slug=cast.ACADEMY).exists():
            self.stdout.write("The demo people are here already.")
            return
        self._tell_stories()
        # Letters about an invented past would only keep today's waiting. Wagtail's tasks stay: they fill its search.
        DBTaskResult.objects.ready().exclude(task_path__startswith="wagtail").delete()
        self.stdout.write("The demo people are loaded.")

    @transaction.atomic
    def _tell_stories(self):
        made = world.make_world()
        awards.qualify_assessors(made)
        stages.tell(made)
        world.declare_interests(made)
        bodies.aim(made)
