import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models

import publishing.entries.consents


class Migration(migrations.Migration):
    dependencies = [
        ("networks", "0002_states_and_consents"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name="networkconsent",
            name="recorded_at",
            field=models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name="written down"),
        ),
        migrations.AddField(
            model_name="networkconsent",
            name="recorded_by",
            field=models.ForeignKey(
                blank=True,
                editable=False,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="written down by",
            ),
        ),
        migrations.AddField(
            model_name="organisationconsent",
            name="recorded_at",
            field=models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name="written down"),
        ),
        migrations.AddField(
            model_name="organisationconsent",
            name="recorded_by",
            field=models.ForeignKey(
                blank=True,
                editable=False,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="written down by",
            ),
        ),
        migrations.AlterField(
            model_name="networkconsent",
            name="basis",
            field=models.CharField(
                choices=[("agreement", "The organisation agreed"), ("source", "A published source")],
                help_text="That the organisation agreed; or that all of it stands in a published source, which the entry must cite. Of several agreements the newest counts.",
                max_length=9,
                verbose_name="basis",
            ),
        ),
        migrations.AlterField(
            model_name="networkconsent",
            name="exports",
            field=models.BooleanField(
                default=True,
                help_text="Part of the data that others take away with them.",
                verbose_name="API and exports",
            ),
        ),
        migrations.AlterField(
            model_name="networkconsent",
            name="given_on",
            field=models.DateField(
                blank=True, help_text="The day on which they said so.", null=True, verbose_name="given on"
            ),
        ),
        migrations.AlterField(
            model_name="networkconsent",
            name="means",
            field=models.CharField(
                blank=True,
                choices=[
                    ("letter", "Letter or signed form"),
                    ("message", "Written message"),
                    ("call", "Call"),
                    ("meeting", "Meeting"),
                    ("link", "Consent link"),
                ],
                help_text="How they said so. The letter or message itself is kept elsewhere.",
                max_length=7,
                verbose_name="by what means",
            ),
        ),
        migrations.AlterField(
            model_name="networkconsent",
            name="photographs",
            field=models.BooleanField(
                default=False, help_text="Photographs of theirs are shown.", verbose_name="photographs"
            ),
        ),
        migrations.AlterField(
            model_name="networkconsent",
            name="role",
            field=models.CharField(
                blank=True,
                help_text="The role, such as “director” or “board”: never a person's name, e-mail address or phone number.",
                max_length=120,
                validators=[publishing.entries.consents.validate_role],
                verbose_name="who agreed",
            ),
        ),
        migrations.AlterField(
            model_name="networkconsent",
            name="translation",
            field=models.BooleanField(default=True, help_text="Put into other languages.", verbose_name="translation"),
        ),
        migrations.AlterField(
            model_name="networkconsent",
            name="until",
            field=models.DateField(
                blank=True,
                help_text="The last day. Empty: until taken back; then write the last day here.",
                null=True,
                verbose_name="until",
            ),
        ),
        migrations.AlterField(
            model_name="networkconsent",
            name="web",
            field=models.BooleanField(default=True, help_text="Shown on this site.", verbose_name="web"),
        ),
        migrations.AlterField(
            model_name="organisationconsent",
            name="basis",
            field=models.CharField(
                choices=[("agreement", "The organisation agreed"), ("source", "A published source")],
                help_text="That the organisation agreed; or that all of it stands in a published source, which the entry must cite. Of several agreements the newest counts.",
                max_length=9,
                verbose_name="basis",
            ),
        ),
        migrations.AlterField(
            model_name="organisationconsent",
            name="exports",
            field=models.BooleanField(
                default=True,
                help_text="Part of the data that others take away with them.",
                verbose_name="API and exports",
            ),
        ),
        migrations.AlterField(
            model_name="organisationconsent",
            name="given_on",
            field=models.DateField(
                blank=True, help_text="The day on which they said so.", null=True, verbose_name="given on"
            ),
        ),
        migrations.AlterField(
            model_name="organisationconsent",
            name="means",
            field=models.CharField(
                blank=True,
                choices=[
                    ("letter", "Letter or signed form"),
                    ("message", "Written message"),
                    ("call", "Call"),
                    ("meeting", "Meeting"),
                    ("link", "Consent link"),
                ],
                help_text="How they said so. The letter or message itself is kept elsewhere.",
                max_length=7,
                verbose_name="by what means",
            ),
        ),
        migrations.AlterField(
            model_name="organisationconsent",
            name="photographs",
            field=models.BooleanField(
                default=False, help_text="Photographs of theirs are shown.", verbose_name="photographs"
            ),
        ),
        migrations.AlterField(
            model_name="organisationconsent",
            name="role",
            field=models.CharField(
                blank=True,
                help_text="The role, such as “director” or “board”: never a person's name, e-mail address or phone number.",
                max_length=120,
                validators=[publishing.entries.consents.validate_role],
                verbose_name="who agreed",
            ),
        ),
        migrations.AlterField(
            model_name="organisationconsent",
            name="translation",
            field=models.BooleanField(default=True, help_text="Put into other languages.", verbose_name="translation"),
        ),
        migrations.AlterField(
            model_name="organisationconsent",
            name="until",
            field=models.DateField(
                blank=True,
                help_text="The last day. Empty: until taken back; then write the last day here.",
                null=True,
                verbose_name="until",
            ),
        ),
        migrations.AlterField(
            model_name="organisationconsent",
            name="web",
            field=models.BooleanField(default=True, help_text="Shown on this site.", verbose_name="web"),
        ),
    ]
