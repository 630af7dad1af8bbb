"""Making what hangs on an entry equal to the rows of a file; what is equal already is not touched."""


def check(row):
    """Django's full_clean, without asking the database whether what `row` refers to exists: it was read just now."""
    check_fields(row)
    row.validate_unique()
    row.validate_constraints()


def check_fields(row):
    """The part of `check` that needs no database."""
    row.clean_fields(exclude={field.name for field in row._meta.fields if field.many_to_one})
    row.clean()


def assign(row, facts):
    """Set `facts` (foreign keys by their `_id`) on `row`; the answer says whether any was different."""
    changed = [name for name, value in facts.items() if getattr(row, name) != value]
    for name in changed:
        setattr(row, name, facts[name])
    return bool(changed)


def put_rows(manager, rows):
    """Make the rows behind the reverse `manager` those in `rows` (dicts), in order; whether they were others.

    That no two of `rows` are the same was seen to when the file was read, and the database sees to it again.
    """
    held = sorted(manager.all(), key=lambda one: one.pk)
    if len(held) == len(rows) and all(
        getattr(one, name) == value for one, row in zip(held, rows, strict=True) for name, value in row.items()
    ):
        return False
    if held:
        manager.all().delete()
    new = [manager.model(**{manager.field.name: manager.instance}, **facts) for facts in rows]
    for row in new:
        check_fields(row)
    manager.bulk_create(new)
    return True


def put_set(manager, keys):
    """Make the rows behind the many-to-many `manager` those with the primary `keys`; whether they were others."""
    if {one.pk for one in manager.all()} == set(keys):
        return False
    manager.set(keys)
    return True
