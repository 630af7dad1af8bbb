"""The columns of a sheet: what each holds, how its cell is written, read, and kept in the entry or its text."""

import re
import reprlib
from datetime import date, timedelta
from decimal import Decimal

from django.core.exceptions import ValidationError
from django.utils.text import format_lazy
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from places.levels import Level
from publishing.editing.sheets.cells import Wrong, join_answer, join_items, plain, split_answer, split_items
from publishing.editing.sheets.matching import shown
from publishing.models import lines
from publishing.records.record import Answer

YES, NO = "yes", "no"
TOO_MANY = gettext_lazy("“%s” has more parts than this column knows.")
MOST_FAULTS = 20  # of one cell
JSON_NAMES = {str: gettext_lazy("a text"), int: gettext_lazy("a number"), bool: gettext_lazy("true or false")}
JSON_NAMES |= {list: gettext_lazy("a list"), dict: gettext_lazy("an object")}
TWICE = gettext_lazy("“%(typed)s” stands there twice.")
DAY_ZERO = date(1899, 12, 30)  # spreadsheets count days from here


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
        self, name, help, *, example="", needed=False, field="", in_files="", answer="", of_text=False, keep=False
    ):
        self.name, self.help, self.example, self.needed = name, help, example, needed
        self.field, self.in_files = field or name, in_files or name
        self.answer, self.of_text, self.keep = answer, of_text, keep

    @property
    def column_name(self):
        return self.name

    def from_json(self, given):
        """The cell of what a directory file holds: a `json`, or null. Raises Wrong for anything else."""
        if given is None:
            return ""
        return self.cell_of(checked(given, self.json))

    def cell_of(self, given):
        return str(given)

    def cell(self, entry, text, first):
        """The cell of `entry` and of its `text` (or None); `first` says that the text is in the original language."""
        owner = text if self.of_text else entry
        if owner is None or not (first or self.of_text):
            return join_answer(entry.unanswered.get(self.answer, ""), "") if first and self.answer else ""
        value = self.write(self.held(owner))
        return self.with_answer(entry.unanswered.get(self.answer, "") if first else "", value)

    def with_answer(self, answer, value):
        return join_answer(answer, value) if self.answer else value

    def parse(self, cell):
        """(answer, what else the cell holds)."""
        answer, rest = split_answer(cell) if self.answer else ("", cell)
        if answer in (Answer.NOT_REPORTED, Answer.NOT_APPLICABLE) and self.needed:
            raise Wrong(_("“%s” is no answer here: the directory can't do without it.") % answer.replace("-", " "))
        return answer, rest

    def read(self, cell, run):
        """The value in `cell`, which was parsed. Raises Wrong with a sentence."""
        return cell

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


class Words(Column):
    """A text, as long as the model allows."""


class Lines(Column):
    """Texts that the model keeps one a line."""

    json = list

    def cell_of(self, given):
        return join_items((checked(one, str),) for one in given)

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
        if not cell:
            return None
        if not (cell.isascii() and cell.isdigit() and len(cell) == 4):
            raise Wrong(_("“%s” is no year: write four digits.") % shown(cell))
        return int(cell)


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
                return DAY_ZERO + timedelta(days=int(cell))
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
    """One of `choices`, pairs as a model field has them, by its value or its label."""

    def __init__(self, name, help, choices, **options):
        super().__init__(name, help, **options)
        self.choices = choices

    def read(self, cell, run):
        names = {str(name).casefold(): value for pair in self.choices for name in pair for value in pair[:1]}
        found = names.get(cell.casefold())
        if found is None:
            known = ", ".join(value for value, _label in self.choices)
            raise Wrong(_("“%(typed)s” is none of these: %(known)s.") % {"typed": shown(cell), "known": known})
        return found

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

    def __init__(self, name, help, lookup, *, listed=False, **options):
        super().__init__(name, help, **options)
        self.lookup, self.listed = lookup, listed

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
        if getattr(owner, f"{self.field}_id") is None or is_hidden(getattr(owner, self.field)):
            return None
        return getattr(getattr(owner, self.field), self.key)

    def put(self, owner, value, run):
        setattr(owner, f"{self.field}_id", None if value is None else run.names(self.lookup).pk(value))


class Many(Named):
    """A set of things, written in the order of their keys."""

    linked = True
    json = list

    def cell_of(self, given):
        return join_items((checked(one, str),) for one in given)

    def __init__(self, *args, key="slug", **options):
        super().__init__(*args, **options)
        self.key = key

    def read(self, cell, run):
        return tuple(sorted(parts[0] for parts in read_items(cell, run.names(self.lookup))))

    def write(self, value):
        return join_items((key,) for key in value)

    def held(self, owner):
        return tuple(sorted(getattr(one, self.key) for one in self._all(owner) if not is_hidden(one)))

    def _all(self, owner):
        return () if owner.pk is None else getattr(owner, self.field).all()

    def put(self, owner, value, run):
        kept = [one.pk for one in self._all(owner) if is_hidden(one)]
        keys = [run.names(self.lookup).pk(key) for key in value]
        getattr(owner, self.field).set([*kept, *(key for key in keys if key is not None)])


def read_items(cell, names, parts=()):
    """The items of `cell`: for each the key that `names` finds, and its `parts` read.

    Raises Wrong for the first MOST_FAULTS at once: more sentences are read by nobody, and a page of them is large.
    """
    found, faults = [], []
    for typed, *rest in split_items(cell):
        try:
            if len(rest) > len(parts):
                raise Wrong(TOO_MANY % shown(" | ".join([typed, *rest])))
            rest += [""] * (len(parts) - len(rest))
            item = (names.find(typed), *(part.read(one) for part, one in zip(parts, rest, strict=True)))
            if item in found:
                raise Wrong(TWICE % {"typed": shown(typed)})
            found.append(item)
        except Wrong as error:
            faults.append(str(error))
    if faults:
        raise Wrong(" ".join(faults[:MOST_FAULTS]))
    return tuple(found)


class Part:
    """A part of an item after its name: the `field` of the linking row, left out where it is `default`."""

    def __init__(self, model, field, default=""):
        self.field, self.default = model._meta.get_field(field), default
        self.name = self.in_files = field
        self.json = int if default is None else str

    def from_json(self, given):
        return "" if given is None else str(checked(given, self.json))

    def held(self, row):
        return getattr(row, self.name)

    def read(self, typed):
        if not typed:
            return self.default
        try:
            return self.field.clean(typed, None)
        except ValidationError as error:
            raise Wrong(f"{self.field.verbose_name}: {' '.join(error.messages)}") from None

    def write(self, value):
        return "" if value == self.default else plain(str(value))


class Flag(Part):
    """A part that is the word `word`, which makes the field False, or nothing."""

    def __init__(self, model, field, word):
        super().__init__(model, field, True)
        self.word = word

    def from_json(self, given):
        return "" if given is None else self.write(checked(given, bool))

    def read(self, typed):
        if typed and typed.casefold() != self.word:
            words = _("“%(typed)s” can't stand here: write “%(word)s” or nothing.")
            raise Wrong(words % {"typed": shown(typed), "word": self.word})
        return not typed

    def write(self, value):
        return "" if value else self.word


class Cited:
    """A part that holds the sources of the linking row, as the column `links` would hold those of an entry."""

    name, in_files = "citations", "sources"

    def __init__(self, links, run):
        self.links, self.run = links, run

    def from_json(self, given):
        return self.links.from_json(given)

    def held(self, row):
        return self.links.held(row)

    def read(self, typed):
        return self.links.read(typed, self.run)

    def write(self, value):
        return self.links.write(value)

    def put(self, row, value, run):
        if value != self.held(row):
            self.links.put(row, value, run)


class Links(Named):
    """Rows that link an entry to things: `to` is their field that leads there, `key` what a cell holds of it.

    `parts` are further fields of a row, `fixed` what all of them have in common; `position` is the field that counts
    them. They are written as they are held, in order.
    """

    linked = True
    json = list

    def __init__(self, *args, to, key="slug", parts=(), fixed=None, position="", **options):
        super().__init__(*args, **options)
        self.to, self.key, self.parts, self.fixed, self.position = to, key, parts, fixed or {}, position

    def cell_of(self, given):
        """A file says an item as an object of its parts by name, or as its key where it has no others."""
        if not (self.parts or self.fixed):
            return join_items((checked(one, str),) for one in given)
        return join_items(self._item_of(one) for one in given if self._is_ours(checked(one, dict)))

    def _is_ours(self, given):
        """Whether `given` is one of those that have `fixed`, whose values are choices, in common."""
        for name, value in self.fixed.items():
            if given.get(name) not in type(value).values:
                words = {"typed": shown(str(given.get(name))), "known": ", ".join(type(value).values)}
                raise Wrong(_("“%(typed)s” is none of these: %(known)s.") % words)
        return all(given[name] == value for name, value in self.fixed.items())

    def _item_of(self, given):
        name = self.to if self.to in given else self.key
        known = {name, *self.fixed, *(part.in_files for part in self.parts)}
        if strange := sorted(given.keys() - known):
            raise Wrong(_("There is no “%s” here.") % shown(strange[0]))
        return (checked(given.get(name), str), *(part.from_json(given.get(part.in_files)) for part in self.parts))

    def read(self, cell, run):
        return read_items(cell, run.names(self.lookup), self.parts)

    def write(self, value):
        return join_items(
            (key, *(part.write(one) for part, one in zip(self.parts, rest, strict=True))) for key, *rest in value
        )

    def rows(self, owner):
        if owner.pk is None:
            return []
        rows = [row for row in getattr(owner, self.field).all() if not is_hidden(getattr(row, self.to))]
        return [row for row in rows if all(getattr(row, name) == value for name, value in self.fixed.items())]

    def held(self, owner):
        return tuple(self.item(row) for row in self.rows(owner))

    def item(self, row):
        return (getattr(getattr(row, self.to), self.key), *(part.held(row) for part in self.parts))

    def facts(self, item, run):
        key, *rest = item
        facts = {f"{self.to}_id": run.names(self.lookup).pk(key)}
        return facts | self.fixed | {part.name: one for part, one in zip(self.parts, rest, strict=True)}

    def put(self, owner, value, run):
        manager = getattr(owner, self.field)
        manager.filter(pk__in=[row.pk for row in self.rows(owner)]).delete()
        made = [manager.model(**{manager.field.name: owner}, **self.facts(item, run)) for item in value]
        rows = [row for row in made if getattr(row, f"{self.to}_id") is not None]
        for place, row in enumerate(rows):
            if self.position:
                setattr(row, self.position, place)
        manager.bulk_create(rows)


class KeptLinks(Links):
    """Links whose rows have parts of their own that no sheet shows: a row that stays is changed, never made anew.

    `identity` names the parts that tell two rows to the same thing apart. They are written in the order of their keys.
    """

    def __init__(self, *args, identity=(), **options):
        super().__init__(*args, **options)
        self.identity = identity

    def read(self, cell, run):
        items = super().read(cell, run)
        if len({self._identity(item) for item in items}) < len(items):
            raise Wrong(_("The same thing stands there twice in the same role."))
        return tuple(sorted(items, key=self._identity))

    def held(self, owner):
        return tuple(sorted(super().held(owner), key=self._identity))

    def _identity(self, item):
        key, *rest = item
        return (key, *(one for part, one in zip(self.parts, rest, strict=True) if part.name in self.identity))

    def put(self, owner, value, run):
        manager = getattr(owner, self.field)
        held = {self._identity(self.item(row)): row for row in self.rows(owner)}
        for item in value:
            row = held.pop(self._identity(item), None) or manager.model(**{manager.field.name: owner})
            later = {part.name: part for part in self.parts if isinstance(part, Cited)}
            facts = self.facts(item, run)
            for name in facts.keys() - later:
                setattr(row, name, facts[name])
            if getattr(row, f"{self.to}_id") is not None:
                row.save()
                for name, part in later.items():
                    part.put(row, facts[name], run)
        for row in held.values():
            row.delete()


class Rows(Column):
    """Rows of `model` below an entry that nothing else names; a cell has a part for each of `columns`, those of a row.

    They are made anew when they change, in the order of the cell.
    """

    linked = True
    json = list

    def __init__(self, name, help, model, columns, **options):
        help = format_lazy("{} {}", help, " | ".join(column.name for column in columns))
        super().__init__(name, help, **options)
        self.model, self.columns = model, columns
        self.keys = [column for column in columns if isinstance(column, One)]

    def cell_of(self, given):
        return join_items(self._parts_of(checked(one, dict)) for one in given)

    def _parts_of(self, given):
        if strange := sorted(given.keys() - {column.in_files for column in self.columns}):
            raise Wrong(_("There is no “%s” here.") % shown(strange[0]))
        return [column.from_json(given.get(column.in_files)) for column in self.columns]

    def read(self, cell, run):
        found, faults = [], []
        for number, parts in enumerate(split_items(cell), 1):
            try:
                found.append(self._item(parts, run))
            except Wrong as error:
                faults.append(_("Row %(number)s: %(fault)s") % {"number": number, "fault": error})
        if faults:
            raise Wrong(" ".join(faults[:MOST_FAULTS]))
        return tuple(found)

    def _item(self, parts, run):
        if len(parts) > len(self.columns):
            raise Wrong(TOO_MANY % shown(" | ".join(parts)))
        parts = [*parts, *[""] * (len(self.columns) - len(parts))]
        item = tuple(column.read(part, run) if part else None for column, part in zip(self.columns, parts, strict=True))
        self._check(item, run)
        return item

    def _check(self, item, run):
        """What the model says to the item, but for what it leads to. Raises Wrong."""
        names = [column.name for column, one in zip(self.columns, item, strict=True) if column.needed and one is None]
        try:
            self._row(item, run).clean_fields(exclude=[one.name for one in self.model._meta.fields if one.is_relation])
        except ValidationError as error:
            said = {name: " ".join(messages) for name, messages in error.message_dict.items() if name not in names}
        else:
            said = {}
        said |= dict.fromkeys(names, _("This has to be filled in."))
        if said:
            raise Wrong(" ".join(f"{name}: {sentence}" for name, sentence in said.items()))

    def _row(self, item, run, **facts):
        row = self.model(**facts)
        for column, one in zip(self.columns, item, strict=True):
            if one is not None:
                column.put(row, one, run)
        return row

    def write(self, value):
        return join_items(
            ["" if one is None else column.write(one) for column, one in zip(self.columns, item, strict=True)]
            for item in value
        )

    def held(self, owner):
        return tuple(tuple(column.held(row) for column in self.columns) for row in self._rows(owner))

    def _rows(self, owner):
        """Those that lead to nothing that is hidden from who reads or writes the sheet."""
        rows = [] if owner.pk is None else getattr(owner, self.field).all()
        return [row for row in rows if not any(is_hidden(getattr(row, column.field)) for column in self.keys)]

    def put(self, owner, value, run):
        manager = getattr(owner, self.field)
        manager.filter(pk__in=[row.pk for row in self._rows(owner)]).delete()
        rows = [self._row(item, run, **{manager.field.name: owner}) for item in value]
        manager.bulk_create(row for row in rows if all(self._leads(row, column) for column in self.keys))

    @staticmethod
    def _leads(row, column):
        return not column.needed or getattr(row, f"{column.field}_id") is not None
