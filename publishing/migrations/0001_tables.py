import django.core.serializers.json
import django.core.validators
import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models

import publishing.entries.consents
import publishing.entries.fields


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Entry",
            fields=[
                ("id", publishing.entries.fields.KeyField(primary_key=True, serialize=False)),
                ("entry_kind", models.CharField(editable=False, max_length=20)),
                (
                    "uid",
                    models.CharField(
                        default=publishing.entries.fields.new_uid, editable=False, max_length=10, unique=True
                    ),
                ),
                (
                    "slug",
                    models.SlugField(
                        help_text="The last part of the public address. Name no person and no place finer than the level allows.",
                        max_length=80,
                        verbose_name="address",
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("draft", "Draft"),
                            ("review", "In review"),
                            ("published", "Published"),
                            ("withdrawn", "Withdrawn"),
                        ],
                        default="draft",
                        editable=False,
                        max_length=9,
                        verbose_name="state",
                    ),
                ),
                (
                    "level",
                    models.CharField(
                        choices=[
                            ("open", "Open"),
                            ("generalised", "Generalised"),
                            ("anonymised", "Anonymised"),
                            ("withheld", "Withheld"),
                        ],
                        default="open",
                        help_text="Open: as written. Generalised: organisations are described, not named. Anonymised: no title, regions instead of countries. Withheld: nothing is public. Could naming anyone here, now, harm them?",
                        max_length=11,
                        verbose_name="level",
                    ),
                ),
                (
                    "original_language",
                    models.CharField(
                        default="en",
                        max_length=12,
                        validators=[publishing.entries.fields.validate_language],
                        verbose_name="original language",
                    ),
                ),
                (
                    "unanswered",
                    models.JSONField(
                        blank=True,
                        default=dict,
                        validators=[publishing.entries.fields.validate_unanswered],
                        verbose_name="fields without an answer",
                    ),
                ),
                (
                    "verified_on",
                    models.DateField(
                        blank=True,
                        help_text="When the facts were last compared with their sources.",
                        null=True,
                        verbose_name="checked on",
                    ),
                ),
                ("notes", models.TextField(blank=True, help_text="Never published.", verbose_name="editors' notes")),
                ("safety", models.JSONField(blank=True, default=dict, verbose_name="safety questions")),
                (
                    "confirmed",
                    models.JSONField(blank=True, default=list, editable=False, verbose_name="looked at and harmless"),
                ),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                ("submitted_at", models.DateTimeField(blank=True, editable=False, null=True, verbose_name="submitted")),
                (
                    "agreed_level",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("open", "Open"),
                            ("generalised", "Generalised"),
                            ("anonymised", "Anonymised"),
                            ("withheld", "Withheld"),
                        ],
                        editable=False,
                        max_length=11,
                    ),
                ),
                ("agreed_at", models.DateTimeField(blank=True, editable=False, null=True)),
                ("created_at", models.DateTimeField(auto_now_add=True, verbose_name="added")),
                ("updated_at", models.DateTimeField(auto_now=True, verbose_name="changed")),
                (
                    "created_by",
                    models.ForeignKey(
                        blank=True,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="added by",
                    ),
                ),
                (
                    "edited_by",
                    models.ForeignKey(
                        blank=True,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="changed by",
                    ),
                ),
                (
                    "submitted_by",
                    models.ForeignKey(
                        blank=True,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="submitted by",
                    ),
                ),
            ],
            options={
                "verbose_name": "entry",
                "verbose_name_plural": "entries",
                "ordering": ["slug"],
                "default_permissions": (),
            },
        ),
        migrations.CreateModel(
            name="Image",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("digest", models.CharField(max_length=64, unique=True)),
                ("used_on", models.DateField(default=django.utils.timezone.localdate, verbose_name="last in use")),
            ],
            options={
                "verbose_name": "image",
                "verbose_name_plural": "images",
            },
        ),
        migrations.CreateModel(
            name="LinkCheck",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("url", models.CharField(max_length=500, unique=True, verbose_name="address")),
                (
                    "outcome",
                    models.CharField(
                        choices=[
                            ("fine", "Answers"),
                            ("moved", "Moved for good"),
                            ("gone", "Nothing there"),
                            ("refused", "Refuses programs"),
                            ("unreachable", "Does not answer"),
                        ],
                        max_length=11,
                        verbose_name="outcome",
                    ),
                ),
                ("status", models.PositiveSmallIntegerField(null=True, verbose_name="status")),
                ("moved_to", models.CharField(blank=True, max_length=2000, verbose_name="moved to")),
                ("etag", models.CharField(blank=True, max_length=200)),
                ("checked_at", models.DateTimeField(verbose_name="checked")),
                (
                    "failures",
                    models.PositiveSmallIntegerField(default=0, verbose_name="days in a row without an answer"),
                ),
                ("since", models.DateTimeField(null=True, verbose_name="since")),
            ],
            options={
                "verbose_name": "link",
                "verbose_name_plural": "links",
                "ordering": ["since", "url"],
                "default_permissions": (),
            },
        ),
        migrations.CreateModel(
            name="Step",
            fields=[
                ("number", models.PositiveBigIntegerField(primary_key=True, serialize=False)),
                ("mark", models.CharField(max_length=10)),
            ],
        ),
        migrations.CreateModel(
            name="Care",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("kind", models.CharField(max_length=20, verbose_name="kind")),
                ("uid", models.CharField(max_length=10)),
                ("names", models.JSONField(default=list, verbose_name="names")),
                ("since", models.DateTimeField(auto_now_add=True, verbose_name="since")),
            ],
            options={
                "verbose_name": "name that is kept back",
                "verbose_name_plural": "names that are kept back",
                "ordering": ["-since"],
                "constraints": [models.UniqueConstraint(fields=("kind", "uid"), name="care_once_an_entry")],
            },
        ),
        migrations.CreateModel(
            name="Completeness",
            fields=[
                (
                    "entry",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="completeness",
                        serialize=False,
                        to="publishing.entry",
                    ),
                ),
                ("generation", models.PositiveBigIntegerField()),
                ("asked", models.PositiveSmallIntegerField()),
                ("percent", models.PositiveSmallIntegerField()),
                ("missing", models.JSONField(default=list)),
            ],
            options={
                "default_permissions": (),
            },
        ),
        migrations.CreateModel(
            name="Address",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("kind", models.CharField(max_length=20)),
                ("slug", models.CharField(max_length=80)),
                ("gone", models.BooleanField(default=False)),
                (
                    "entry",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="publishing.entry"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Consent",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "basis",
                    models.CharField(
                        choices=[("agreement", "The organisation agreed"), ("source", "A published source")],
                        help_text="That the organisation agreed; or that all of it stands in a published source, which the entry must cite. Of several agreements the newest counts.",
                        max_length=9,
                        verbose_name="basis",
                    ),
                ),
                (
                    "role",
                    models.CharField(
                        blank=True,
                        help_text="The role, such as “director” or “board”: never a person's name, e-mail address or phone number.",
                        max_length=120,
                        validators=[publishing.entries.consents.validate_role],
                        verbose_name="who agreed",
                    ),
                ),
                (
                    "given_on",
                    models.DateField(
                        blank=True, help_text="The day on which they said so.", null=True, verbose_name="given on"
                    ),
                ),
                (
                    "means",
                    models.CharField(
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
                ("web", models.BooleanField(default=True, help_text="Shown on this site.", verbose_name="web")),
                (
                    "exports",
                    models.BooleanField(
                        default=True,
                        help_text="Part of the data that others take away with them.",
                        verbose_name="API and exports",
                    ),
                ),
                (
                    "translation",
                    models.BooleanField(
                        default=True, help_text="Put into other languages.", verbose_name="translation"
                    ),
                ),
                (
                    "photographs",
                    models.BooleanField(
                        default=False, help_text="Photographs of theirs are shown.", verbose_name="photographs"
                    ),
                ),
                (
                    "until",
                    models.DateField(
                        blank=True,
                        help_text="The last day. Empty: until taken back; then write the last day here.",
                        null=True,
                        verbose_name="until",
                    ),
                ),
                (
                    "recorded_at",
                    models.DateTimeField(
                        default=django.utils.timezone.now, editable=False, verbose_name="written down"
                    ),
                ),
                (
                    "entry",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="consents", to="publishing.entry"
                    ),
                ),
                (
                    "recorded_by",
                    models.ForeignKey(
                        blank=True,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="written down by",
                    ),
                ),
            ],
            options={
                "verbose_name": "consent",
                "verbose_name_plural": "consents",
                "ordering": ["-given_on", "-pk"],
            },
        ),
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
                        on_delete=django.db.models.deletion.PROTECT,
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
                        on_delete=django.db.models.deletion.PROTECT,
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
        migrations.CreateModel(
            name="Edition",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("kind", models.CharField(max_length=20, verbose_name="kind")),
                ("uid", models.CharField(max_length=10)),
                ("slug", models.CharField(max_length=80, verbose_name="address")),
                ("number", models.PositiveIntegerField(verbose_name="number")),
                ("current", models.BooleanField(default=True, verbose_name="current")),
                ("generation", models.PositiveBigIntegerField(unique=True, verbose_name="generation")),
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
                        verbose_name="level",
                    ),
                ),
                ("title", models.CharField(max_length=300, verbose_name="title")),
                ("record", models.TextField(blank=True, verbose_name="record")),
                ("digest", models.CharField(blank=True, max_length=64, verbose_name="digest")),
                ("published_at", models.DateTimeField(verbose_name="published at")),
                ("note", models.CharField(blank=True, max_length=300, verbose_name="note")),
                (
                    "entry",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="editions",
                        to="publishing.entry",
                    ),
                ),
                (
                    "published_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="published by",
                    ),
                ),
            ],
            options={
                "verbose_name": "edition",
                "verbose_name_plural": "editions",
                "ordering": ["kind", "uid", "number"],
            },
        ),
        migrations.CreateModel(
            name="Event",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("kind", models.CharField(max_length=20, verbose_name="kind")),
                ("uid", models.CharField(max_length=10)),
                (
                    "what",
                    models.CharField(
                        choices=[
                            ("submitted", "Submitted for review"),
                            ("returned", "Returned"),
                            ("published", "Published"),
                            ("withdrawn", "Withdrawn"),
                            ("restricted", "Brought to a more careful level"),
                            ("held-back", "Words held back from the public"),
                            ("deleted", "Deleted"),
                            ("restored", "Restored"),
                            ("handed-over", "Handed over"),
                            ("link-made", "Consent link made"),
                            ("answered", "Answered by the organisation"),
                            ("consent-ended", "Consent ran out"),
                        ],
                        max_length=13,
                        verbose_name="what",
                    ),
                ),
                ("at", models.DateTimeField(auto_now_add=True, verbose_name="at")),
                ("note", models.TextField(blank=True, verbose_name="note")),
                (
                    "by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="by",
                    ),
                ),
            ],
            options={
                "verbose_name": "event",
                "verbose_name_plural": "events",
                "ordering": ["-at", "-pk"],
            },
        ),
        migrations.CreateModel(
            name="Generation",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", models.PositiveBigIntegerField(default=0)),
                ("vocabulary", models.PositiveBigIntegerField(default=0)),
                ("era", models.CharField(default=publishing.entries.fields.new_uid, max_length=10)),
                ("step", models.PositiveBigIntegerField(default=0)),
                ("mark", models.CharField(blank=True, max_length=10)),
            ],
            options={
                "constraints": [models.CheckConstraint(condition=models.Q(("pk", 1)), name="generation_has_one_row")],
            },
        ),
        migrations.CreateModel(
            name="Mention",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("kind", models.CharField(max_length=20, verbose_name="kind")),
                ("uid", models.CharField(max_length=50)),
                ("field", models.CharField(max_length=40, verbose_name="field")),
                (
                    "held_back",
                    models.PositiveSmallIntegerField(
                        default=0,
                        help_text="How many editions lost this field for it.",
                        verbose_name="editions that lost it",
                    ),
                ),
                (
                    "words",
                    models.JSONField(
                        blank=True, default=list, editable=False, verbose_name="words taken out of vocabulary"
                    ),
                ),
                (
                    "answer",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("reworded", "Reworded"),
                            ("harmless", "It may stay: it names somebody else, or says nothing of them"),
                        ],
                        max_length=8,
                        verbose_name="answer",
                    ),
                ),
                ("answered_at", models.DateTimeField(blank=True, null=True, verbose_name="answered")),
                (
                    "answered_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="answered by",
                    ),
                ),
                (
                    "care",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="mentions", to="publishing.care"
                    ),
                ),
            ],
            options={
                "verbose_name": "mention",
                "verbose_name_plural": "mentions",
                "ordering": ["kind", "uid", "field"],
            },
        ),
        migrations.CreateModel(
            name="Picture",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "alt",
                    models.CharField(
                        help_text="For readers who don't see it: one sentence, such as “Two teams play football on a square at dusk”. Never who it is, and no place finer than the level allows.",
                        max_length=250,
                        verbose_name="what is to be seen",
                    ),
                ),
                (
                    "caption",
                    models.CharField(
                        blank=True,
                        help_text="What the picture doesn't show by itself. Never a person's name.",
                        max_length=300,
                        verbose_name="caption",
                    ),
                ),
                (
                    "language",
                    models.CharField(
                        default="en",
                        help_text="BCP 47: en, fr, ar, bn, pt-BR …",
                        max_length=12,
                        validators=[publishing.entries.fields.validate_language],
                        verbose_name="language of these words",
                    ),
                ),
                (
                    "licence",
                    models.CharField(
                        choices=[
                            ("cc-by-4.0", "CC BY 4.0"),
                            ("cc-by-sa-4.0", "CC BY-SA 4.0"),
                            ("cc0-1.0", "CC0 1.0"),
                            ("permission", "Used with permission"),
                        ],
                        help_text="What whoever made the picture allows us and others.",
                        max_length=12,
                        verbose_name="licence",
                    ),
                ),
                (
                    "credit",
                    models.CharField(
                        blank=True,
                        help_text="An organisation or a role; never a person's name. CC BY and CC BY-SA ask for it.",
                        max_length=120,
                        verbose_name="credit",
                    ),
                ),
                (
                    "people",
                    models.CharField(
                        choices=[
                            ("nobody", "Nobody can be recognised"),
                            ("agreed", "Everyone who can be recognised agreed to this use"),
                            ("parents", "Children can be recognised: they and their parents or guardians agreed"),
                        ],
                        help_text="If you are not sure, don't publish it. Faces, clothes and places tell who somebody is.",
                        max_length=7,
                        verbose_name="people in the picture",
                    ),
                ),
                ("position", models.PositiveSmallIntegerField(default=0, verbose_name="position")),
                (
                    "entry",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="pictures", to="publishing.entry"
                    ),
                ),
                (
                    "image",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="publishing.image",
                        verbose_name="picture",
                    ),
                ),
            ],
            options={
                "verbose_name": "picture",
                "verbose_name_plural": "pictures",
                "ordering": ["position", "pk"],
            },
        ),
        migrations.CreateModel(
            name="PublishedPicture",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("digest", models.CharField(max_length=64)),
                (
                    "entry",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="publishing.entry"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Rendition",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("digest", models.CharField(db_index=True, max_length=64)),
                ("width", models.PositiveSmallIntegerField(verbose_name="width")),
                ("height", models.PositiveSmallIntegerField(verbose_name="height")),
                ("data", models.BinaryField()),
                (
                    "image",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="renditions", to="publishing.image"
                    ),
                ),
            ],
            options={
                "verbose_name": "rendition",
                "verbose_name_plural": "renditions",
                "ordering": ["width", "height"],
            },
        ),
        migrations.CreateModel(
            name="Source",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("slug", models.SlugField(max_length=80, unique=True, verbose_name="key")),
                ("title", models.CharField(max_length=300, verbose_name="title")),
                ("publisher", models.CharField(blank=True, max_length=200, verbose_name="publisher")),
                (
                    "year",
                    publishing.entries.fields.YearField(
                        blank=True,
                        null=True,
                        validators=[
                            django.core.validators.MinValueValidator(1900),
                            django.core.validators.MaxValueValidator(2100),
                        ],
                        verbose_name="year",
                    ),
                ),
                (
                    "url",
                    models.URLField(
                        blank=True,
                        help_text="Leave it out when the address itself holds a person's name.",
                        max_length=500,
                        verbose_name="address",
                    ),
                ),
                (
                    "added_by",
                    models.ForeignKey(
                        blank=True,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="added by",
                    ),
                ),
            ],
            options={
                "verbose_name": "source",
                "verbose_name_plural": "sources",
                "ordering": ["title"],
            },
        ),
        migrations.CreateModel(
            name="Citation",
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
                        on_delete=django.db.models.deletion.CASCADE, related_name="citations", to="publishing.entry"
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
            name="Suggestion",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "reference",
                    models.CharField(
                        default=publishing.entries.fields.new_uid,
                        editable=False,
                        max_length=10,
                        unique=True,
                        verbose_name="reference",
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[("practice", "Practice"), ("correction", "Correction")],
                        max_length=10,
                        verbose_name="kind",
                    ),
                ),
                ("entry_kind", models.CharField(blank=True, max_length=20)),
                ("uid", models.CharField(blank=True, max_length=10)),
                ("words", models.JSONField(default=dict, verbose_name="words")),
                ("contact", models.CharField(blank=True, max_length=200, verbose_name="how to ask back")),
                (
                    "state",
                    models.CharField(
                        choices=[("waiting", "Waiting"), ("taken", "Taken up"), ("declined", "Declined")],
                        default="waiting",
                        max_length=8,
                        verbose_name="state",
                    ),
                ),
                ("received_at", models.DateTimeField(auto_now_add=True, verbose_name="received")),
                ("handled_at", models.DateTimeField(blank=True, null=True, verbose_name="handled")),
                ("note", models.TextField(blank=True, verbose_name="note")),
                (
                    "handled_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="handled by",
                    ),
                ),
            ],
            options={
                "verbose_name": "suggestion",
                "verbose_name_plural": "suggestions",
                "ordering": ["-state", "-received_at"],
            },
        ),
        migrations.CreateModel(
            name="Term",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("vocabulary", models.CharField(max_length=20, verbose_name="vocabulary")),
                ("slug", models.SlugField(verbose_name="address")),
                ("label", models.CharField(max_length=80, verbose_name="label")),
                ("description", models.TextField(blank=True, verbose_name="description")),
                ("aliases", models.JSONField(blank=True, default=list, verbose_name="other names")),
                ("codes", models.JSONField(blank=True, default=dict, verbose_name="codes of other vocabularies")),
                ("position", models.PositiveSmallIntegerField(default=0, verbose_name="position")),
            ],
            options={
                "verbose_name": "term",
                "verbose_name_plural": "terms",
                "ordering": ["vocabulary", "position"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("vocabulary", "slug"),
                        name="term_unique",
                        violation_error_message="The vocabulary has this term already.",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Version",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("kind", models.CharField(max_length=20, verbose_name="kind")),
                ("title", models.CharField(max_length=300, verbose_name="title")),
                ("content", models.JSONField(encoder=django.core.serializers.json.DjangoJSONEncoder)),
                ("at", models.DateTimeField(default=django.utils.timezone.now, verbose_name="at")),
                ("comment", models.TextField(blank=True, verbose_name="comment")),
                (
                    "by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="by",
                    ),
                ),
                (
                    "entry",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="publishing.entry",
                    ),
                ),
            ],
            options={
                "verbose_name": "version",
                "verbose_name_plural": "versions",
                "ordering": ["-pk"],
                "default_permissions": (),
            },
        ),
        migrations.AddConstraint(
            model_name="entry",
            constraint=models.UniqueConstraint(fields=("entry_kind", "slug"), name="entry_address_unique"),
        ),
        migrations.AddConstraint(
            model_name="entry",
            constraint=models.CheckConstraint(
                condition=models.Q(("entry_kind", ""), _negated=True), name="entry_has_a_kind"
            ),
        ),
        migrations.AddConstraint(
            model_name="entry",
            constraint=models.CheckConstraint(
                condition=models.Q(("level__in", ["open", "generalised", "anonymised", "withheld"])),
                name="entry_level_known",
                violation_error_message="The level is one of the four levels.",
            ),
        ),
        migrations.AddConstraint(
            model_name="entry",
            constraint=models.CheckConstraint(
                condition=models.Q(("state__in", ["draft", "review", "published", "withdrawn"])),
                name="entry_state_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="address",
            constraint=models.UniqueConstraint(fields=("kind", "slug"), name="address_unique"),
        ),
        migrations.AddConstraint(
            model_name="consent",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("basis", "source"),
                    models.Q(
                        ("basis", "agreement"),
                        models.Q(("role", ""), _negated=True),
                        models.Q(("means", ""), _negated=True),
                        ("given_on__isnull", False),
                    ),
                    _connector="OR",
                ),
                name="consent_agreement_is_whole",
                violation_error_message="Say who agreed (their role), when and by what means.",
            ),
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
        migrations.AddIndex(
            model_name="edition",
            index=models.Index(fields=["uid"], name="edition_by_uid"),
        ),
        migrations.AddConstraint(
            model_name="edition",
            constraint=models.UniqueConstraint(fields=("entry", "number"), name="edition_number_unique"),
        ),
        migrations.AddConstraint(
            model_name="edition",
            constraint=models.UniqueConstraint(
                condition=models.Q(("current", True)), fields=("entry",), name="edition_one_current"
            ),
        ),
        migrations.AddConstraint(
            model_name="edition",
            constraint=models.CheckConstraint(
                condition=models.Q(("level__in", ["open", "generalised", "anonymised", "withheld"])),
                name="edition_level_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="edition",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("digest", ""), ("record", "")),
                    models.Q(models.Q(("record", ""), _negated=True), models.Q(("digest", ""), _negated=True)),
                    _connector="OR",
                ),
                name="edition_digest_of_record",
            ),
        ),
        migrations.AddConstraint(
            model_name="edition",
            constraint=models.CheckConstraint(
                condition=models.Q(("current", False), models.Q(("record", ""), _negated=True), _connector="OR"),
                name="edition_current_has_record",
            ),
        ),
        migrations.AddIndex(
            model_name="event",
            index=models.Index(fields=["kind", "uid"], name="event_of_entry"),
        ),
        migrations.AddConstraint(
            model_name="mention",
            constraint=models.UniqueConstraint(fields=("care", "kind", "uid", "field"), name="mention_once_a_field"),
        ),
        migrations.AddConstraint(
            model_name="picture",
            constraint=models.CheckConstraint(
                condition=models.Q(("alt", ""), _negated=True),
                name="picture_has_alt",
                violation_error_message="Say what is to be seen.",
            ),
        ),
        migrations.AddConstraint(
            model_name="picture",
            constraint=models.CheckConstraint(
                condition=models.Q(("licence__in", ["cc-by-4.0", "cc-by-sa-4.0", "cc0-1.0", "permission"])),
                name="picture_licence_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="picture",
            constraint=models.CheckConstraint(
                condition=models.Q(("people__in", ["nobody", "agreed", "parents"])), name="picture_people_known"
            ),
        ),
        migrations.AddConstraint(
            model_name="picture",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("licence__in", ["cc-by-4.0", "cc-by-sa-4.0"]), _negated=True),
                    models.Q(("credit", ""), _negated=True),
                    _connector="OR",
                ),
                name="picture_credit_where_asked",
                violation_error_message="This licence asks for a credit: name the organisation or the role.",
            ),
        ),
        migrations.AddConstraint(
            model_name="publishedpicture",
            constraint=models.UniqueConstraint(fields=("digest", "entry"), name="published_picture_once"),
        ),
        migrations.AddConstraint(
            model_name="rendition",
            constraint=models.UniqueConstraint(fields=("image", "digest"), name="rendition_once_an_image"),
        ),
        migrations.AddConstraint(
            model_name="suggestion",
            constraint=models.CheckConstraint(
                condition=models.Q(("kind__in", ["practice", "correction"])), name="suggestion_kind_known"
            ),
        ),
        migrations.AddConstraint(
            model_name="suggestion",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("handled_at", None), ("state", "waiting")),
                    models.Q(("contact", ""), ("handled_at__isnull", False), ("state__in", ["taken", "declined"])),
                    _connector="OR",
                ),
                name="suggestion_contact_goes_when_handled",
            ),
        ),
    ]
