"""Work that no request starts: settles the order of audit events, forgets old form keys, deletes old copies, works out
stored standings.

Run by a scheduler, or left running with --every. Several may run: the sealer lets one at a time through.
"""

import time

from django.core.management.base import BaseCommand

from lms.accreditation import actions as accreditation
from lms.audit import actions as audit
from lms.core import clock
from lms.portfolio import actions as portfolio


class Command(BaseCommand):
    help = __doc__

    def add_arguments(self, parser):
        parser.add_argument("--every", type=int, metavar="SECONDS", help="go on until stopped")

    def handle(self, *args, every, **options):
        while True:
            self._once()
            if not every:
                return
            time.sleep(every)

    def _once(self):
        while audit.seal(at=clock.now()):
            pass
        audit.forget_old_forms(before=clock.now() - audit.FORMS_KEPT)
        portfolio.delete_old_exports(at=clock.now())
        accreditation.refresh_standings(at=clock.now())
