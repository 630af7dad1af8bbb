import django.core.validators
import django.db.models.deletion
import taggit.managers
from django.db import migrations, models

import publishing.entries.fields


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("networks", "0001_tables"),
        ("places", "0001_initial"),
        ("publishing", "0001_tables"),
    ]

    operations = [
        migrations.CreateModel(
            name="KeyTheme",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", models.PositiveSmallIntegerField(unique=True, verbose_name="number")),
                ("title", models.CharField(max_length=120, verbose_name="title")),
                ("gist", models.TextField(verbose_name="gist")),
                ("locator", models.CharField(blank=True, max_length=80, verbose_name="where in the report")),
            ],
            options={
                "verbose_name": "key theme of the report",
                "verbose_name_plural": "key themes of the report",
                "ordering": ["number"],
            },
        ),
        migrations.CreateModel(
            name="Theme",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name", models.CharField(max_length=100, unique=True, verbose_name="name")),
                ("slug", models.SlugField(allow_unicode=True, max_length=100, unique=True, verbose_name="slug")),
                ("key", models.CharField(editable=False, max_length=100, unique=True)),
                (
                    "description",
                    models.TextField(blank=True, help_text="One plain sentence.", verbose_name="description"),
                ),
                (
                    "aliases",
                    models.JSONField(
                        blank=True,
                        default=list,
                        help_text="Words people use for it: coexistence, tolerance.",
                        verbose_name="other names",
                    ),
                ),
                (
                    "un_area",
                    models.CharField(
                        blank=True,
                        help_text="One of the seven areas of the UN Plan of Action to Prevent Violent Extremism (2016).",
                        max_length=1,
                        verbose_name="UN area",
                    ),
                ),
                (
                    "dac",
                    models.JSONField(
                        blank=True,
                        default=list,
                        help_text="Five digits each: 15220.",
                        verbose_name="OECD DAC purpose codes",
                    ),
                ),
            ],
            options={
                "verbose_name": "theme",
                "verbose_name_plural": "themes",
                "ordering": ["name"],
            },
        ),
        migrations.CreateModel(
            name="Participation",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "role",
                    models.CharField(
                        choices=[("lead", "Lead"), ("partner", "Partner"), ("funder", "Funder")],
                        default="lead",
                        max_length=7,
                        verbose_name="role",
                    ),
                ),
                (
                    "organisation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="participations",
                        to="networks.organisation",
                        verbose_name="organisation",
                    ),
                ),
            ],
            options={
                "verbose_name": "participation",
                "verbose_name_plural": "participations",
                "ordering": ["pk"],
            },
        ),
        migrations.CreateModel(
            name="Practice",
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
                (
                    "start_year",
                    publishing.entries.fields.YearField(
                        blank=True,
                        null=True,
                        validators=[
                            django.core.validators.MinValueValidator(1900),
                            django.core.validators.MaxValueValidator(2100),
                        ],
                        verbose_name="from",
                    ),
                ),
                (
                    "end_year",
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
                ("ongoing", models.BooleanField(blank=True, null=True, verbose_name="goes on")),
                ("from_report", models.BooleanField(default=False, verbose_name="told in the #GSX2017 report")),
                (
                    "adapted_from",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="adaptations",
                        to="practices.practice",
                        verbose_name="adapted from",
                    ),
                ),
                (
                    "countries",
                    models.ManyToManyField(
                        blank=True,
                        help_text="Where the work took place. None for work that is not tied to countries.",
                        to="places.country",
                        verbose_name="countries",
                    ),
                ),
                (
                    "evidence",
                    models.ForeignKey(
                        help_text="The highest step that a source supports; say why in the text.",
                        limit_choices_to={"vocabulary": "evidence"},
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="publishing.term",
                        verbose_name="evidence",
                    ),
                ),
                (
                    "gender",
                    models.ManyToManyField(
                        blank=True,
                        limit_choices_to={"vocabulary": "gender"},
                        related_name="+",
                        to="publishing.term",
                        verbose_name="gender focus",
                    ),
                ),
                (
                    "groups",
                    models.ManyToManyField(
                        blank=True,
                        limit_choices_to={"vocabulary": "groups"},
                        related_name="+",
                        to="publishing.term",
                        verbose_name="works with",
                    ),
                ),
                (
                    "networks",
                    models.ManyToManyField(
                        blank=True, related_name="practices", to="networks.network", verbose_name="networks"
                    ),
                ),
                (
                    "organisations",
                    models.ManyToManyField(
                        related_name="practices", through="practices.Participation", to="networks.organisation"
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
                (
                    "youth",
                    models.ManyToManyField(
                        blank=True,
                        limit_choices_to={"vocabulary": "youth"},
                        related_name="+",
                        to="publishing.term",
                        verbose_name="youth focus",
                    ),
                ),
            ],
            options={
                "verbose_name": "practice",
                "verbose_name_plural": "practices",
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
            model_name="participation",
            name="practice",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, related_name="participations", to="practices.practice"
            ),
        ),
        migrations.CreateModel(
            name="Illustration",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "relation",
                    models.CharField(
                        choices=[("illustrates", "Illustrates it"), ("named", "Named for it in the report")],
                        default="illustrates",
                        max_length=11,
                        verbose_name="relation",
                    ),
                ),
                (
                    "practice",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="illustrations",
                        to="practices.practice",
                    ),
                ),
            ],
            options={
                "verbose_name": "recommendation",
                "verbose_name_plural": "recommendations",
                "ordering": ["recommendation__position"],
            },
        ),
        migrations.CreateModel(
            name="PracticeText",
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
                (
                    "title",
                    models.CharField(
                        help_text="What was done and where, in plain words; no slogan.",
                        max_length=120,
                        verbose_name="title",
                    ),
                ),
                (
                    "summary",
                    models.TextField(
                        help_text="Two sentences, about 200 characters: who does what with whom, and to what end.",
                        verbose_name="summary",
                    ),
                ),
                (
                    "context",
                    models.TextField(
                        blank=True,
                        help_text="What people faced, in their own words.",
                        verbose_name="what the problem was",
                    ),
                ),
                (
                    "approach",
                    models.TextField(
                        blank=True, help_text="Steps somebody else could follow.", verbose_name="what was done"
                    ),
                ),
                (
                    "outcomes",
                    models.TextField(
                        blank=True,
                        help_text="Only what a source reports, with who says so.",
                        verbose_name="what came of it",
                    ),
                ),
                (
                    "lessons",
                    models.TextField(
                        blank=True,
                        help_text="What they would do differently, what surprised them.",
                        verbose_name="what was learnt",
                    ),
                ),
                (
                    "conditions",
                    models.TextField(
                        blank=True,
                        help_text="People, trust, money, time, law.",
                        verbose_name="what it needs to work elsewhere",
                    ),
                ),
                ("years_note", models.CharField(blank=True, max_length=200, verbose_name="about the years")),
                (
                    "evidence_note",
                    models.CharField(
                        blank=True, help_text="One sentence.", max_length=300, verbose_name="why that step of evidence"
                    ),
                ),
                (
                    "entry",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="texts", to="practices.practice"
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
            name="Recommendation",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "number",
                    models.SlugField(
                        help_text="As in addresses: 4b-i.", max_length=8, unique=True, verbose_name="number"
                    ),
                ),
                ("label", models.CharField(max_length=12, verbose_name="as printed")),
                ("title", models.CharField(max_length=120, verbose_name="title")),
                ("gist", models.TextField(verbose_name="gist")),
                ("locator", models.CharField(blank=True, max_length=80, verbose_name="where in the report")),
                ("position", models.PositiveSmallIntegerField(default=0, verbose_name="position")),
                (
                    "parent",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="points",
                        to="practices.recommendation",
                        verbose_name="below",
                    ),
                ),
            ],
            options={
                "verbose_name": "recommendation",
                "verbose_name_plural": "recommendations",
                "ordering": ["position"],
            },
        ),
        migrations.AddField(
            model_name="practice",
            name="recommendations",
            field=models.ManyToManyField(
                related_name="practices", through="practices.Illustration", to="practices.recommendation"
            ),
        ),
        migrations.AddField(
            model_name="illustration",
            name="recommendation",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="illustrations",
                to="practices.recommendation",
                verbose_name="recommendation",
            ),
        ),
        migrations.CreateModel(
            name="PracticeTheme",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "content_object",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="theme_links", to="practices.practice"
                    ),
                ),
                (
                    "tag",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="practice_links",
                        to="practices.theme",
                        verbose_name="theme",
                    ),
                ),
            ],
            options={
                "verbose_name": "theme",
                "verbose_name_plural": "themes",
                "ordering": ["pk"],
            },
        ),
        migrations.AddField(
            model_name="practice",
            name="themes",
            field=taggit.managers.TaggableManager(
                blank=True,
                help_text="A comma-separated list of tags.",
                through="practices.PracticeTheme",
                to="practices.Theme",
                verbose_name="Tags",
            ),
        ),
        migrations.CreateModel(
            name="FormerTheme",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("slug", models.SlugField(max_length=100, unique=True, verbose_name="address")),
                ("key", models.CharField(blank=True, max_length=100)),
                (
                    "theme",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="former",
                        to="practices.theme",
                        verbose_name="theme",
                    ),
                ),
            ],
            options={
                "verbose_name": "former address of a theme",
                "verbose_name_plural": "former addresses of themes",
                "ordering": ["slug"],
            },
        ),
        migrations.AddConstraint(
            model_name="participation",
            constraint=models.UniqueConstraint(
                fields=("practice", "organisation", "role"),
                name="participation_unique",
                violation_error_message="This organisation has this role in the practice already.",
            ),
        ),
        migrations.AddConstraint(
            model_name="participation",
            constraint=models.CheckConstraint(
                condition=models.Q(("role__in", ["lead", "partner", "funder"])), name="participation_role_known"
            ),
        ),
        migrations.AddConstraint(
            model_name="practicetext",
            constraint=models.UniqueConstraint(
                fields=("entry", "language"),
                name="practicetext_once_a_language",
                violation_error_message="The entry has a text in this language already.",
            ),
        ),
        migrations.AddConstraint(
            model_name="practicetext",
            constraint=models.CheckConstraint(
                condition=models.Q(("origin__in", ["original", "human", "machine"])), name="practicetext_origin_known"
            ),
        ),
        migrations.AddConstraint(
            model_name="illustration",
            constraint=models.UniqueConstraint(
                fields=("practice", "recommendation"),
                name="illustration_unique",
                violation_error_message="The practice is linked to this recommendation already.",
            ),
        ),
        migrations.AddConstraint(
            model_name="illustration",
            constraint=models.CheckConstraint(
                condition=models.Q(("relation__in", ["illustrates", "named"])), name="illustration_relation_known"
            ),
        ),
        migrations.AddConstraint(
            model_name="practicetheme",
            constraint=models.UniqueConstraint(
                fields=("content_object", "tag"),
                name="practice_theme_unique",
                violation_error_message="The practice has this theme already.",
            ),
        ),
        migrations.AddConstraint(
            model_name="practice",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("start_year", None), ("end_year", None), ("end_year__gte", models.F("start_year")), _connector="OR"
                ),
                name="practice_years_in_order",
                violation_error_message="The work can't end before it began.",
            ),
        ),
        migrations.AddConstraint(
            model_name="practice",
            constraint=models.CheckConstraint(
                condition=models.Q(("ongoing", None), ("ongoing", False), ("end_year", None), _connector="OR"),
                name="practice_ongoing_has_no_end",
                violation_error_message="Work that goes on has no last year.",
            ),
        ),
        migrations.AddConstraint(
            model_name="practice",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("adapted_from", None), models.Q(("adapted_from", models.F("pk")), _negated=True), _connector="OR"
                ),
                name="practice_not_adapted_from_itself",
                violation_error_message="A practice is not adapted from itself.",
            ),
        ),
        migrations.AddConstraint(
            model_name="formertheme",
            constraint=models.UniqueConstraint(
                condition=models.Q(("key", ""), _negated=True), fields=("key",), name="former_theme_key_unique"
            ),
        ),
    ]
