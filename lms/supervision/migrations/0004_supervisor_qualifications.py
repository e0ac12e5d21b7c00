"""What qualifies a person to supervise or mentor."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import lms.core.clock
import lms.core.ids


class Migration(migrations.Migration):
    dependencies = [
        ("supervision", "0003_agreed_actions"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="SupervisorQualification",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("key", models.UUIDField(default=lms.core.ids.new_key, editable=False, unique=True)),
                ("created_at", models.DateTimeField(default=lms.core.clock.now, editable=False)),
                ("updated_at", models.DateTimeField(auto_now=True)),
                ("from_date", models.DateField(default=lms.core.clock.today)),
                ("to_date", models.DateField(blank=True, null=True)),
                ("title", models.CharField(max_length=200)),
                ("awarding_body", models.CharField(max_length=200)),
                ("kinds", models.JSONField()),
                ("tier", models.PositiveSmallIntegerField(blank=True, null=True)),
                ("tier_source", models.CharField(blank=True, max_length=300)),
                (
                    "credential",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("acc", "Associate Certified Coach (ACC)"),
                            ("pcc", "Professional Certified Coach (PCC)"),
                            ("mcc", "Master Certified Coach (MCC)"),
                        ],
                        max_length=10,
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="supervisor_qualifications",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "recorded_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="supervisor_qualifications_recorded",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["person", "to_date"], name="supervision_qualified_person")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("to_date__isnull", True), ("to_date__gte", models.F("from_date")), _connector="OR"
                        ),
                        name="supervision_qualification_dates",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("person", models.F("recorded_by")), _negated=True),
                        name="supervision_qualification_checked",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("title", ""), _negated=True),
                            models.Q(("awarding_body", ""), _negated=True),
                            models.Q(("kinds", []), _negated=True),
                        ),
                        name="supervision_qualification_whole",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("tier__isnull", True),
                            models.Q(
                                ("tier__isnull", False),
                                ("tier__range", (1, 4)),
                                models.Q(("tier_source", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="supervision_qualification_tier",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("credential__in", ["", "acc", "pcc", "mcc"])),
                        name="supervision_qualification_level",
                    ),
                ],
            },
        ),
    ]
