from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("fonds_store", "0003_words_of_messages"),
    ]

    operations = [
        migrations.AddField(
            model_name="referencerow",
            name="leads_to",
            field=models.TextField(db_index=True, null=True),
        ),
    ]
