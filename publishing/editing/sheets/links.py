"""Columns of things that an entry is linked to by rows with parts of their own."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from publishing.editing.sheets.cells import Wrong, join_items, plain
from publishing.editing.sheets.columns import Column, Named, checked, is_hidden, read_items
from publishing.editing.sheets.lookups import shown


class Part(Column):
    """A part of an item after its name: the `field` of the linking row, left out where it is `default`."""

    def __init__(self, model, field, default=""):
        super().__init__(field)
        self.model_field, self.default = model._meta.get_field(field), default
        self.json = int if default is None else str

    def read(self, cell, run):
        if not cell:
            return self.default
        try:
            return self.model_field.clean(cell, None)
        except ValidationError as error:
            raise Wrong(f"{self.model_field.verbose_name}: {' '.join(error.messages)}") from None

    def write(self, value):
        return "" if value == self.default else plain(str(value))


class Flag(Part):
    """A part that is the word `word`, which makes the field False, or nothing."""

    def __init__(self, model, field, word):
        super().__init__(model, field, True)
        self.word, self.json = word, bool

    def cell_of(self, given):
        return self.write(given)

    def read(self, cell, run):
        if cell and cell.casefold() != self.word:
            words = _("“%(typed)s” can't stand here: write “%(word)s” or nothing.")
            raise Wrong(words % {"typed": shown(cell), "word": self.word})
        return not cell

    def write(self, value):
        return "" if value else self.word


class Links(Named):
    """Rows that lead by `to` to things told by `key`, with columns for their `parts`, `fixed` values, a `position`."""

    linked = True
    json = list

    def __init__(self, *args, to, key="slug", parts=(), fixed=None, position="", **options):
        super().__init__(*args, **options)
        self.to, self.key, self.parts, self.fixed, self.position = to, key, parts, fixed or {}, position

    def cell_of(self, given):
        """A file says an item as an object of its parts by name, or as its key where it has no others."""
        if not (self.parts or self.fixed):
            return super().cell_of(given)
        items = []
        for one in given:
            if self._is_ours(checked(one, dict)):
                name = self.to if self.to in one else self.key
                known = {name, *self.fixed, *(part.in_files for part in self.parts)}
                if strange := sorted(one.keys() - known):
                    raise Wrong(_("There is no “%s” here.") % shown(strange[0]))
                parts = (part.from_json(one.get(part.in_files)) for part in self.parts)
                items.append((checked(one.get(name), str), *parts))
        return join_items(items)

    def _is_ours(self, given):
        """Whether `given` is one of those that have `fixed`, whose values are choices, in common."""
        for name, value in self.fixed.items():
            if given.get(name) not in type(value).values:
                words = {"typed": shown(str(given.get(name))), "known": ", ".join(type(value).values)}
                raise Wrong(_("“%(typed)s” is none of these: %(known)s.") % words)
        return all(given[name] == value for name, value in self.fixed.items())

    def read(self, cell, run):
        return read_items(cell, self.lookup, run, self.parts)

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
        return facts | self.fixed | {part.field: one for part, one in zip(self.parts, rest, strict=True)}

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
    """Links with parts that no sheet shows: a row stays, and is changed. `identity` are parts that tell it apart."""

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
        return (key, *(one for part, one in zip(self.parts, rest, strict=True) if part.field in self.identity))

    def put(self, owner, value, run):
        manager = getattr(owner, self.field)
        held = {self._identity(self.item(row)): row for row in self.rows(owner)}
        later = {part.field: part for part in self.parts if part.linked}
        for item in value:
            row = held.pop(self._identity(item), None) or manager.model(**{manager.field.name: owner})
            facts = self.facts(item, run)
            for name in facts.keys() - later:
                setattr(row, name, facts[name])
            if getattr(row, f"{self.to}_id") is not None:
                row.save()
                for name, part in later.items():
                    if facts[name] != part.held(row):
                        part.put(row, facts[name], run)
        for row in held.values():
            row.delete()
