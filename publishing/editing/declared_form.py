"""The form of an entry in the order of its declarations: a new field needs no line here."""


def glance_fields(model, *, together=(), after=None):
    """The fields at a glance of `model`, an Entry: what it holds itself; its parts have tables below the form.

    `together` are groups of fields that share a line, and `after` names those that no record holds, {field: fields}.
    """
    names = []
    for name, value in model.RECORD.own().items():
        in_model = value.in_model(name)
        names += [] if model._meta.get_field(in_model).one_to_many else [in_model]
        names += (after or {}).get(in_model, ())
    lines = {name: group for group in together for name in group}
    return list(dict.fromkeys(lines.get(name, name) for name in names))


def text_fields(model):
    """The fields of a text of `model`."""
    language, origin, *words = model.RECORD.text_class().model_fields
    return [(language, origin), *words]
