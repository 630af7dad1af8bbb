from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("accounts", "0001_sign_in")]

    operations = [
        # Renamed, so that no code that was used a minute ago lets in again.
        migrations.RenameModel("Attempts", "UsedCode"),
        migrations.RenameField("UsedCode", "last", "at"),
        migrations.RemoveField("UsedCode", "failures"),
        migrations.CreateModel(
            name="Counted",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("what", models.CharField(max_length=20)),
                ("source", models.CharField(blank=True, max_length=64)),
                ("at", models.DateTimeField(db_index=True)),
            ],
            options={"indexes": [models.Index(fields=["what", "source", "at"], name="counted_by_source")]},
        ),
    ]
