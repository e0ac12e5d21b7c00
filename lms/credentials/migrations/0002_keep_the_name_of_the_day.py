"""A credential keeps its holder's name of the day. Those already issued take the name that stands now."""

from django.db import migrations, models
from django.db.models import OuterRef, Subquery

TABLE = "credentials_credential"


def let_rows_change(apps, schema_editor):
    """The trigger knows no exception for a new column. It is put back, with one, after the migrations."""
    on_table = f' ON "{TABLE}"' if schema_editor.connection.vendor == "postgresql" else ""
    schema_editor.execute(f'DROP TRIGGER IF EXISTS "{TABLE}_no_update"{on_table}')


def copy_names(apps, schema_editor):
    name = apps.get_model("people", "User").objects.filter(pk=OuterRef("holder")).values("name")
    apps.get_model("credentials", "Credential").objects.update(holder_name=Subquery(name))


class Migration(migrations.Migration):
    dependencies = [
        ("credentials", "0001_initial"),
        ("people", "0001_initial"),
    ]

    operations = [
        migrations.RunPython(let_rows_change, let_rows_change),
        migrations.AddField(
            model_name="credential",
            name="holder_name",
            field=models.CharField(default="", max_length=150),
            preserve_default=False,
        ),
        migrations.RunPython(copy_names, migrations.RunPython.noop),
    ]
