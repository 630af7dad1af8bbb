"""The forms by which anybody writes to the editors: a few questions, each with its limit."""

import re
import time
from dataclasses import dataclass

from django import forms
from django.core import signing
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from places.order import in_order
from places.plain_text import plain
from places.tree import tree
from publishing.entries.fields import new_uid

# Seconds. A page may lie open for a working day; nobody reads and fills in a form faster than the least.
LEAST_AGE, GREATEST_AGE = 3, 12 * 60 * 60
SALT = "gsx_site.form_token"


@dataclass(frozen=True)
class FormToken:
    """Signed, in place of a cookie: when the page was made, in seconds since 1970, and a random name for what comes."""

    made_at: int
    reference: str

    def __str__(self):
        return signing.Signer(salt=SALT).sign_object({"made_at": self.made_at, "reference": self.reference})

    @property
    def age(self):
        return time.time() - self.made_at


def new_token():
    return FormToken(int(time.time()), new_uid())


def read_token(text):
    """The FormToken that `text` is; None when it is not one of ours, or too old."""
    try:
        token = FormToken(**signing.Signer(salt=SALT).unsign_object(text))
    except signing.BadSignature:
        return None
    return token if token.age <= GREATEST_AGE else None


MOST_LINKS = 10  # in the whole form
LINK = re.compile(r"https?://|\bwww\.", re.IGNORECASE)


class Words(forms.CharField):
    """Plain text. No browser cuts it off at its limit: it is given back, with how much too long it is."""

    def __init__(self, *, most, rows=0, missing="", **options):
        self.most = most
        widget = forms.Textarea(attrs={"rows": rows, "dir": "auto"}) if rows else forms.TextInput(attrs={"dir": "auto"})
        super().__init__(widget=widget, required=bool(missing), error_messages={"required": missing}, **options)

    def to_python(self, value):
        text = plain(value or "").strip()
        return text if isinstance(self.widget, forms.Textarea) else " ".join(text.split())

    def validate(self, value):
        super().validate(value)
        if len(value) > self.most:
            said = _("Shorten this to %(most)s letters: it has %(has)s.")
            raise forms.ValidationError(said % {"most": self.most, "has": len(value)})


class SuggestForm(forms.Form):
    """What the forms share. `website` is a trap: no person sees it, and programs fill it in."""

    use_required_attribute = False

    def __init__(self, data=None):
        super().__init__(data, label_suffix="")

    def words(self):
        """{field: what was typed}, without what was left empty."""
        return {name: value for name, value in self.cleaned_data.items() if value and name != "contact"}

    @property
    def contact(self):
        return self.cleaned_data.get("contact", "")

    def clean(self):
        links = 0
        for name, value in self.cleaned_data.items():
            links += len(LINK.findall(value))
            if links > MOST_LINKS:
                said = ngettext("Leave at most %(n)s link in the form.", "Leave at most %(n)s links in the form.", 10)
                self.add_error(name, said % {"n": MOST_LINKS})
                break


def _countries():
    codes = in_order(tree().country_region, tree().name)
    return [("", _("Several countries, or none in particular")), *((code, tree().name(code)) for code in codes)]


class PracticeForm(SuggestForm):
    what = Words(
        label=gettext_lazy("What was done?"),
        help_text=gettext_lazy("What people did, with whom and since when, in your own words and any language."),
        missing=gettext_lazy("Say in a few words what was done."),
        most=3000,
        rows=7,
    )
    country = forms.ChoiceField(
        label=gettext_lazy("In which country?"),
        choices=_countries,
        required=False,
        error_messages={"invalid_choice": gettext_lazy("Choose a country from the list.")},
    )
    who = Words(
        label=gettext_lazy("Who did it?"),
        help_text=gettext_lazy("The organisation, network or public body. No private persons."),
        most=300,
    )
    outcomes = Words(
        label=gettext_lazy("What came of it?"),
        help_text=gettext_lazy("What changed, and who says so."),
        most=3000,
        rows=5,
    )
    sources = Words(
        label=gettext_lazy("Where is it written down?"),
        help_text=gettext_lazy("Addresses of reports, articles or pages, one a line."),
        most=2000,
        rows=3,
    )
    contact = Words(
        label=gettext_lazy("How may we ask back?"),
        help_text=gettext_lazy(
            "An e-mail address, say. Only editors see it, and it is deleted as soon as your suggestion is handled."
        ),
        most=200,
    )


class CorrectionForm(SuggestForm):
    """A correction of one entry; where that is not known, the page is asked for.

    Whoever comes from what an entry leaves out finds that `missing`, in words, as the first answer.
    """

    page = Words(
        label=gettext_lazy("Which page is it about?"),
        help_text=gettext_lazy("Its address or its title."),
        missing=gettext_lazy("Say which page it is about."),
        most=300,
    )
    wrong = Words(
        label=gettext_lazy("What is wrong or missing?"),
        help_text=gettext_lazy(
            "Quote the words, or say where they stand. If something could harm somebody, say only which words have to "
            "go: you need not explain why."
        ),
        missing=gettext_lazy("Say what is wrong."),
        most=2000,
        rows=5,
    )
    right = Words(
        label=gettext_lazy("What would be right?"),
        most=2000,
        rows=4,
    )
    source = Words(
        label=gettext_lazy("Where is it written down?"),
        help_text=gettext_lazy("The address of a source, or how you know. You need not say who you are."),
        most=1000,
        rows=3,
    )

    def __init__(self, data=None, *, entry_known, missing=""):
        super().__init__(data)
        if missing:
            self.initial["wrong"] = missing
            self.fields["right"].label = _("What do you know of it?")
        if entry_known:
            del self.fields["page"]


class RelayForm(SuggestForm):
    """A request to be put in touch with those behind one entry; where that is not known, it is asked for."""

    whom = Words(
        label=gettext_lazy("Whom do you want to reach?"),
        help_text=gettext_lazy("An organisation or those behind a practice: the title or the address of the page."),
        missing=gettext_lazy("Say whom you want to reach."),
        most=300,
    )
    asker = Words(
        label=gettext_lazy("Who are you?"),
        help_text=gettext_lazy("You or your organisation, and what you do. As much as those you want to reach need."),
        missing=gettext_lazy("Say in a few words who you are."),
        most=500,
        rows=3,
    )
    wish = Words(
        label=gettext_lazy("What do you want of them?"),
        help_text=gettext_lazy("What you want to ask, learn or offer."),
        missing=gettext_lazy("Say in a few words what you want of them."),
        most=2000,
        rows=6,
    )
    contact = Words(
        label=gettext_lazy("How can you be reached?"),
        help_text=gettext_lazy(
            "An e-mail address, say, that may be passed on. We delete it as soon as your request is handled."
        ),
        missing=gettext_lazy("Say how you can be reached: else nobody can answer you."),
        most=200,
    )

    def __init__(self, data=None, *, entry_known):
        super().__init__(data)
        if entry_known:
            del self.fields["whom"]
