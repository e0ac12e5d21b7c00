"""Events that have no position wait in rows of their own. Going back loses nothing: positions say which waited."""

import django.db.models.deletion
from django.db import migrations, models

import lms.core.clock
import lms.core.ids


def let_unsealed_events_wait(apps, schema_editor):
    waiting = apps.get_model("audit", "WaitingEvent")
    unsealed = apps.get_model("audit", "AuditEvent").objects.filter(sealed=None).values_list("pk", "recorded_at")
    rows = (waiting(event_id=event, recorded_at=recorded_at) for event, recorded_at in unsealed.iterator())
    waiting.objects.bulk_create(rows, batch_size=1000)


class Migration(migrations.Migration):
    dependencies = [
        ("audit", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="WaitingEvent",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("key", models.UUIDField(default=lms.core.ids.new_key, editable=False, unique=True)),
                ("created_at", models.DateTimeField(default=lms.core.clock.now, editable=False)),
                ("updated_at", models.DateTimeField(auto_now=True)),
                (
                    "event",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT, related_name="waiting", to="audit.auditevent"
                    ),
                ),
                ("recorded_at", models.DateTimeField()),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.RunPython(let_unsealed_events_wait, migrations.RunPython.noop),
    ]
