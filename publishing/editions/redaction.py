"""What may be shown of a record: the policies of its fields at a level, and what it says of other entries."""

from places.levels import Level
from publishing.records.record import EMPTY, Answer, EntryRecord, Record, TextRecord, hide, policy
from publishing.records.values import Ref, declared


def draft_record(entry):
    """What the public would see of `entry` if it were published now; None at level withheld."""
    return publishable(entry.to_record(), entry.level)


def publishable(record, level):
    """What the public may see of `record` at `level`, None for nothing. What is hidden is named as withheld."""
    level = Level.most_careful([level, record.level])
    if level is Level.WITHHELD:
        return None
    return _without(record, level, withheld_fields(record))


def withheld_fields(record):
    return {name for name, answer in record.unanswered.items() if answer == Answer.WITHHELD}


def redacted(record, level, withheld=frozenset()):
    """An earlier edition's `record` at `level`, without the `withheld` fields; where that rises, without prose."""
    shown = publishable(record, level)
    if shown is None:
        return None
    rises = shown.level.care > record.level.care
    owners = (type(shown), type(shown.original)) if rises else ()
    prose = {name for one in owners for name, field in one.model_fields.items() if policy(field).prose}
    return _without(shown, shown.level, prose | set(withheld))


def without_parts(record, kept_out):
    """`record` without the parts whose `key` is in `kept_out`, {field: keys}."""
    rest = {
        field: tuple(part for part in getattr(record, field) if part.key not in keys)
        for field, keys in kept_out.items()
    }
    return record.model_copy(update=rest)


def without_former_pictures(record, newest):
    """The earlier `record` without pictures that the `newest` shows no more: people may take back that they agreed."""
    shown = {picture.renditions for picture in newest.pictures}
    left = tuple(picture for picture in record.pictures if picture.renditions in shown)
    return record.model_copy(update={"pictures": left})


def without_exports(record, newest):
    """The earlier edition's `record`, which may be taken away only if the `newest` of the entry may be too."""
    return record.model_copy(update={"exports": record.exports and newest.exports})


def held_back(record, fields):
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


def with_references(record, told):
    """`record` with those references only that may be made now: what is taken away holds no others.

    `told(kind, uid)` gives the uid if it may be told, a Record that describes the entry if that may be done instead, or
    None. A part whose reference may not be made is left out, unless it has a field for a description. A field that so
    loses all that it held is named as withheld.
    """
    changes = _references(record, told)
    if not changes:
        return record
    lost = {name for name, value in changes.items() if value in EMPTY and getattr(record, name) not in EMPTY}
    unanswered = record.unanswered | dict.fromkeys(lost, Answer.WITHHELD.value)
    return record.model_copy(update={**changes, "unanswered": dict(sorted(unanswered.items()))})


def references_in(record):
    found = set()
    with_references(record, lambda _kind, uid: found.add(uid) or uid)
    return found


def _references(record, told):
    """{field: value} of the fields of `record` that change; None when it is a part that has to go."""
    changes = {}
    for name, declaration in declared(type(record)).items():
        value = getattr(record, name)
        kind = declaration.to if isinstance(declaration, Ref) else None
        if kind and isinstance(value, tuple):
            changes[name] = tuple(uid for uid in value if told(kind, uid) == uid)
        elif kind and value:
            found = told(kind, value)
            if found == value:
                continue
            changes[name] = ""
            if isinstance(record, EntryRecord):
                continue
            if found is None or "description" not in type(record).model_fields:
                return None
            changes["description"] = found
        elif isinstance(value, tuple) and value and isinstance(value[0], Record):
            parts = [(part, _references(part, told)) for part in value]
            changes[name] = tuple(part.model_copy(update=new) for part, new in parts if new is not None)
    return {name: value for name, value in changes.items() if value != getattr(record, name)}
