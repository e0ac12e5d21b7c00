"""What a coach agreed to do in a session, with its day."""

import django.db.models.deletion
from django.db import migrations, models

import lms.core.clock
import lms.core.ids


class Migration(migrations.Migration):
    dependencies = [
        ("supervision", "0002_terms_of_an_agreement"),
    ]

    operations = [
        migrations.CreateModel(
            name="AgreedAction",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("key", models.UUIDField(default=lms.core.ids.new_key, editable=False, unique=True)),
                ("created_at", models.DateTimeField(default=lms.core.clock.now, editable=False)),
                ("updated_at", models.DateTimeField(auto_now=True)),
                ("words", models.TextField()),
                ("due_date", models.DateField()),
                ("done_date", models.DateField(blank=True, null=True)),
                (
                    "session",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="agreed_actions",
                        to="supervision.supervisionsession",
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["session", "done_date"], name="supervision_action_by_session")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("words", ""), _negated=True), name="supervision_action_has_words"
                    )
                ],
            },
        ),
    ]
