from django.db import migrations, models

import publishing.entries.fields


def begin(apps, schema_editor):
    """Give the directory its first step, and leave no entry that was withdrawn with a current edition."""
    Generation, Step = apps.get_model("publishing", "Generation"), apps.get_model("publishing", "Step")
    for row in Generation.objects.all():
        row.step, row.mark = 1, publishing.entries.fields.new_uid()
        row.save()
        Step.objects.create(pk=row.step, mark=row.mark)
    apps.get_model("publishing", "Edition").objects.filter(record="").update(current=False)


class Migration(migrations.Migration):
    dependencies = [
        ("publishing", "0007_links"),
    ]

    operations = [
        migrations.CreateModel(
            name="Step",
            fields=[
                ("number", models.PositiveBigIntegerField(primary_key=True, serialize=False)),
                ("mark", models.CharField(max_length=10)),
            ],
        ),
        migrations.AddField(
            model_name="generation",
            name="era",
            field=models.CharField(default=publishing.entries.fields.new_uid, max_length=10),
        ),
        migrations.AddField(
            model_name="generation",
            name="mark",
            field=models.CharField(blank=True, max_length=10),
        ),
        migrations.AddField(
            model_name="generation",
            name="step",
            field=models.PositiveBigIntegerField(default=0),
        ),
        migrations.RunPython(begin, migrations.RunPython.noop),
    ]
