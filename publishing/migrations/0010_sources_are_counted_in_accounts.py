from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("publishing", "0009_current_has_record")]

    operations = [migrations.DeleteModel("Sending"), migrations.DeleteModel("SourceKey")]
