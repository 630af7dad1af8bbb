import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from catalogue.search import postgresql, sqlite


def create_words(apps, schema_editor):
    schema_editor.execute(words_of(schema_editor).CREATE, params=None)


def drop_words(apps, schema_editor):
    schema_editor.execute(words_of(schema_editor).DROP, params=None)


def words_of(schema_editor):
    """The module that knows how the words of documents are kept in this database."""
    return {"sqlite": sqlite, "postgresql": postgresql}[schema_editor.connection.vendor]


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Document",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("kind", models.CharField(max_length=20)),
                ("uid", models.CharField(max_length=10, unique=True)),
                ("generation", models.PositiveBigIntegerField()),
                ("step", models.PositiveBigIntegerField(db_index=True)),
                ("rules", models.PositiveSmallIntegerField()),
                ("live", models.BooleanField()),
                ("slug", models.CharField(max_length=80)),
                (
                    "level",
                    models.CharField(
                        choices=[
                            ("open", "Open"),
                            ("generalised", "Generalised"),
                            ("anonymised", "Anonymised"),
                            ("withheld", "Withheld"),
                        ],
                        max_length=11,
                    ),
                ),
                ("title", models.CharField(blank=True, max_length=300)),
                ("language", models.CharField(max_length=12)),
                ("start_year", models.PositiveSmallIntegerField(null=True)),
                ("values", models.TextField()),
                ("record", models.TextField(blank=True)),
                ("spelt", models.TextField(blank=True)),
            ],
        ),
        migrations.CreateModel(
            name="ForgottenSpelling",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("spelling", models.BigIntegerField()),
            ],
        ),
        migrations.CreateModel(
            name="Spelling",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("word", models.CharField(max_length=66, unique=True)),
                ("uses", models.IntegerField(db_index=True)),
            ],
        ),
        migrations.CreateModel(
            name="SynonymGroup",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "words",
                    models.TextField(
                        help_text="One a line, in any language: PVE, preventing violent extremism, prévention de l’extrémisme violent. A search for one of them finds entries that use another; no page gains a word by it. A word that means this in one language alone has that after it, red [es]; one that has to be typed in capitals, UN [AA].",
                        verbose_name="words that mean the same",
                    ),
                ),
            ],
            options={
                "verbose_name": "group of synonyms",
                "verbose_name_plural": "groups of synonyms",
                "ordering": ["words"],
            },
        ),
        migrations.CreateModel(
            name="LookAlike",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("kind", models.CharField(max_length=20)),
                ("one", models.CharField(max_length=10)),
                ("other", models.CharField(max_length=10)),
                ("likeness", models.PositiveSmallIntegerField(verbose_name="likeness")),
                ("apart", models.BooleanField(default=False, verbose_name="not the same")),
                (
                    "apart_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="said by",
                    ),
                ),
            ],
            options={
                "verbose_name": "possible duplicate",
                "verbose_name_plural": "possible duplicates",
                "ordering": ["-likeness", "pk"],
                "default_permissions": (),
                "constraints": [
                    models.UniqueConstraint(fields=("kind", "one", "other"), name="look_alike_unique"),
                    models.CheckConstraint(
                        condition=models.Q(("one__lt", models.F("other"))), name="look_alike_in_order"
                    ),
                ],
            },
        ),
        migrations.RunPython(create_words, drop_words),
    ]
