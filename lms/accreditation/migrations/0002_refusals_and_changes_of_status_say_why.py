"""A refusal and every later change of status have a reason. Rows that an erasure emptied get the pseudonym."""

from django.db import migrations, models


def fill_erased_reasons(apps, schema_editor):
    """Under a permit of this transaction, as an erasure does it. Until now an erasure left these reasons empty."""
    permit = apps.get_model("audit", "ErasurePermit").objects.create()
    refusals = apps.get_model("accreditation", "AwardDecision").objects.filter(outcome="refused")
    refusals.filter(reason="").update(reason="Erased person")
    changes = apps.get_model("accreditation", "AwardStatusChange").objects.filter(number__gt=1)
    changes.filter(reason_inside="").update(reason_inside="Erased person")
    permit.delete()


class Migration(migrations.Migration):
    dependencies = [
        ("accreditation", "0001_initial"),
        ("audit", "0001_initial"),
    ]

    operations = [
        migrations.RunPython(fill_erased_reasons, migrations.RunPython.noop),  # what was erased stays erased
        migrations.AddConstraint(
            model_name="awarddecision",
            constraint=models.CheckConstraint(
                condition=models.Q(("outcome", "refused"), _negated=True) | models.Q(("reason", ""), _negated=True),
                name="accreditation_refusal_reason",
            ),
        ),
        migrations.AddConstraint(
            model_name="awardstatuschange",
            constraint=models.CheckConstraint(
                condition=models.Q(("number", 1)) | models.Q(("reason_inside", ""), _negated=True),
                name="accreditation_status_reason",
            ),
        ),
    ]
