import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="DaySecret",
            fields=[
                ("day", models.DateField(primary_key=True, serialize=False)),
                ("secret", models.CharField(max_length=64)),
            ],
        ),
        migrations.CreateModel(
            name="UsedCode",
            fields=[
                ("key", models.CharField(max_length=64, primary_key=True, serialize=False)),
                ("at", models.DateTimeField(db_index=True)),
            ],
        ),
        migrations.CreateModel(
            name="Counted",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("what", models.CharField(max_length=20)),
                ("source", models.CharField(blank=True, max_length=64)),
                ("at", models.DateTimeField(db_index=True)),
            ],
            options={
                "indexes": [models.Index(fields=["what", "source", "at"], name="counted_by_source")],
            },
        ),
        migrations.CreateModel(
            name="Session",
            fields=[
                (
                    "session_key",
                    models.CharField(max_length=40, primary_key=True, serialize=False, verbose_name="session key"),
                ),
                ("session_data", models.TextField(verbose_name="session data")),
                ("expire_date", models.DateTimeField(db_index=True, verbose_name="expire date")),
                ("begun_at", models.DateTimeField(null=True)),
                ("seen_at", models.DateTimeField(auto_now=True)),
                ("device", models.CharField(blank=True, max_length=60)),
                (
                    "user",
                    models.ForeignKey(
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "session",
                "verbose_name_plural": "sessions",
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="SignInEvent",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "what",
                    models.CharField(
                        choices=[
                            ("signed-in", "Signed in"),
                            ("signed-out", "Signed out"),
                            ("session-ended", "Session ended from another"),
                            ("wrong-password", "Wrong password"),
                            ("wrong-code", "Wrong code"),
                            ("code-used", "Recovery code used"),
                            ("codes-made", "Recovery codes made"),
                            ("factor-added", "Second step added"),
                            ("factor-removed", "Second step removed"),
                            ("factors-reset", "Second step reset by an operator"),
                            ("password-changed", "Password changed"),
                            ("deactivated", "Account deactivated"),
                        ],
                        max_length=16,
                        verbose_name="what",
                    ),
                ),
                ("at", models.DateTimeField(auto_now_add=True, db_index=True, verbose_name="at")),
                (
                    "by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="account",
                    ),
                ),
            ],
            options={
                "verbose_name": "sign-in event",
                "verbose_name_plural": "sign-in events",
                "ordering": ["-at", "-pk"],
            },
        ),
    ]
