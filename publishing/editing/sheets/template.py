"""The template of a sheet and the words that explain its columns, all made from the columns themselves."""

from django.utils.translation import gettext as _

from publishing.editing.sheets.writing import write_csv, write_xlsx


def explained(columns, run):
    """For each of `columns` a dict: name, holds, example, needed, answerable, allowed (pairs, or None)."""
    return [
        {
            "name": column.name,
            "holds": str(column.help),
            "example": column.example,
            "needed": column.needed,
            "answerable": bool(column.answer),
            "allowed": column.allowed(run),
        }
        for column in columns
    ]


def template_csv(columns):
    return write_csv([column.name for column in columns], [])


def template_xlsx(columns, run):
    """An empty sheet, a second one that explains the columns, and a third with the values they may hold."""
    known = explained(columns, run)
    return write_xlsx(
        {
            "Entries": [[column.name for column in columns]],
            "Columns": [
                [_("column"), _("what it holds"), _("example"), _("needed")],
                *([one["name"], _holds(one), one["example"], _("yes") if one["needed"] else ""] for one in known),
            ],
            "Values": [
                [_("column"), _("value"), _("meaning")],
                *([one["name"], value, label] for one in known for value, label in one["allowed"] or ()),
            ],
        }
    )


def _holds(one):
    if not one["answerable"]:
        return one["holds"]
    if one["needed"]:
        return f"{one['holds']} {_('“[withheld]” before it: withheld for safety.')}"
    return f"{one['holds']} {_('Or: not reported; not applicable; withheld. Empty: not looked up yet.')}"


def column_table(sheets):
    """A Markdown table of the columns of `sheets`, {the kind: columns}; what is the same stands there once."""
    kinds = {}
    for kind, columns in sheets.items():
        for column in columns:
            mark = " \\*" if column.needed else ""
            row = (f"`{column.name}`{mark}", str(column.help).replace("|", "\\|"))
            kinds.setdefault(row, []).append(kind)
    rows = [
        f"| {name} | {'both' if len(found) > 1 else found[0]} | {holds} |" for (name, holds), found in kinds.items()
    ]
    return "\n".join(["| column | in | holds |", "| --- | --- | --- |", *rows])
