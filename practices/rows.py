"""Bringing a row of a table in step with a row of a file; what is equal already is not touched."""


def check(row):
    """Django's full_clean, without asking the database whether what `row` refers to exists: it was read just now."""
    row.clean_fields(exclude={field.name for field in row._meta.fields if field.many_to_one})
    row.clean()
    row.validate_unique()
    row.validate_constraints()


def assign(row, facts):
    """Set `facts` (foreign keys by their `_id`) on `row`; the answer says whether any was different."""
    changed = [name for name, value in facts.items() if getattr(row, name) != value]
    for name in changed:
        setattr(row, name, facts[name])
    return bool(changed)
