"""Fields of editors' forms: lists and answers kept as JSON, pictures, and choices that not everybody sees."""

from django import forms
from django.contrib.admin.views.autocomplete import AutocompleteJsonView
from django.contrib.admin.widgets import AutocompleteSelect, AutocompleteSelectMultiple
from django.core import signing
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.db.models import Q
from django.template.loader import render_to_string
from django.utils.html import format_html, format_html_join
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from places.plain_text import PlainField, uncut
from publishing.entries.pixels import FORMATS, LARGEST_FILE, PictureRefused, too_large
from publishing.entries.sight import by_known_names, hides
from publishing.models import Image, Rendition
from publishing.records.record import Answer
from publishing.records.values import declared
from publishing.safety.pictures import keep

NOT_ASKED = ("", _("— (not looked up yet)"))
NOT_REPORTED = (Answer.NOT_REPORTED.value, _("Not reported"))
NOT_APPLICABLE = (Answer.NOT_APPLICABLE.value, _("Not applicable"))
WITHHELD = (Answer.WITHHELD.value, _("Withheld for safety"))
SALT = "publishing.picture"


class LinesWidget(forms.Textarea):
    def format_value(self, value):
        return super().format_value("\n".join(value) if isinstance(value, list) else value)


class LinesField(forms.CharField):
    """A list of strings, written one a line; empty lines don't count."""

    widget = LinesWidget(attrs={"rows": 4, "class": "vLargeTextField", "dir": "auto"})

    def to_python(self, value):
        return [line.strip() for line in (super().to_python(value) or "").splitlines() if line.strip()]

    def has_changed(self, initial, data):
        return self.to_python(data) != (initial or [])


def mark_language(form, language, names):
    """Say of the texts in the fields `names` of `form` which language (a tag) they are in, if that is known."""
    for name in names if language else ():
        if isinstance(form.fields[name], PlainField | LinesField):
            form.fields[name].widget.attrs["lang"] = language


class UnansweredWidget(forms.MultiWidget):
    def __init__(self, questions):
        self.questions = questions
        super().__init__({name: question.widget for name, question in questions.items()})

    def decompress(self, value):
        return [(value or {}).get(name, "") for name in self.questions]

    def render(self, name, value, attrs=None, renderer=None):
        values = value if isinstance(value, list) else self.decompress(value)
        base = attrs["id"]
        rows = [
            (
                asked.place,
                f"{base}_{key}",
                capfirst(asked.label),
                select.render(f"{name}_{key}", chosen, {"id": f"{base}_{key}"}),
            )
            for (key, asked), select, chosen in zip(self.questions.items(), self.widgets, values, strict=True)
        ]
        inner = format_html_join("\n", '<div data-field="{}"><label for="{}">{}</label> {}</div>', rows)
        return format_html('<div class="unanswered" id="{}" data-why="{}">{}</div>', base, _("Why it is empty"), inner)


class UnansweredField(forms.MultiValueField):
    """Why fields are empty: {name in the record: "not-reported" or "withheld"}, as `questions` ask."""

    def __init__(self, questions, **kwargs):
        self.names = list(questions)
        options = {"widget": UnansweredWidget(questions), "required": False, "require_all_fields": False}
        super().__init__(list(questions.values()), **options, **kwargs)

    def compress(self, values):
        return {name: value for name, value in zip(self.names, values, strict=False) if value}


def questions(model):
    """{name: a choice} for each field of the records of `model`, an Entry, or of their texts that may be unanswered."""
    record = model.RECORD
    owners = ((record.text_class(), model._meta.get_field("texts").related_model), (record, model))
    return {
        name: _question(owner._meta.get_field(value.in_model(name)))
        for part, owner in owners
        for name, value in declared(part).items()
        if name in record.answerable()
    }


def _question(asked):
    """The choice of an answer for `asked`, the field or relation of a model that may be empty."""
    label = asked.related_model._meta.verbose_name_plural if asked.auto_created else asked.verbose_name
    may_be_unknown = asked.auto_created or asked.blank
    choices = [NOT_ASKED, *([NOT_REPORTED, NOT_APPLICABLE] if may_be_unknown else []), WITHHELD]
    question = forms.ChoiceField(label=label, choices=choices, required=False)
    question.place = asked.name  # what it is called in the form
    return question


class PictureWidget(forms.FileInput):
    """A file to choose, and the image kept already (browsers give no file back); `address` leads from a digest."""

    address = staticmethod(lambda digest: "")

    def render(self, name, value, attrs=None, renderer=None):
        """`value` is the key of the image that is kept, or None. Scripts read what is refused before it is sent."""
        bounds = {"data-largest": LARGEST_FILE, "data-too-large": too_large()}
        context = {"input": super().render(name, None, (attrs or {}) | bounds, renderer), "kept_name": _kept(name)}
        if thumbnail := Rendition.objects.filter(image=value).first():
            context |= {
                "kept": signing.dumps(value, salt=SALT),
                "thumbnail": thumbnail,
                "url": self.address(thumbnail.digest),
            }
        return render_to_string("admin/publishing/picture_widget.html", context)

    def value_from_datadict(self, data, files, name):
        """The UploadedFile, or else the signed reference to the image that was kept."""
        return super().value_from_datadict(data, files, name) or data.get(_kept(name))

    def value_omitted_from_data(self, data, files, name):
        return super().value_omitted_from_data(data, files, name) and _kept(name) not in data


def _kept(name):
    return f"{name}-kept"


class PictureField(forms.Field):
    """The Image of a picture. What is uploaded is made into one at once, whatever becomes of the form."""

    widget = PictureWidget(attrs={"accept": ",".join(f"image/{name.lower()}" for name in FORMATS)})
    default_error_messages = {
        "required": _("Choose a picture."),
        "forgotten": _("The picture that you chose is not here any more: choose it again."),
    }

    def to_python(self, value):
        if not value:
            return None
        image = self._uploaded(value) if isinstance(value, UploadedFile) else _by_reference(value)
        if image is None:
            raise ValidationError(self.error_messages["forgotten"], code="forgotten")
        return image

    def _uploaded(self, upload):
        try:
            upload.seek(0)
            # One byte more than allowed is enough to see that there are too many.
            upload.image = keep(upload.read(LARGEST_FILE + 1))
        except PictureRefused as refused:
            raise ValidationError(str(refused), code="refused") from refused
        return upload.image

    def bound_data(self, data, initial):
        image = getattr(data, "image", None) if isinstance(data, UploadedFile) else _by_reference(data)
        return image.pk if image else initial

    def has_changed(self, initial, data):
        if isinstance(data, UploadedFile):
            return True
        image = _by_reference(data)
        return (image and image.pk) != initial


def _by_reference(signed):
    try:
        return Image.objects.filter(pk=signing.loads(signed or "", salt=SALT)).first()
    except signing.BadSignature:
        return None


def could_be_a_key(model, value):
    """Whether a row of `model` could have the key `value`, a text: a number within reach, or words without a NUL."""
    key = model._meta.pk
    while key.is_relation:  # a kind of entry has the key of its entry
        key = key.target_field
    try:
        key.run_validators(key.to_python(value))
    except ValidationError:
        return False
    return "\x00" not in str(value)


class KeysOnly:
    """Leaves out what could be no key when a form is shown again. The form has refused it by then, beside the field."""

    def optgroups(self, name, value, attr=None):
        model = self.field.remote_field.model
        return super().optgroups(name, [one for one in value if not one or could_be_a_key(model, one)], attr)


class OneChoice(KeysOnly, AutocompleteSelect):
    """Shows what its row refers to without asking for it again, once a row: `known` is that entry, if it is at hand."""

    known = None

    def optgroups(self, name, value, attr=None):
        if self.known is None or value != [str(self.known.pk)]:
            return super().optgroups(name, value, attr)
        empty = [] if self.is_required else [self.create_option(name, "", "", False, 0)]
        label = self.choices.field.label_from_instance(self.known)
        return [(None, [*empty, self.create_option(name, value[0], label, True, len(empty))], 0)]


class ManyChoices(KeysOnly, AutocompleteSelectMultiple):
    pass


class KnownOrSaved:
    """A field whose choices hide some rows from `user`: it takes what they may name, and what its row holds already."""

    user = None

    def get_bound_field(self, form, field_name):
        """Each form has a field of its own, and binds it before it reads or shows a choice."""
        if self.user is not None:
            kept = Q(pk__in=_saved(getattr(form, "instance", None), field_name))
            rows = self.queryset.model._default_manager.called_for(self.user)
            self.queryset = rows.filter(Q(pk__in=self.queryset.order_by().values("pk")) | kept)
        return super().get_bound_field(form, field_name)


def _saved(row, name):
    if row is None or row.pk is None:
        return []
    if row._meta.get_field(name).many_to_many:
        return list(getattr(row, name).order_by().values_list("pk", flat=True))
    return [getattr(row, row._meta.get_field(name).attname)]


class OneChoiceField(KnownOrSaved, forms.ModelChoiceField):
    def get_bound_field(self, form, field_name):
        bound = super().get_bound_field(form, field_name)
        held = getattr(form, "instance", None)
        known = held and held._state.fields_cache.get(field_name)
        # Of those that hide some rows, only one that was read as the user may know it.
        if known is not None and (self.user is None or "called" in vars(known)):
            getattr(self.widget, "widget", self.widget).known = known
        return bound


class ManyChoicesField(KnownOrSaved, forms.ModelMultipleChoiceField):
    def clean(self, value):
        for one in value or ():
            if not could_be_a_key(self.queryset.model, one):
                words = self.error_messages["invalid_choice"]
                raise ValidationError(words, code="invalid_choice", params={"value": one})
        return super().clean(value)


class ChoicesAdmin:
    """Gives an admin or an inline these fields and widgets; the editors' site puts it before every class."""

    def formfield_for_dbfield(self, db_field, request, **kwargs):
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        if field is not None:
            field.widget.attrs = uncut(field.widget.attrs)
        return field

    def formfield_for_foreignkey(self, db_field, request, **kwargs):
        made = super().formfield_for_foreignkey
        return self._known(made, OneChoiceField, OneChoice, db_field, request, kwargs)

    def formfield_for_manytomany(self, db_field, request, **kwargs):
        made = super().formfield_for_manytomany
        return self._known(made, ManyChoicesField, ManyChoices, db_field, request, kwargs)

    def _known(self, made, form_class, widget, db_field, request, kwargs):
        """The field that Django has `made` of ours, narrowed to what the user may name."""
        own = {"form_class": form_class}
        if db_field.name in self.get_autocomplete_fields(request):
            own["widget"] = widget(db_field, self.admin_site, using=kwargs.get("using"))
        field = made(db_field, request, **(own | kwargs))
        if field and hides(field.queryset.model, request.user):
            field.queryset, field.user = field.queryset.nameable_by(request.user), request.user
        return field


class ChoicesInline(ChoicesAdmin):
    def get_queryset(self, request):
        return super().get_queryset(request).prefetch_related(*by_known_names(self.model, request.user))


class Completion(AutocompleteJsonView):
    """What a field offers while one types: what it would take, under the names that the user may know."""

    def get_queryset(self):
        model, user = self.model_admin.model, self.request.user
        self.request.completes = True
        if not hides(model, user):
            return super().get_queryset()
        rows = model._default_manager.nameable_by(user)
        known = rows.told_by(user, self.term.replace('"', " ").split()).called_for(user)
        limited = known.complex_filter(self.source_field.get_limit_choices_to())
        found, repeated = self.model_admin.get_search_results(self.request, limited, self.term)
        return found.distinct() if repeated else found
