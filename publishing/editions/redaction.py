"""What a level leaves of a record: the policies of its fields, applied to new editions and to earlier ones."""

from places.levels import Level
from publishing.records.record import Answer, Record, TextRecord, hide, policy


def publishable(record, level):
    """What the public may see of `record` (an EntryRecord) at `level`: a record, or None when nothing.

    Fields that `record.unanswered` names as withheld go first, then all that the level hides; what had content
    and is hidden is named as withheld. Applying a level again, or a more open one after it, changes nothing.
    """
    level = Level.most_careful([level, record.level])
    if level is Level.WITHHELD:
        return None
    return _without(record, level, withheld_fields(record))


def withheld_fields(record):
    """The names of the fields that `record` says are withheld."""
    return {name for name, answer in record.unanswered.items() if answer == Answer.WITHHELD}


def redacted(record, level, withheld=frozenset()):
    """An earlier edition's `record` at `level`, as publishable, and without the fields in `withheld`.

    When that is more careful than the record was, it loses all prose as well.
    """
    shown = publishable(record, level)
    if shown is None:
        return None
    rises = shown.level.care > record.level.care
    prose = _prose_fields(type(shown)) | _prose_fields(type(shown.original)) if rises else set()
    return _without(shown, shown.level, prose | set(withheld))


def without_parts(record, kept_out):
    """`record` without the parts whose `key` is in `kept_out`, {field: keys}."""
    rest = {
        field: tuple(part for part in getattr(record, field) if part.key not in keys)
        for field, keys in kept_out.items()
    }
    return record.model_copy(update=rest)


def without_former_pictures(record, newest):
    """The earlier edition's `record` with those pictures only that the `newest` record of the entry shows too.

    People on a picture may take back that they agreed: what is taken out leaves the history as well.
    """
    shown = {picture.renditions for picture in newest.pictures}
    left = tuple(picture for picture in record.pictures if picture.renditions in shown)
    return record.model_copy(update={"pictures": left})


def without_exports(record, newest):
    """The earlier edition's `record`, which may be taken away only if the `newest` of the entry may be too."""
    return record.model_copy(update={"exports": record.exports and newest.exports})


def _prose_fields(record_class):
    return {name for name, field in record_class.model_fields.items() if policy(field).prose}


def held_back(record, fields):
    """`record` without `fields`, which are named as withheld."""
    return _without(record, record.level, set(fields) | withheld_fields(record))


def _without(record, level, withheld):
    """`record` at `level` without the fields in `withheld`; what had content and is hidden is named as withheld."""
    shown, hidden = _strip(record, level, withheld)
    hidden &= type(record).answerable()  # of a yes or no that is hidden, to name it would tell which it was
    unanswered = shown.unanswered | dict.fromkeys(hidden, Answer.WITHHELD.value)
    return shown.model_copy(update={"level": level, "unanswered": dict(sorted(unanswered.items()))})


def _strip(record, level, withheld):
    """`record` without what `level` hides and the fields in `withheld`, and the names of fields that lost content."""
    changes, hidden = {}, set()
    for name, field in type(record).model_fields.items():
        value = getattr(record, name)
        change = hide if name in withheld else policy(field).at(level)
        default = field.get_default(call_default_factory=True)
        if change is hide:
            changes[name] = default
            if value != default:
                hidden.add(name)
        else:
            changes[name], inner = _strip_inside(change(value), level, withheld)
            hidden |= inner
    return record.model_copy(update=changes), hidden


def _strip_inside(value, level, withheld):
    """A field's `value` with the records in it stripped too. Fields of texts are answers, those of others are not."""
    if not (isinstance(value, tuple) and value and isinstance(value[0], Record)):
        return value, set()
    if isinstance(value[0], TextRecord):
        parts, hidden = zip(*(_strip(part, level, withheld) for part in value), strict=True)
        return parts, set().union(*hidden)
    return tuple(_strip(part, level, frozenset())[0] for part in value), set()
