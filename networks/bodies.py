"""What organisations and networks have in common: names."""

from django.utils.translation import gettext_lazy as _

from places.plain_text import PlainCharField, PlainTextField
from publishing.entries.entries import PERMISSIONS
from publishing.models import Entry, lines
from publishing.records.naming import web_names


class Body(Entry):
    """A network or an organisation: what has names, by which it is found in words where it may not be named."""

    acronym = PlainCharField(_("acronym"), max_length=20, blank=True)
    also_known_as = PlainTextField(
        _("also known as"),
        blank=True,
        help_text=_(
            "Other names, one a line: former ones, short ones, in other languages and scripts. Never published: they "
            "are looked for in words where it may not be named, among possible duplicates, and in the list of editors."
        ),
    )

    class Meta:
        abstract = True
        default_permissions = PERMISSIONS
        ordering = ["slug"]  # Django hands it on from a concrete model only

    def clean(self):
        super().clean()
        self.also_known_as = "\n".join(lines(self.also_known_as))

    def names(self):
        titles = [text.title for text in self.texts.all()]
        return [self.acronym, *titles, *lines(self.also_known_as), *web_names(self.website)]
