from django.db import migrations, models
from django.db.models import Q


class Migration(migrations.Migration):
    dependencies = [
        ("publishing", "0008_eras"),
    ]

    operations = [
        migrations.AddConstraint(
            model_name="edition",
            constraint=models.CheckConstraint(
                condition=Q(current=False) | ~Q(record=""), name="edition_current_has_record"
            ),
        ),
    ]
