"""Organisations, networks, and who belongs to what."""

from collections import defaultdict

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from networks.bodies import Body
from networks.identifiers import validate_contact, validate_iati, validate_ror, validate_wikidata
from networks.records import NetworkRecord, OrganisationRecord
from places.levels import Level
from places.models import Country
from places.plain_text import PlainCharField, PlainTextField, PlainURLField
from publishing.models import BaseCitation, Edition, LanguagesField, Text, YearField, term_key, term_set
from publishing.records.naming import web_names
from publishing.records.record import Answer
from publishing.safety.review import waits_for_people


def identifier_field(label, validator, help_text):
    """What a register elsewhere calls an organisation."""
    return PlainCharField(label, max_length=100, blank=True, validators=[validator], help_text=help_text)


class Organisation(Body):
    """A body that leads, takes part in, hosts or funds work."""

    KIND = "organisation"
    RECORD = OrganisationRecord
    RECORD_PARTS = (
        "texts",
        "citations__source",
        "consents",
        "pictures__image__renditions",
        "memberships__network__texts",
        "memberships__citations__source",
    )
    PARTS = (*Body.PARTS, "memberships")

    kind = term_key("organisation_kinds", verbose_name=_("kind"))
    country = models.ForeignKey(
        Country,
        verbose_name=_("country"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        help_text=_("Where it is based. Leave it empty when it works across countries."),
    )
    women_led = models.BooleanField(
        _("women-led"), null=True, blank=True, help_text=_("Only when a source or the organisation says so.")
    )
    youth_led = models.BooleanField(
        _("youth-led"), null=True, blank=True, help_text=_("Only when a source or the organisation says so.")
    )
    website = PlainURLField(
        _("website"),
        blank=True,
        help_text=_("Links to it are found too, where the organisation may not be named."),
    )
    contact = PlainURLField(
        _("public contact"),
        blank=True,
        validators=[validate_contact],
        help_text=_("The address of a page of an office by which anybody may write. Never a person, nor their e-mail."),
    )
    languages = LanguagesField(
        _("languages it works in"),
        blank=True,
        help_text=_("Codes such as en, fr, ar or bn, one a line: those in which it works with people."),
    )
    wikidata = identifier_field("Wikidata", validate_wikidata, _("The Q and digits of its item, such as Q1065."))
    ror = identifier_field("ROR", validate_ror, _("What stands behind https://ror.org/ in its address there."))
    iati = identifier_field(
        _("IATI identifier"),
        validate_iati,
        _("As it stands in aid data, such as XM-DAC-41114; org-id.guide knows the registers."),
    )

    class Meta(Body.Meta):
        verbose_name = _("organisation")
        verbose_name_plural = _("organisations")

    def places(self):
        return [self.country] if self.country else []

    def names(self):
        elsewhere = [self.wikidata, self.ror, self.iati]
        return [*super().names(), *web_names(self.contact), *filter(None, elsewhere)]

    def bodies(self):
        return [membership.network for membership in self.memberships.all()]

    def memberships_told(self):
        shown = [membership for membership in self.memberships.all() if membership.shown]
        return sorted(shown, key=lambda one: (one.network.uid, one.role))

    def kept_out(self):
        return {"memberships": {(one.network.uid, one.role) for one in self.memberships.all() if not one.shown}}


class OrganisationText(Text):
    entry = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="texts")
    title = PlainCharField(_("name"), max_length=200)
    about = PlainTextField(
        _("what it does"), blank=True, help_text=_("Two or three sentences. Name no private person.")
    )

    class Meta(Text.Meta):
        verbose_name = _("text")
        verbose_name_plural = _("texts")


class Network(Body):
    """Organisations or people who work together over time; a network of networks is their `parent`."""

    KIND = "network"
    RECORD = NetworkRecord
    RECORD_PARTS = (
        "texts",
        "citations__source",
        "consents",
        "pictures__image__renditions",
        "countries",
        "audiences",
        "supporters__texts",
    )
    PARTS = (*Body.PARTS, "memberships")

    kind = term_key("network_kinds", verbose_name=_("kind"))
    scale = term_key("scale", verbose_name=_("scale"))
    parent = models.ForeignKey(
        "self",
        verbose_name=_("part of"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="children",
    )
    secretariat = models.ForeignKey(
        Organisation,
        verbose_name=_("kept by"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="networks_kept",
        help_text=_("The organisation that runs the network from day to day."),
    )
    founded_year = YearField(_("founded in"))
    countries = models.ManyToManyField(
        Country, verbose_name=_("countries"), blank=True, help_text=_("Where the network itself is present.")
    )
    audiences = term_set("audiences", verbose_name=_("audiences"))
    supporters = models.ManyToManyField(
        Organisation, verbose_name=_("supporters"), blank=True, related_name="networks_supported"
    )
    website = PlainURLField(
        _("website"),
        blank=True,
        help_text=_("Never published: links to it are found where the network may not be named."),
    )

    class Meta(Body.Meta):
        verbose_name = _("network")
        verbose_name_plural = _("networks")
        constraints = [
            models.CheckConstraint(
                condition=Q(parent=None) | ~Q(parent=F("pk")),
                name="network_not_its_own_parent",
                violation_error_message=_("A network is not part of itself."),
            ),
        ]

    def clean(self):
        super().clean()
        above, seen = self.parent, set()
        while above and above.pk not in seen:
            if above.pk == self.pk:
                raise ValidationError({"parent": _("This network would be part of itself.")})
            seen.add(above.pk)
            above = above.parent

    def places(self):
        return list(self.countries.all())

    def bodies(self):
        return [body for body in [self.secretariat, self.parent, *self.supporters.all()] if body]

    def published_with(self):
        """The organisations whose current editions do not say yet that they belong to it, where both ends are open.

        Those that somebody has to look through first wait for their own publication.
        """
        if self.level != Level.OPEN:
            return []
        rows = defaultdict(list)
        members = self.memberships.filter(shown=True, organisation__level=Level.OPEN)
        for row in members.select_related("organisation", "network").prefetch_related("citations__source"):
            rows[row.organisation.uid].append(row)
        public = Edition.objects.current().filter(kind=Organisation.KIND, uid__in=rows, level=Level.OPEN)
        records = [(rows[edition.uid][0].organisation, edition.read(), rows[edition.uid]) for edition in public]
        found = [(entry, record.with_memberships(new)) for entry, record, new in records]
        return [(entry, record) for entry, record in found if record and not waits_for_people(entry)]


class NetworkText(Text):
    entry = models.ForeignKey(Network, on_delete=models.CASCADE, related_name="texts")
    title = PlainCharField(_("name"), max_length=200)
    about = PlainTextField(_("what it is"), blank=True, help_text=_("Two or three sentences. Name no private person."))

    class Meta(Text.Meta):
        verbose_name = _("text")
        verbose_name_plural = _("texts")


class Membership(models.Model):
    """That an organisation belongs to a network. It is published with the organisation, at the organisation's level."""

    PARTS = ("citations",)

    organisation = models.ForeignKey(
        Organisation, verbose_name=_("organisation"), on_delete=models.CASCADE, related_name="memberships"
    )
    network = models.ForeignKey(
        Network, verbose_name=_("network"), on_delete=models.CASCADE, related_name="memberships"
    )
    role = PlainCharField(
        _("role"), max_length=80, default="member", help_text=_("Member, founding partner, secretariat …")
    )
    since = YearField(_("since"))
    until = YearField(_("until"))
    shown = models.BooleanField(
        _("shown"),
        default=True,
        help_text=_("Take the tick away to keep this membership out of the directory."),
    )

    class Meta:
        verbose_name = _("membership")
        verbose_name_plural = _("memberships")
        ordering = ["network__slug", "organisation__slug"]
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "network", "role"],
                name="membership_unique",
                violation_error_message=_("This organisation has this role in the network already."),
            ),
            models.CheckConstraint(
                condition=Q(since=None) | Q(until=None) | Q(until__gte=F("since")),
                name="membership_years_in_order",
                violation_error_message=_("A membership can't end before it began."),
            ),
        ]

    def __str__(self):
        return f"{self.organisation} – {self.network}"

    def citations_told(self):
        """None where the sources of its organisation are withheld."""
        withheld = self.organisation.unanswered.get("sources") == Answer.WITHHELD
        return [] if withheld else list(self.citations.all())

    @staticmethod
    def no_more_open(then, now):
        """As in Entry: what is not shown now stays so."""
        return then | {"shown": then["shown"] and now["shown"]}


class MembershipCitation(BaseCitation):
    entry = models.ForeignKey(Membership, on_delete=models.CASCADE, related_name="citations")

    class Meta(BaseCitation.Meta):
        verbose_name = _("source")
        verbose_name_plural = _("sources")
