"""Make the groups contributor, editor and publisher."""

from django.db import migrations

from gsx_site.roles import grant_roles


class Migration(migrations.Migration):
    dependencies = [
        ("auth", "0012_alter_user_first_name_max_length"),
        ("contenttypes", "0002_remove_content_type_name"),
        ("places", "0001_initial"),
        ("publishing", "0007_links"),
        ("catalogue", "0002_look_alikes"),
        ("networks", "0004_pictures"),
        ("practices", "0005_merged_themes"),
    ]

    operations = [migrations.RunPython(lambda apps, schema_editor: grant_roles(), migrations.RunPython.noop)]
