from django.db import migrations, models


class Migration(migrations.Migration):
    """Documents are counted by steps, and words by the texts that hold them: `prepare` then makes all of them anew."""

    dependencies = [
        ("catalogue", "0002_look_alikes"),
    ]

    operations = [
        migrations.CreateModel(
            name="ForgottenSpelling",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("spelling", models.BigIntegerField()),
            ],
        ),
        migrations.RunSQL("DELETE FROM catalogue_spelling", migrations.RunSQL.noop),
        migrations.AddField(
            model_name="spelling",
            name="uses",
            field=models.IntegerField(db_index=True, default=0),
            preserve_default=False,
        ),
        migrations.AlterField(
            model_name="document",
            name="generation",
            field=models.PositiveBigIntegerField(),
        ),
        migrations.AddField(
            model_name="document",
            name="step",
            field=models.PositiveBigIntegerField(db_index=True, default=0),
            preserve_default=False,
        ),
        migrations.AddField(
            model_name="document",
            name="spelt",
            field=models.TextField(blank=True),
        ),
    ]
