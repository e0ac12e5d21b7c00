"""A coach's templates: entries from which the next ones start, under names of their own."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from lms.audit import actions as audit
from lms.core.errors import NotYours, Refused
from lms.people.models import User
from lms.practice import permissions, queries, rules
from lms.practice.actions.history import one_at_a_time
from lms.practice.models import EntryTemplate, PracticeEntry


class TemplateNameTaken(Refused):
    """The coach has a template of this name already."""


class TooManyTemplates(Refused):
    """A list that is too long to choose from at a glance helps nobody."""


@transaction.atomic
def save_template(*, entry: PracticeEntry, by: User, at: datetime, name: str) -> EntryTemplate:
    """Keep one's own entry under a name. Raises NotYours, TemplateNameTaken, TooManyTemplates."""
    if not permissions.is_own_entry(by, entry):
        raise NotYours(_("Only the coach whose session this was can do this."))
    one_at_a_time(by)
    own = queries.templates_of(by)
    if own.filter(name__iexact=name).exists():
        raise TemplateNameTaken(_("You have a template of this name. Choose another name."), field="name")
    if own.count() >= rules.MOST_TEMPLATES:
        words = _("You have %(most)d templates already. Remove one that you do not need any more.")
        raise TooManyTemplates(words % {"most": rules.MOST_TEMPLATES})
    template = EntryTemplate.objects.create(coach=by, entry=entry, name=name)
    audit.record("practice.template_saved", by=by, at=at, target=template, facts={"entry": str(entry.key)})
    return template


@transaction.atomic
def remove_template(*, template: EntryTemplate, by: User, at: datetime) -> None:
    """Take a template off one's list; the entry stays. Raises NotYours."""
    if template.coach_id != by.pk:
        raise NotYours(_("This template is somebody else's."))
    audit.record("practice.template_removed", by=by, at=at, target=template)
    template.delete()
