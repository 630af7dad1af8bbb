"""Make the groups contributor, editor and publisher."""

from django.db import migrations

from gsx_site.roles import grant_roles


class Migration(migrations.Migration):
    dependencies = [
        ("auth", "0012_alter_user_first_name_max_length"),
        ("contenttypes", "0002_remove_content_type_name"),
        ("places", "0001_initial"),
        ("publishing", "0001_tables"),
        ("catalogue", "0001_tables"),
        ("networks", "0001_tables"),
        ("practices", "0001_tables"),
    ]

    operations = [migrations.RunPython(lambda apps, schema_editor: grant_roles(), migrations.RunPython.noop)]
