"""What a record says of other entries, by their uids: found, and left out where it may not be said."""

from publishing.records.record import EMPTY, Answer, EntryRecord, Record
from publishing.records.values import Ref, declared


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
    """The uids of all entries that `record` refers to."""
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
