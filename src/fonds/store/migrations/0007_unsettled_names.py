"""What linking needs to look only at names and places that changed, and at names that may mean the same person."""

from __future__ import annotations

from typing import Any

from django.db import migrations, models

from fonds.values import persons


def _fill(apps: Any, schema_editor: Any) -> None:
    """Letters and families of the names that are there; all are unsettled, so that the next linking decides them."""
    table = apps.get_model("fonds_store", "Name")
    rows = []
    for name in table.objects.only("id", "key", "form", "kind").iterator(chunk_size=500):
        name.letters, name.family = persons.letters(name.key), persons.family_key(name.form, name.kind)
        rows.append(name)
    table.objects.bulk_update(rows, ["letters", "family"], batch_size=500)


class Migration(migrations.Migration):
    dependencies = [("fonds_store", "0006_changed_and_withdrawn")]

    operations = [
        migrations.AddField("name", "letters", models.TextField(default="")),
        migrations.AddField("name", "family", models.TextField(default="")),
        migrations.AddField("name", "unsettled", models.BooleanField(default=True)),
        migrations.AddField("place", "unsettled", models.BooleanField(default=True)),
        migrations.RunPython(_fill, migrations.RunPython.noop),
        migrations.AlterField("name", "letters", models.TextField(default="", db_index=True)),
        migrations.AlterField("name", "family", models.TextField(default="", db_index=True)),
        migrations.AddIndex(
            "name",
            models.Index(fields=["id"], condition=models.Q(unsettled=True), name="fonds_name_unsettled"),
        ),
        migrations.AddIndex(
            "place",
            models.Index(fields=["id"], condition=models.Q(unsettled=True), name="fonds_place_unsettled"),
        ),
    ]
