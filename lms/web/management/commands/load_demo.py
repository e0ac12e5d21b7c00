"""Loads the demo's invented people and their stories. Does nothing when they are there."""

from django.core.management.base import BaseCommand
from django.db import transaction

from lms.people.models import Organisation
from lms.web.demo import awards, cast, stages, world


class Command(BaseCommand):
    help = __doc__

    @transaction.atomic
    def handle(self, *args, **options):
        if Organisation.objects.filter(slug=cast.ACADEMY).exists():
            self.stdout.write("The demo people are here already.")
            return
        made = world.make_world()
        awards.qualify_assessors(made)
        stages.tell(made)
        world.declare_interests(made)
        self.stdout.write("The demo people are loaded.")
