"""Agreements say how often, in which form, and what stays confidential. Those made before have no terms."""

from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("people", "0001_initial"),
        ("supervision", "0001_initial"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name="supervisionagreement",
            name="confidential",
            field=models.TextField(blank=True),
        ),
        migrations.AddField(
            model_name="supervisionagreement",
            name="every_weeks",
            field=models.PositiveSmallIntegerField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name="supervisionagreement",
            name="format",
            field=models.CharField(
                blank=True,
                choices=[
                    ("individual", "One to one"),
                    ("group", "In a group with a supervisor"),
                    ("mixed", "Some one to one, some in a group"),
                ],
                max_length=20,
            ),
        ),
        migrations.AddField(
            model_name="supervisionagreement",
            name="not_confidential",
            field=models.TextField(blank=True),
        ),
        migrations.AddConstraint(
            model_name="supervisionagreement",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("every_weeks__isnull", True), ("format", "")),
                    models.Q(
                        ("every_weeks__isnull", False),
                        ("every_weeks__range", (1, 52)),
                        ("format__in", ["individual", "group", "mixed"]),
                        models.Q(("confidential", ""), _negated=True),
                        models.Q(("not_confidential", ""), _negated=True),
                    ),
                    _connector="OR",
                ),
                name="supervision_agreement_whole_terms",
            ),
        ),
    ]
