from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("publishing", "0006_typed_and_not_saved"),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name="addedonce",
            name="form_saved_once",
        ),
        migrations.AddConstraint(
            model_name="addedonce",
            constraint=models.UniqueConstraint(fields=("by", "kind", "key"), name="form_saved_once"),
        ),
    ]
