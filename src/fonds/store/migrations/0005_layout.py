"""Where the words of a version stand on page images."""

from __future__ import annotations

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("fonds_store", "0004_pointed_references")]

    operations = [migrations.AddField("version", "layout", models.BinaryField(null=True))]
