"""The filters above the lists."""

import django_filters
from django.utils.translation import gettext_lazy as _

from lms.core import clock
from lms.core.form_fields import DateField
from lms.practice import queries
from lms.practice.enums import EntryStatus, Mode


class DayFilter(django_filters.DateFilter):
    field_class = DateField


class CoachField(django_filters.fields.ModelChoiceField):
    def label_from_instance(self, coach):
        return coach.name


class CoachFilter(django_filters.ModelChoiceFilter):
    field_class = CoachField


class TimeFilters(django_filters.FilterSet):
    """From a day until a day, both included, and how they met."""

    since = DayFilter(label=_("From"), method="filter_since")
    until = DayFilter(label=_("Until"), method="filter_until")
    mode = django_filters.ChoiceFilter(label=_("How you met"), choices=Mode, empty_label=_("Any"))

    def filter_since(self, rows, name, day):
        return rows.filter(started_at__gte=clock.start_of(day))

    def filter_until(self, rows, name, day):
        return rows.filter(started_at__lt=clock.end_of(day))


class LogbookFilter(TimeFilters):
    """Filters of a coach's own list."""

    status = django_filters.ChoiceFilter(label=_("Status"), choices=EntryStatus, empty_label=_("Any"))


class QueueFilter(TimeFilters):
    """Filters of a verifier's queue."""

    coach = CoachFilter(
        label=_("Coach"), empty_label=_("Any"), queryset=lambda request: queries.coaches_waiting_for(request.user)
    )
