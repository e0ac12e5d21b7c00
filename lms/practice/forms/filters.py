"""The filters above the lists."""

from datetime import date, timedelta

import django_filters
from django.utils.formats import date_format
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


class TogetherFilter(django_filters.FilterSet):
    """One coach and one month of a verifier's queue; the month that waits longest when nothing is chosen."""

    coach = CoachFilter(
        label=_("Coach"),
        empty_label=None,
        null_label=None,
        queryset=lambda request: queries.coaches_waiting_for(request.user),
    )
    month = django_filters.ChoiceFilter(label=_("Month"), empty_label=None, method="filter_month")

    def __init__(self, data, *, request, **kwargs):
        batches = queries.batches_waiting_for(request.user)
        super().__init__(self._chosen(data, batches), request=request, **kwargs)
        self.filters["month"].extra["choices"] = [
            (f"{month:%Y-%m}", date_format(month, "F Y")) for month in sorted({batch.month for batch in batches})
        ]

    def _chosen(self, data, batches):
        """What the address says, and for what it leaves out the first batch that fits."""
        coach, month = data.get("coach", ""), data.get("month", "")
        fits = [
            batch for batch in batches if coach in ("", str(batch.coach_id)) and month in ("", f"{batch.month:%Y-%m}")
        ]
        first = fits[0] if fits else None
        return {
            "coach": coach or (str(first.coach_id) if first else ""),
            "month": month or (f"{first.month:%Y-%m}" if first else ""),
        }

    def filter_month(self, rows, name, month):
        first = date.fromisoformat(f"{month}-01")
        last = (first + timedelta(days=31)).replace(day=1) - timedelta(days=1)
        return rows.filter(started_at__gte=clock.start_of(first), started_at__lt=clock.end_of(last))

    def batch(self):
        """The entries of the chosen coach and month; none when one of them is not among those that wait."""
        is_whole = self.form.is_valid() and self.data["coach"] and self.data["month"]
        return self.qs.order_by("started_at", "id") if is_whole else self.queryset.none()
