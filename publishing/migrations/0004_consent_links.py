import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import publishing.entries.consents


class Migration(migrations.Migration):
    dependencies = [
        ("publishing", "0003_care"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="ConsentLink",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("kind", models.CharField(max_length=20, verbose_name="kind")),
                ("uid", models.CharField(max_length=10)),
                ("digest", models.CharField(max_length=64, unique=True)),
                ("made_at", models.DateTimeField(auto_now_add=True, verbose_name="made")),
                ("expires_on", models.DateField(verbose_name="last day")),
                ("used_at", models.DateTimeField(blank=True, null=True, verbose_name="answered")),
                ("revoked_at", models.DateTimeField(blank=True, null=True, verbose_name="taken back")),
                (
                    "made_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="made by",
                    ),
                ),
            ],
            options={
                "verbose_name": "consent link",
                "verbose_name_plural": "consent links",
                "ordering": ["-made_at", "-pk"],
                "default_permissions": (),
            },
        ),
        migrations.CreateModel(
            name="ConsentAnswer",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("kind", models.CharField(max_length=20, verbose_name="kind")),
                ("uid", models.CharField(max_length=10)),
                (
                    "answer",
                    models.CharField(
                        choices=[
                            ("confirm", "It is right as it is"),
                            ("change", "Something should be changed"),
                            ("careful", "Show less of us"),
                            ("withdraw", "Take it out"),
                        ],
                        max_length=8,
                        verbose_name="answer",
                    ),
                ),
                (
                    "level",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("open", "Open"),
                            ("generalised", "Generalised"),
                            ("anonymised", "Anonymised"),
                            ("withheld", "Withheld"),
                        ],
                        max_length=11,
                        verbose_name="level",
                    ),
                ),
                ("message", models.TextField(blank=True, max_length=2000, verbose_name="message")),
                (
                    "role",
                    models.CharField(
                        blank=True,
                        max_length=120,
                        validators=[publishing.entries.consents.validate_role],
                        verbose_name="role",
                    ),
                ),
                ("at", models.DateTimeField(auto_now_add=True, verbose_name="at")),
                ("handled_at", models.DateTimeField(blank=True, null=True, verbose_name="dealt with")),
                (
                    "handled_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="dealt with by",
                    ),
                ),
                (
                    "link",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="answer",
                        to="publishing.consentlink",
                        verbose_name="link",
                    ),
                ),
            ],
            options={
                "verbose_name": "answer of an organisation",
                "verbose_name_plural": "answers of organisations",
                "ordering": ["-at", "-pk"],
                "default_permissions": ("view",),
            },
        ),
        migrations.AddIndex(
            model_name="consentlink",
            index=models.Index(fields=["kind", "uid"], name="consent_link_of_entry"),
        ),
        migrations.AddIndex(
            model_name="consentanswer",
            index=models.Index(fields=["kind", "uid"], name="consent_answer_of_entry"),
        ),
        migrations.AddConstraint(
            model_name="consentanswer",
            constraint=models.CheckConstraint(
                condition=models.Q(("answer__in", ["confirm", "change", "careful", "withdraw"])),
                name="consent_answer_known",
            ),
        ),
    ]
