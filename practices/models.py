"""Practices: what was done, by whom, where, on what evidence."""

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from taggit.managers import TaggableManager

from networks.models import Network, Organisation
from networks.records import OrganisationDescription
from places.levels import Level
from places.models import Country
from places.names import from_left
from places.plain_text import PlainCharField, PlainTextField
from places.translated import Translated
from practices.parts import Adaptation, Cost, Evaluation, Figure, Material, Reach
from practices.records import PracticeRecord
from practices.themes import FormerTheme, PracticeTheme, Theme, ThemesOfPractice
from publishing.entries.entries import PERMISSIONS
from publishing.models import Edition, Entry, PublicWords, Text, YearField, lines, term_key, term_set

__all__ = [
    "Adaptation",
    "Cost",
    "Evaluation",
    "Figure",
    "FormerTheme",
    "KeyTheme",
    "Material",
    "Practice",
    "PracticeTheme",
    "Reach",
    "Recommendation",
    "Theme",
]


# The relations to what is told in rows.
ROWS = ("reached", "costs", "evaluations", "figures", "adaptations", "materials")


def age_field(label):
    """An age in years."""
    return models.PositiveSmallIntegerField(label, null=True, blank=True, validators=[MaxValueValidator(120)])


class Recommendation(PublicWords, Translated):
    """One of the 14 recommendations of the #GSX2017 report, or a point below one."""

    PUBLIC_WORDS = ("label", "title", "gist", "locator")
    TRANSLATED = {"title": "title", "gist": "gist"}

    number = models.SlugField(_("number"), max_length=8, unique=True, help_text=_("As in addresses: 4b-i."))
    label = PlainCharField(_("as printed"), max_length=12)
    parent = models.ForeignKey(
        "self",
        verbose_name=_("below"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="points",
    )
    title = PlainCharField(_("title"), max_length=120)
    gist = PlainTextField(_("gist"))
    locator = PlainCharField(_("where in the report"), max_length=80, blank=True)
    position = models.PositiveSmallIntegerField(_("position"), default=0)

    class Meta:
        verbose_name = _("recommendation")
        verbose_name_plural = _("recommendations")
        ordering = ["position"]

    def __str__(self):
        return f"{from_left(self.label, get_language() or '')} {self.said('title').words}"

    def get_absolute_url(self):
        return reverse("recommendations:detail", args=[self.number])


class KeyTheme(PublicWords, Translated):
    """A point that came up again and again at the #GSX2017 meeting, as its report lists them."""

    PUBLIC_WORDS = ("title", "gist", "locator")
    TRANSLATED = {"title": "title", "gist": "gist"}

    number = models.PositiveSmallIntegerField(_("number"), unique=True)
    title = PlainCharField(_("title"), max_length=120)
    gist = PlainTextField(_("gist"))
    locator = PlainCharField(_("where in the report"), max_length=80, blank=True)

    class Meta:
        verbose_name = _("key theme of the report")
        verbose_name_plural = _("key themes of the report")
        ordering = ["number"]

    def __str__(self):
        return self.said("title").words


class Practice(Entry):
    """A case: something that was done in a place, by someone, against the roots of violence."""

    KIND = "practice"
    RECORD = PracticeRecord
    RECORD_PARTS = (
        "texts",
        "citations__source",
        "consents",
        "pictures__image__renditions",
        "countries",
        "participations__organisation__texts",
        "theme_links__tag",
        "gender",
        "youth",
        "groups",
        "networks__texts",
        "run_by__texts",
        "illustrations__recommendation",
        "setting",
        "mode",
        "prevention",
        "reached",
        "costs",
        "evaluations__design",
        "evaluations__finding",
        "evaluations__source",
        "evaluations__organisation__texts",
        "figures",
        "adaptations",
        "materials",
    )
    PARTS = (*Entry.PARTS, "participations", "theme_links", "illustrations", *ROWS)
    REQUIRED_WORDS = ("title", "summary")

    countries = models.ManyToManyField(
        Country,
        verbose_name=_("countries"),
        blank=True,
        help_text=_("Where the work took place. None for work that is not tied to countries."),
    )
    scale = term_key("scale", verbose_name=_("scale"))
    start_year = YearField(_("from"))
    end_year = YearField(_("until"))
    ongoing = models.BooleanField(_("goes on"), null=True, blank=True)
    evidence = term_key(
        "evidence",
        verbose_name=_("evidence"),
        help_text=_("The highest step that a source supports; say why in the text."),
    )
    gender = term_set("gender", verbose_name=_("gender focus"))
    youth = term_set("youth", verbose_name=_("youth focus"))
    groups = term_set("groups", verbose_name=_("works with"))
    age_from = age_field(_("ages from"))
    age_to = age_field(_("ages to"))
    setting = term_set("setting", verbose_name=_("setting"), help_text=_("Where people meet for it."))
    mode = term_set("mode", verbose_name=_("mode"), help_text=_("How it reaches people."))
    prevention = term_set(
        "prevention",
        verbose_name=_("prevention"),
        help_text=_("For everybody, those at risk, or those who used violence."),
    )
    weeks = models.PositiveSmallIntegerField(
        _("weeks"),
        null=True,
        blank=True,
        validators=[MinValueValidator(1), MaxValueValidator(1040)],
        help_text=_("How long one round takes."),
    )
    themes = TaggableManager(through=PracticeTheme, manager=ThemesOfPractice, blank=True)
    organisations = models.ManyToManyField(Organisation, through="Participation", related_name="practices")
    networks = models.ManyToManyField(Network, verbose_name=_("networks"), blank=True, related_name="practices")
    run_by = models.ManyToManyField(
        Network,
        verbose_name=_("networks that ran it"),
        blank=True,
        related_name="practices_run",
        help_text=_("A network that led it as such, without an organisation of its own."),
    )
    recommendations = models.ManyToManyField(Recommendation, through="Illustration", related_name="practices")
    from_report = models.BooleanField(_("told in the #GSX2017 report"), default=False)
    adapted_from = models.ForeignKey(
        "self",
        verbose_name=_("adapted from"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="repeated_as",
    )

    class Meta:
        verbose_name = _("practice")
        verbose_name_plural = _("practices")
        default_permissions = PERMISSIONS
        constraints = [
            models.CheckConstraint(
                condition=Q(start_year=None) | Q(end_year=None) | Q(end_year__gte=F("start_year")),
                name="practice_years_in_order",
                violation_error_message=_("The work can't end before it began."),
            ),
            models.CheckConstraint(
                condition=Q(ongoing=None) | Q(ongoing=False) | Q(end_year=None),
                name="practice_ongoing_has_no_end",
                violation_error_message=_("Work that goes on has no last year."),
            ),
            models.CheckConstraint(
                condition=Q(adapted_from=None) | ~Q(adapted_from=F("pk")),
                name="practice_not_adapted_from_itself",
                violation_error_message=_("A practice is not adapted from itself."),
            ),
            models.CheckConstraint(
                condition=Q(age_from=None) | Q(age_to=None) | Q(age_to__gte=F("age_from")),
                name="practice_ages_in_order",
                violation_error_message=_("The oldest can't be younger than the youngest: swap the two ages."),
            ),
        ]

    def places(self):
        return list(self.countries.all())

    def bodies(self):
        taking_part = [one.organisation for one in self.participations.all()]
        looking = [one.organisation for one in self.evaluations.all() if one.organisation]
        return [*taking_part, *looking, *self.networks.all(), *self.run_by.all()]

    def leads(self):
        leading = [one for one in self.participations.all() if one.role == Participation.Role.LEAD]
        return [("participations", one.organisation) for one in leading]

    def doubts(self):
        """Where the step of evidence and the rows below say different things."""
        studies = [one for one in self.evaluations.all() if one.independent is not False]
        step, repeated = self.evidence.slug, bool(self.pk and self.repeated_as.exists())
        if step in ("evaluated", "replicated") and not studies:
            yield _("The evidence says “%s”, and no evaluation from outside is told below: add it.") % self.evidence
        if step not in ("evaluated", "replicated") and any(one.independent and one.tells() for one in studies):
            yield _("An independent evaluation is told below, and the evidence says “%s”.") % self.evidence
        if step == "replicated" and not (repeated or self.adaptations.all()):
            yield _("The evidence says “%s”, and no repetition of it is known here.") % self.evidence

    def participations_told(self):
        """Its participations as its record tells them: each with the `description` of who is not named."""
        # In the order of the roles, then of the random uids: the order of names would tell something of them.
        rows = sorted(
            self.participations.all(),
            key=lambda row: (Participation.Role.values.index(row.role), row.organisation.uid),
        )
        described = _descriptions(rows) if self.level == Level.GENERALISED else {}
        for row in rows:
            row.description = described.get(row.organisation.uid)
        return rows


def _descriptions(participations):
    """How the organisations that are public may be spoken of, by uid: read from their current editions only."""
    uids = [row.organisation.uid for row in participations]
    editions = Edition.objects.current().filter(kind=Organisation.KIND, uid__in=uids)
    named = editions.filter(level__in=[Level.OPEN, Level.GENERALISED])
    found: dict[str, OrganisationDescription] = {}
    for edition in named:
        found[edition.uid] = edition.read().description()
    return found


LONGEST_STEP = 300  # characters


def validate_steps(text):
    """Refuse a step that nobody would read as one."""
    for number, step in enumerate(lines(text), 1):
        if len(step) > LONGEST_STEP:
            words = _("Step %(number)s has %(found)s characters, and a step has at most %(most)s: make two of it.")
            raise ValidationError(words, params={"number": number, "found": len(step), "most": LONGEST_STEP})


class PracticeText(Text):
    """The words of a practice in one language, in the order of the public page."""

    entry = models.ForeignKey(Practice, on_delete=models.CASCADE, related_name="texts")
    title = PlainCharField(
        _("title"), max_length=120, help_text=_("What was done and where, in plain words; no slogan.")
    )
    summary = PlainTextField(
        _("summary"),
        help_text=_("Two sentences, about 200 characters: who does what with whom, and to what end."),
    )
    context = PlainTextField(
        _("what the problem was"), blank=True, help_text=_("What people faced, in their own words.")
    )
    approach = PlainTextField(_("what was done"), blank=True, help_text=_("What happened, as an account."))
    outcomes = PlainTextField(
        _("what came of it"), blank=True, help_text=_("Only what a source reports, with who says so.")
    )
    key_finding = PlainCharField(
        _("key finding"),
        max_length=200,
        blank=True,
        help_text=_("One sentence about the figures below; with what weakens them."),
    )
    steps = PlainTextField(
        _("steps"),
        blank=True,
        validators=[validate_steps],
        help_text=_("One a line, in order, as somebody would do them who was not there."),
    )
    duration = PlainCharField(_("how long it takes"), max_length=200, blank=True)
    dose = PlainCharField(
        _("how often and how much"), max_length=200, blank=True, help_text=_("Twice a week, two hours.")
    )
    team = PlainTextField(
        _("who does it"), blank=True, help_text=_("How many, paid or volunteers, trained how; never a person's name.")
    )
    partners_needed = PlainTextField(
        _("partners it needs"), blank=True, help_text=_("Which are essential, and which helpful.")
    )
    permission = PlainTextField(
        _("permission or law it needs"), blank=True, help_text=_("Whose leave, which law it rests on.")
    )
    core = PlainTextField(_("what must stay"), blank=True, help_text=_("Without it, it would be something else."))
    changeable = PlainTextField(_("what may change"), blank=True, help_text=_("What can be done otherwise elsewhere."))
    conditions = PlainTextField(
        _("what it needs to work elsewhere"), blank=True, help_text=_("People, trust, money, time, law.")
    )
    lessons = PlainTextField(
        _("what was learnt"), blank=True, help_text=_("What they would do differently, what surprised them.")
    )
    went_wrong = PlainTextField(_("what went wrong"), blank=True, help_text=_("Others can avoid what they know of."))
    harms = PlainTextField(_("harm seen"), blank=True, help_text=_("To whom, and what was done about it."))
    safeguards = PlainTextField(_("safeguards"), blank=True, help_text=_("What keeps people safe who take part."))
    years_note = PlainCharField(_("about the years"), max_length=200, blank=True)
    evidence_note = PlainCharField(
        _("why that step of evidence"), max_length=300, blank=True, help_text=_("One sentence.")
    )

    class Meta(Text.Meta):
        verbose_name = _("text")
        verbose_name_plural = _("texts")


class Participation(models.Model):
    """An organisation's part in a practice."""

    class Role(models.TextChoices):
        LEAD = "lead", _("Lead")
        PARTNER = "partner", _("Partner")
        FUNDER = "funder", _("Funder")

    practice = models.ForeignKey(Practice, on_delete=models.CASCADE, related_name="participations")
    organisation = models.ForeignKey(
        Organisation, verbose_name=_("organisation"), on_delete=models.PROTECT, related_name="participations"
    )
    role = models.CharField(_("role"), max_length=7, choices=Role, default=Role.LEAD)

    class Meta:
        verbose_name = _("participation")
        verbose_name_plural = _("participations")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["practice", "organisation", "role"],
                name="participation_unique",
                violation_error_message=_("This organisation has this role in the practice already."),
            ),
            models.CheckConstraint(
                condition=Q(role__in=["lead", "partner", "funder"]), name="participation_role_known"
            ),
        ]

    def __str__(self):
        return f"{self.organisation} ({self.get_role_display()})"


class Illustration(models.Model):
    """That a practice illustrates a recommendation, or is named for it by the report itself."""

    class Relation(models.TextChoices):
        ILLUSTRATES = "illustrates", _("Illustrates it")
        NAMED = "named", _("Named for it in the report")

    practice = models.ForeignKey(Practice, on_delete=models.CASCADE, related_name="illustrations")
    recommendation = models.ForeignKey(
        Recommendation,
        verbose_name=_("recommendation"),
        on_delete=models.PROTECT,
        related_name="illustrations",
    )
    relation = models.CharField(_("relation"), max_length=11, choices=Relation, default=Relation.ILLUSTRATES)

    class Meta:
        verbose_name = _("recommendation")
        verbose_name_plural = _("recommendations")
        ordering = ["recommendation__position"]
        constraints = [
            models.UniqueConstraint(
                fields=["practice", "recommendation"],
                name="illustration_unique",
                violation_error_message=_("The practice is linked to this recommendation already."),
            ),
            models.CheckConstraint(
                condition=Q(relation__in=["illustrates", "named"]), name="illustration_relation_known"
            ),
        ]

    def __str__(self):
        return str(self.recommendation)
