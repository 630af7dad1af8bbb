"""The columns of a sheet: what each holds, how its cell is written, read, and kept in the entry or its text."""

import re
import reprlib
from datetime import date, timedelta
from decimal import Decimal

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from places.levels import Level
from publishing.editing.sheets.cells import Wrong, join_answer, join_items, plain, split_answer, split_items
from publishing.editing.sheets.lookups import shown
from publishing.models import lines
from publishing.records.record import EMPTY, Answer

YES, NO = "yes", "no"
TOO_MANY = gettext_lazy("“%s” has more parts than this column knows.")
NOTHING = (Answer.NOT_REPORTED, Answer.NOT_APPLICABLE)  # why a field is empty that holds nothing
CODE = "code"  # what countries are told by
MOST_FAULTS = 20  # of one cell
JSON_NAMES = {str: gettext_lazy("a text"), int: gettext_lazy("a number"), bool: gettext_lazy("true or false")}
JSON_NAMES |= {list: gettext_lazy("a list"), dict: gettext_lazy("an object")}
TWICE = gettext_lazy("“%(typed)s” stands there twice.")


def is_hidden(thing):
    """Whether who reads or writes the sheet may not see `thing`: no cell tells of it, and none takes it away."""
    return getattr(thing, "hidden", False)


def checked(given, json):
    """`given` in a directory file, which has to be of the type `json`. Raises Wrong."""
    if type(given) is not json:
        words = _("This has to be %(type)s, and is %(found)s.")
        raise Wrong(words % {"type": JSON_NAMES[json], "found": reprlib.repr(given)})
    return given


class Column:
    """One column. `help` says what it holds, `example` shows it, `needed` that it can't be empty.

    `field` is the model's name for it and `in_files` the key in a directory file, where these differ; `answer` the
    record's name of the field, where it may be without an answer. `of_text` columns belong to the text of a row,
    others to the entry; `linked` ones are written once all entries of the file are saved; those that `keep` leave what
    is there when their cell is empty.
    """

    linked = False
    json = str

    def __init__(
        self, name, help="", *, example="", needed=False, field="", in_files="", answer="", of_text=False, keep=False
    ):
        self.name, self.help, self.example, self.needed = name, help, example, needed
        self.field, self.in_files = field or name, in_files or name
        self.answer, self.of_text, self.keep = answer, of_text, keep

    def from_json(self, given):
        """The cell of what a directory file holds: a `json`, or null. Raises Wrong for anything else."""
        return "" if given is None else self.cell_of(checked(given, self.json))

    def cell_of(self, given):
        return join_items((checked(one, str),) for one in given) if self.json is list else str(given)

    def cell(self, entry, text, first):
        """The cell of `entry` and of its `text` (or None); `first` says that the text is in the original language."""
        answer = entry.unanswered.get(self.answer, "") if first else ""
        owner = text if self.of_text else entry
        is_there = owner is not None and (first or self.of_text)
        return self.with_answer(answer, self.write(self.held(owner)) if is_there else "")

    def with_answer(self, answer, value):
        return join_answer(answer, value) if self.answer else value

    def parse(self, cell):
        answer, rest = split_answer(cell) if self.answer else ("", cell)
        if answer in NOTHING and self.needed:
            words = _("“%s” is no answer here: the directory can't do without it.")
            raise Wrong(words % answer.replace("-", " ").capitalize())
        return answer, rest

    def agree(self, answer, value):
        """Raise Wrong when `answer` says that there is nothing, and `value` tells readers something."""
        if answer in NOTHING and self.tells(value):
            words = _("“%s” says that nothing stands here: leave that out, or what stands behind it.")
            raise Wrong(words % answer.replace("-", " ").capitalize())

    def tells(self, value):
        return value not in EMPTY

    def in_words(self, cell, run):
        """`cell`, as it is written, with the names of what its codes stand for; empty where it has none."""
        return ""

    def read(self, cell, run):
        """The value in `cell`, which was parsed. Raises Wrong with a sentence."""
        return cell

    def understood(self, cell, run):
        """Sentences about how `cell` was read, where somebody could have meant something else."""
        return []

    def write(self, value):
        return plain(str(value)) if value is not None else ""

    def held(self, owner):
        return getattr(owner, self.field)

    def put(self, owner, value, run):
        setattr(owner, self.field, value)

    def check(self, owner, value):
        """Raise Wrong when `owner` may not get `value`."""

    def allowed(self, run):
        """What the column may hold, as (value, label) pairs; None where that is no short list."""
        return None


class Lines(Column):
    json = list

    def read(self, cell, run):
        items = split_items(cell)
        if wrong := next((parts for parts in items if len(parts) > 1), None):
            raise Wrong(TOO_MANY % shown(" | ".join(wrong)))
        return "\n".join(lines("\n".join(text for (text,) in items)))

    def write(self, value):
        return join_items((line,) for line in lines(value))


class Year(Column):
    json = int

    def read(self, cell, run):
        if cell and not (cell.isascii() and cell.isdigit() and len(cell) == 4):
            raise Wrong(_("“%s” is no year: write four digits.") % shown(cell))
        return int(cell) if cell else None


class Number(Column):
    """A whole number."""

    json = int

    def read(self, cell, run):
        if not cell:
            return None
        if not (cell.isascii() and cell.isdigit() and len(cell) <= 18):
            raise Wrong(_("“%s” is no number: write digits only.") % shown(cell))
        return int(cell)


class Fraction(Column):
    """A number that may be negative and have places after a point."""

    def from_json(self, given):
        return super().from_json(str(given) if type(given) in (int, float) else given)

    def read(self, cell, run):
        if not cell:
            return None
        if not re.fullmatch(r"-?\d{1,12}(\.\d{1,2})?", cell, re.ASCII):
            raise Wrong(_("“%s” is no number: write it as -22.6.") % shown(cell))
        return Decimal(cell)

    def write(self, value):
        return "" if value is None else f"{value.normalize():f}"


class Day(Column):
    def read(self, cell, run):
        if not cell:
            return None
        try:
            if cell.isascii() and cell.isdigit() and len(cell) == 5:  # a spreadsheet's date that lost its format
                return run.day_zero + timedelta(days=int(cell))
            return date.fromisoformat(cell)
        except ValueError:
            raise Wrong(_("“%s” is no date: write it as 2024-05-31.") % shown(cell)) from None


class YesNo(Column):
    """Yes or no; where the field may be unknown, empty means that."""

    json = bool

    def cell_of(self, given):
        return self.write(given)

    def __init__(self, name, help, *, unknown=True, **options):
        super().__init__(name, help, **options)
        self.unknown = unknown

    def read(self, cell, run):
        if not cell:
            return None if self.unknown else False
        found = {YES: True, "true": True, "1": True, NO: False, "false": False, "0": False}.get(cell.casefold())
        if found is None:
            raise Wrong(_("“%s” is neither yes nor no.") % shown(cell))
        return found

    def write(self, value):
        return "" if value is None else YES if value else NO

    def allowed(self, run):
        return [(YES, ""), (NO, "")]


class Choice(Column):
    def __init__(self, name, help, choices, **options):
        super().__init__(name, help, **options)
        self.choices = choices

    def read(self, cell, run):
        names = {str(name).casefold(): value for value, label in self.choices for name in (value, label)}
        if cell.casefold() not in names:
            words = {"typed": shown(cell), "known": ", ".join(value for value, _label in self.choices)}
            raise Wrong(_("“%(typed)s” is none of these: %(known)s.") % words)
        return names[cell.casefold()]

    def allowed(self, run):
        return [(value, str(label)) for value, label in self.choices]


class LevelColumn(Choice):
    """The level: a sheet can make an entry more careful, and never more open."""

    def check(self, owner, value):
        if Level(value).care < Level(owner.level).care:
            words = _("A file can't make an entry more open: it is at level “%(held)s”. Do that on its own page.")
            raise Wrong(words % {"held": Level(owner.level).label})


class Named(Column):
    """A column whose cells name things; `lookup` makes their Names."""

    key = ""

    def __init__(self, name, help, lookup, *, listed=False, **options):
        super().__init__(name, help, **options)
        self.lookup, self.listed = lookup, listed

    def understood(self, cell, run):
        """Another name of a thing, such as one of a theme that went into it, is no silent guess."""
        if not self.listed:
            return []
        read_as, words = run.names(self.lookup).read_as, _("“%(typed)s” is read as “%(label)s”.")
        typed = (parts[0] for parts in split_items(cell))
        return [words % {"typed": shown(one), "label": read_as[one]} for one in typed if one in read_as]

    def in_words(self, cell, run):
        if self.key != CODE:
            return ""
        answer, rest = split_answer(cell) if self.answer else ("", cell)
        things = run.names(self.lookup).things
        return join_answer(answer, "; ".join(f"{things[one].label} ({one})" for one, *_rest in split_items(rest)))

    def allowed(self, run):
        if self.listed:
            return [(thing.key, thing.label) for thing in run.names(self.lookup).things.values()]
        return None


class One(Named):
    """A foreign key; `key` is the attribute of what it leads to that a cell holds."""

    def __init__(self, *args, key="slug", linked=False, **options):
        super().__init__(*args, **options)
        self.key, self.linked = key, linked

    def read(self, cell, run):
        return run.names(self.lookup).find(cell) if cell else None

    def held(self, owner):
        # A new entry has none yet, even where it will need one.
        is_there = getattr(owner, f"{self.field}_id") is not None and not is_hidden(getattr(owner, self.field))
        return getattr(getattr(owner, self.field), self.key) if is_there else None

    def put(self, owner, value, run):
        setattr(owner, f"{self.field}_id", None if value is None else run.names(self.lookup).pk(value))


class Many(Named):
    linked = True
    json = list

    def __init__(self, *args, key="slug", **options):
        super().__init__(*args, **options)
        self.key = key

    def read(self, cell, run):
        return tuple(sorted(parts[0] for parts in read_items(cell, self.lookup, run)))

    def write(self, value):
        return join_items((key,) for key in value)

    def held(self, owner):
        rows = getattr(owner, self.field).all() if owner.pk else ()
        return tuple(sorted(getattr(one, self.key) for one in rows if not is_hidden(one)))

    def put(self, owner, value, run):
        kept = [one.pk for one in getattr(owner, self.field).all() if is_hidden(one)]
        keys = [run.names(self.lookup).pk(key) for key in value]
        getattr(owner, self.field).set([*kept, *(key for key in keys if key is not None)])


def read_items(cell, lookup, run, parts=()):
    """For each item of `cell` the key that `lookup` finds, and its `parts` read. Raises Wrong, MOST_FAULTS at once."""
    found, faults, names = [], [], run.names(lookup)
    for typed, *rest in split_items(cell):
        try:
            if len(rest) > len(parts):
                raise Wrong(TOO_MANY % shown(" | ".join([typed, *rest])))
            rest += [""] * (len(parts) - len(rest))
            item = (names.find(typed), *(part.read(one, run) for part, one in zip(parts, rest, strict=True)))
            if item in found:
                raise Wrong(TWICE % {"typed": shown(typed)})
            found.append(item)
        except Wrong as error:
            faults.append(str(error))
    if faults:
        raise Wrong(" ".join(faults[:MOST_FAULTS]))
    return tuple(found)
