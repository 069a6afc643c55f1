"""When records changed last; why they were withdrawn and what stands for them."""

from __future__ import annotations

from django.db import migrations, models

_FILL = """
    UPDATE fonds_store_record SET changed = COALESCE(withdrawn, (
        SELECT v.added FROM fonds_store_version v
        WHERE v.record_id = fonds_store_record.id AND v.number = fonds_store_record.version
    ), added)
"""


class Migration(migrations.Migration):
    dependencies = [("fonds_store", "0005_layout")]

    operations = [
        migrations.AddField("record", "changed", models.DateTimeField(null=True)),
        migrations.RunSQL(_FILL, migrations.RunSQL.noop),
        migrations.AlterField("record", "changed", models.DateTimeField()),
        migrations.AddField("record", "reason", models.TextField(null=True)),
        migrations.AddField("record", "merged_into", models.CharField(max_length=9, null=True)),
        migrations.AddIndex("record", models.Index(fields=["changed", "id"], name="fonds_record_changed")),
    ]
