import django.core.validators
import django.db.models.deletion
from django.db import migrations, models

import publishing.entries.fields


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("places", "0001_initial"),
        ("publishing", "0001_tables"),
    ]

    operations = [
        migrations.CreateModel(
            name="Membership",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "role",
                    models.CharField(
                        default="member",
                        help_text="Member, founding partner, secretariat …",
                        max_length=80,
                        verbose_name="role",
                    ),
                ),
                (
                    "since",
                    publishing.entries.fields.YearField(
                        blank=True,
                        null=True,
                        validators=[
                            django.core.validators.MinValueValidator(1900),
                            django.core.validators.MaxValueValidator(2100),
                        ],
                        verbose_name="since",
                    ),
                ),
                (
                    "until",
                    publishing.entries.fields.YearField(
                        blank=True,
                        null=True,
                        validators=[
                            django.core.validators.MinValueValidator(1900),
                            django.core.validators.MaxValueValidator(2100),
                        ],
                        verbose_name="until",
                    ),
                ),
                (
                    "shown",
                    models.BooleanField(
                        default=True,
                        help_text="Take the tick away to keep this membership out of the directory.",
                        verbose_name="shown",
                    ),
                ),
            ],
            options={
                "verbose_name": "membership",
                "verbose_name_plural": "memberships",
                "ordering": ["network__slug", "organisation__slug"],
            },
        ),
        migrations.CreateModel(
            name="MembershipCitation",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "locator",
                    models.CharField(
                        blank=True,
                        help_text="Page, section or paragraph.",
                        max_length=300,
                        verbose_name="where in the source",
                    ),
                ),
                ("position", models.PositiveSmallIntegerField(default=0, verbose_name="position")),
                (
                    "entry",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="citations", to="networks.membership"
                    ),
                ),
                (
                    "source",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="publishing.source",
                        verbose_name="source",
                    ),
                ),
            ],
            options={
                "verbose_name": "source",
                "verbose_name_plural": "sources",
                "ordering": ["position", "pk"],
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Network",
            fields=[
                (
                    "entry_ptr",
                    models.OneToOneField(
                        auto_created=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        parent_link=True,
                        primary_key=True,
                        serialize=False,
                        to="publishing.entry",
                    ),
                ),
                ("acronym", models.CharField(blank=True, max_length=20, verbose_name="acronym")),
                (
                    "also_known_as",
                    models.TextField(
                        blank=True,
                        help_text="Other names, one a line: former ones, short ones, in other languages and scripts. Never published: they are looked for in words where it may not be named, among possible duplicates, and in the list of editors.",
                        verbose_name="also known as",
                    ),
                ),
                (
                    "founded_year",
                    publishing.entries.fields.YearField(
                        blank=True,
                        null=True,
                        validators=[
                            django.core.validators.MinValueValidator(1900),
                            django.core.validators.MaxValueValidator(2100),
                        ],
                        verbose_name="founded in",
                    ),
                ),
                (
                    "website",
                    models.URLField(
                        blank=True,
                        help_text="Never published: links to it are found where the network may not be named.",
                        verbose_name="website",
                    ),
                ),
                (
                    "audiences",
                    models.ManyToManyField(
                        blank=True,
                        limit_choices_to={"vocabulary": "audiences"},
                        related_name="+",
                        to="publishing.term",
                        verbose_name="audiences",
                    ),
                ),
                (
                    "countries",
                    models.ManyToManyField(
                        blank=True,
                        help_text="Where the network itself is present.",
                        to="places.country",
                        verbose_name="countries",
                    ),
                ),
                (
                    "kind",
                    models.ForeignKey(
                        limit_choices_to={"vocabulary": "network_kinds"},
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="publishing.term",
                        verbose_name="kind",
                    ),
                ),
                (
                    "parent",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="children",
                        to="networks.network",
                        verbose_name="part of",
                    ),
                ),
                (
                    "scale",
                    models.ForeignKey(
                        limit_choices_to={"vocabulary": "scale"},
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="publishing.term",
                        verbose_name="scale",
                    ),
                ),
            ],
            options={
                "verbose_name": "network",
                "verbose_name_plural": "networks",
                "ordering": ["slug"],
                "abstract": False,
                "default_permissions": (
                    "add",
                    "change",
                    "delete",
                    "view",
                    "review",
                    "publish",
                    "set_level",
                    "withdraw",
                ),
            },
            bases=("publishing.entry",),
        ),
        migrations.AddField(
            model_name="membership",
            name="network",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="memberships",
                to="networks.network",
                verbose_name="network",
            ),
        ),
        migrations.CreateModel(
            name="Organisation",
            fields=[
                (
                    "entry_ptr",
                    models.OneToOneField(
                        auto_created=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        parent_link=True,
                        primary_key=True,
                        serialize=False,
                        to="publishing.entry",
                    ),
                ),
                ("acronym", models.CharField(blank=True, max_length=20, verbose_name="acronym")),
                (
                    "also_known_as",
                    models.TextField(
                        blank=True,
                        help_text="Other names, one a line: former ones, short ones, in other languages and scripts. Never published: they are looked for in words where it may not be named, among possible duplicates, and in the list of editors.",
                        verbose_name="also known as",
                    ),
                ),
                (
                    "women_led",
                    models.BooleanField(
                        blank=True,
                        help_text="Only when a source or the organisation says so.",
                        null=True,
                        verbose_name="women-led",
                    ),
                ),
                (
                    "youth_led",
                    models.BooleanField(
                        blank=True,
                        help_text="Only when a source or the organisation says so.",
                        null=True,
                        verbose_name="youth-led",
                    ),
                ),
                (
                    "website",
                    models.URLField(
                        blank=True,
                        help_text="Links to it are found too, where the organisation may not be named.",
                        verbose_name="website",
                    ),
                ),
                (
                    "country",
                    models.ForeignKey(
                        blank=True,
                        help_text="Where it is based. Leave it empty when it works across countries.",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        to="places.country",
                        verbose_name="country",
                    ),
                ),
                (
                    "kind",
                    models.ForeignKey(
                        limit_choices_to={"vocabulary": "organisation_kinds"},
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="publishing.term",
                        verbose_name="kind",
                    ),
                ),
            ],
            options={
                "verbose_name": "organisation",
                "verbose_name_plural": "organisations",
                "ordering": ["slug"],
                "abstract": False,
                "default_permissions": (
                    "add",
                    "change",
                    "delete",
                    "view",
                    "review",
                    "publish",
                    "set_level",
                    "withdraw",
                ),
            },
            bases=("publishing.entry",),
        ),
        migrations.AddField(
            model_name="network",
            name="secretariat",
            field=models.ForeignKey(
                blank=True,
                help_text="The organisation that runs the network from day to day.",
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="networks_kept",
                to="networks.organisation",
                verbose_name="kept by",
            ),
        ),
        migrations.AddField(
            model_name="network",
            name="supporters",
            field=models.ManyToManyField(
                blank=True, related_name="networks_supported", to="networks.organisation", verbose_name="supporters"
            ),
        ),
        migrations.AddField(
            model_name="membership",
            name="organisation",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="memberships",
                to="networks.organisation",
                verbose_name="organisation",
            ),
        ),
        migrations.CreateModel(
            name="OrganisationText",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "language",
                    models.CharField(
                        default="en",
                        help_text="BCP 47: en, fr, ar, bn, pt-BR …",
                        max_length=12,
                        validators=[publishing.entries.fields.validate_language],
                        verbose_name="language",
                    ),
                ),
                (
                    "origin",
                    models.CharField(
                        choices=[
                            ("original", "Original"),
                            ("human", "Human translation"),
                            ("machine", "Machine translation"),
                        ],
                        default="original",
                        max_length=8,
                        verbose_name="origin",
                    ),
                ),
                ("title", models.CharField(max_length=200, verbose_name="name")),
                (
                    "about",
                    models.TextField(
                        blank=True,
                        help_text="Two or three sentences. Name no private person.",
                        verbose_name="what it does",
                    ),
                ),
                (
                    "entry",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="texts", to="networks.organisation"
                    ),
                ),
            ],
            options={
                "verbose_name": "text",
                "verbose_name_plural": "texts",
                "ordering": ["language"],
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="NetworkText",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "language",
                    models.CharField(
                        default="en",
                        help_text="BCP 47: en, fr, ar, bn, pt-BR …",
                        max_length=12,
                        validators=[publishing.entries.fields.validate_language],
                        verbose_name="language",
                    ),
                ),
                (
                    "origin",
                    models.CharField(
                        choices=[
                            ("original", "Original"),
                            ("human", "Human translation"),
                            ("machine", "Machine translation"),
                        ],
                        default="original",
                        max_length=8,
                        verbose_name="origin",
                    ),
                ),
                ("title", models.CharField(max_length=200, verbose_name="name")),
                (
                    "about",
                    models.TextField(
                        blank=True,
                        help_text="Two or three sentences. Name no private person.",
                        verbose_name="what it is",
                    ),
                ),
                (
                    "entry",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="texts", to="networks.network"
                    ),
                ),
            ],
            options={
                "verbose_name": "text",
                "verbose_name_plural": "texts",
                "ordering": ["language"],
                "abstract": False,
                "constraints": [
                    models.UniqueConstraint(
                        fields=("entry", "language"),
                        name="networktext_once_a_language",
                        violation_error_message="The entry has a text in this language already.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("origin__in", ["original", "human", "machine"])),
                        name="networktext_origin_known",
                    ),
                ],
            },
        ),
        migrations.AddConstraint(
            model_name="network",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("parent", None), models.Q(("parent", models.F("pk")), _negated=True), _connector="OR"
                ),
                name="network_not_its_own_parent",
                violation_error_message="A network is not part of itself.",
            ),
        ),
        migrations.AddConstraint(
            model_name="membership",
            constraint=models.UniqueConstraint(
                fields=("organisation", "network", "role"),
                name="membership_unique",
                violation_error_message="This organisation has this role in the network already.",
            ),
        ),
        migrations.AddConstraint(
            model_name="membership",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("since", None), ("until", None), ("until__gte", models.F("since")), _connector="OR"
                ),
                name="membership_years_in_order",
                violation_error_message="A membership can't end before it began.",
            ),
        ),
        migrations.AddConstraint(
            model_name="organisationtext",
            constraint=models.UniqueConstraint(
                fields=("entry", "language"),
                name="organisationtext_once_a_language",
                violation_error_message="The entry has a text in this language already.",
            ),
        ),
        migrations.AddConstraint(
            model_name="organisationtext",
            constraint=models.CheckConstraint(
                condition=models.Q(("origin__in", ["original", "human", "machine"])),
                name="organisationtext_origin_known",
            ),
        ),
    ]
