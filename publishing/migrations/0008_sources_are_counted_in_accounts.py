from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("publishing", "0007_links")]

    operations = [migrations.DeleteModel("Sending"), migrations.DeleteModel("SourceKey")]
