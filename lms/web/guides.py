"""The guides of the help pages: one a role, each a template of its own in templates/web/help/."""

from django.utils.translation import gettext_lazy as _

GUIDES = {
    "trainee": _("Trainees"),
    "assessor": _("Trainers and assessors"),
    "supervisor": _("Supervisors and verifiers of practice"),
    "manager": _("Provider managers"),
    "iqa": _("Internal quality assurers"),
    "employer": _("Employers and line managers"),
    "commissioner": _("Commissioners"),
    "accrediting-body": _("Accrediting bodies"),
    "safeguarding": _("Safeguarding leads and case handlers"),
    "editor": _("Content editors"),
}
