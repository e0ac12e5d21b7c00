"""When supervisors are away, and which agreement took over from which."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import lms.core.clock
import lms.core.ids


class Migration(migrations.Migration):
    dependencies = [
        ("people", "0001_initial"),
        ("supervision", "0005_acceptances"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="SupervisorAbsence",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("key", models.UUIDField(default=lms.core.ids.new_key, editable=False, unique=True)),
                ("created_at", models.DateTimeField(default=lms.core.clock.now, editable=False)),
                ("updated_at", models.DateTimeField(auto_now=True)),
                ("from_date", models.DateField(default=lms.core.clock.today)),
                ("to_date", models.DateField(blank=True, null=True)),
            ],
        ),
        migrations.AddField(
            model_name="supervisionagreement",
            name="takes_over",
            field=models.OneToOneField(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="taken_over_by",
                to="supervision.supervisionagreement",
            ),
        ),
        migrations.AddConstraint(
            model_name="supervisionagreement",
            constraint=models.CheckConstraint(
                condition=models.Q(("id", models.F("takes_over")), _negated=True),
                name="supervision_agreement_takes_over_another",
            ),
        ),
        migrations.AddField(
            model_name="supervisorabsence",
            name="person",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="supervisor_absences",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="supervisorabsence",
            name="recorded_by",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="supervisor_absences_recorded",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddConstraint(
            model_name="supervisorabsence",
            constraint=models.CheckConstraint(
                condition=models.Q(("to_date__isnull", True), ("to_date__gte", models.F("from_date")), _connector="OR"),
                name="supervision_absence_dates",
            ),
        ),
        migrations.AddConstraint(
            model_name="supervisorabsence",
            constraint=models.UniqueConstraint(
                condition=models.Q(("to_date", None)), fields=("person",), name="supervision_one_open_absence"
            ),
        ),
    ]
