"""What a file would do, row by row, worked out before anything is written."""

from collections.abc import Sequence
from itertools import batched

from django.core.exceptions import ValidationError
from django.db.models import CheckConstraint, Model, Q
from django.utils.translation import gettext as _

from places.names import is_language
from publishing.editing.sheets.cells import Wrong, spaced, split_answer
from publishing.editing.sheets.columns import Column
from publishing.editing.sheets.declared import LANGUAGE, ORIGIN, SLUG, UID
from publishing.editing.sheets.lookups import shown
from publishing.editing.sheets.table import WHOLE_ROW, Body, Change
from publishing.entries.fields import language_tag
from publishing.models import Address, Text

AT_ONCE = 500  # entries looked up by one query: databases limit its parameters


class Plan:
    """The `rows` of a file, planned: what each would do to which entry of `model`."""

    def __init__(self, model: type[Model], columns: Sequence[Column], rows, run, *, lock=False, notes=()):
        self.model, self.run, self.gives_addresses, self.notes = model, run, run.gives_addresses(model), notes
        self.columns = [column for column in columns if column.name not in (UID, SLUG)]
        self.all_columns = {column.field: column.name for column in columns}
        self.text_model = model._meta.get_field("texts").related_model
        self.rows, filled = rows, [row for row in rows if not row.blank]
        self._load(filled, lock)
        for row in filled:
            self._plan(row)
        self._former_addresses()

    @property
    def faulty(self):
        return any(row.faults for row in self.rows)

    def to_write(self):
        """The good rows that change something, but for those of an entry of which another row is wrong."""
        wrong = self._wrong_entries()
        return [row for row in self.rows if row.changes and not row.faults and not wrong & row.names]

    def left(self):
        """The rows that are not written though they say something: (row, why, a list of sentences)."""
        wrong = self._wrong_entries()
        for row in self.rows:
            if row.faults:
                yield row, row.reasons
            elif row.changes and wrong & row.names:
                yield row, [_("Another row of this entry is wrong.")]

    def _wrong_entries(self):
        return {name for row in self.rows if row.faults for name in row.names}

    # --- which entry a row speaks of

    def _load(self, rows, lock):
        """Read what the file may speak of, in few queries: who gives no addresses finds their own drafts by title."""
        self.by_uid, self.by_slug, self.by_title = {}, {}, {}
        seen = self.model.objects.seen_by(self.run.user).order_by().values("pk")
        for some in batched(rows, AT_ONCE):
            named = Q(uid__in={row.typed(UID) for row in some}) | Q(slug__in={row.typed(SLUG) for row in some})
            unnamed = (row for row in some if not row.typed(UID) and not (row.typed(SLUG) and self.gives_addresses))
            if titles := {spaced(row.heading) for row in unnamed} - {""}:
                texts = self.text_model.objects.filter(entry__in=seen).values_list("entry", "title")
                named |= Q(pk__in=[entry for entry, title in texts if spaced(title) in titles])
            entries = self.run.editable(self.model).filter(named)
            for entry in entries.locked() if lock else entries:
                self._keep(entry)

    def _keep(self, entry):
        if entry.uid in self.by_uid:
            return
        texts = {text.language.casefold(): text for text in entry.texts.all()}
        body = Body(entry, new=False, line=0, slug=entry.slug, texts=texts)
        self.by_uid[entry.uid] = self.by_slug[entry.slug] = body
        original = texts.get(entry.original_language.casefold())
        if original and not entry.called:
            key = (original.language.casefold(), spaced(original.title))
            self.by_title.setdefault(key, []).append(body)

    def _body(self, row, language):
        uid, slug, key = row.typed(UID), row.typed(SLUG), (language.casefold(), spaced(row.heading))
        if uid:
            if uid not in self.by_uid:
                raise Wrong(_("There is no entry with the uid “%s”: leave it empty for a new one.") % shown(uid))
            return self.by_uid[uid]
        if slug and (slug in self.by_slug or self.gives_addresses):
            return self.by_slug.get(slug) or self._new(row, language, slug)
        if not row.heading:
            raise Wrong(_("A row needs a title, or the uid or slug of its entry."))
        found = self.by_title.get(key, ())
        if len(found) > 1:
            slugs = ", ".join(sorted(body.entry.slug for body in found))
            raise Wrong(_("Several entries have this title: write the slug of the one you mean: %s.") % slugs)
        if not found:
            return self._new(row, language, slug)
        if slug:
            self.by_slug[slug] = found[0]
        return found[0]

    def _new(self, row, language, slug):
        entry = self.model(slug=slug if self.gives_addresses else "", original_language=language)
        body = Body(entry, new=True, line=row.line, slug=entry.slug)
        if slug:
            self.by_slug[slug] = body
        else:
            self.by_title[language.casefold(), spaced(row.heading)] = [body]
        return body

    # --- what a row changes

    def _plan(self, row):
        language = language_tag(row.typed(LANGUAGE))
        if not is_language(language):
            words = _("“%s” is not a language code such as en, fr, ar or bn.") % shown(row.typed(LANGUAGE))
            asked = _("Which language is the text in? Write a code such as en, fr, ar or bn.")
            row.blame(LANGUAGE, words if language else asked)
            return
        try:
            row.body = self._body(row, language)
            self._allow(row, language)
        except Wrong as error:
            row.blame(WHOLE_ROW, error)
            return
        row.first = language.casefold() == row.body.entry.original_language.casefold()
        row.text = row.body.texts.get(language.casefold())
        if row.text is None and self._has_words(row):
            row.text, row.new_text = self.text_model(language=language), True
            row.body.texts[language.casefold()] = row.text
        self._move(row)
        for column in self.columns:
            if column.name != LANGUAGE and column.name not in row.faults and self._says(row, column):
                self._cell(row, column)
        self._check(row)

    def _allow(self, row, language):
        """Raise Wrong for a second row about the same text, and for an entry that the user may not change."""
        earlier = row.body.lines.setdefault(language.casefold(), row.line)
        if earlier != row.line:
            words = _("Row %(line)s is about the same entry in the same language. Two entries need two slugs.")
            raise Wrong(words % {"line": earlier})
        if not row.body.new and not self.run.may_change(row.body.entry):
            raise Wrong(_("You may not change “%s”.") % (row.title or row.body.slug))

    def _says(self, row, column):
        """Whether the row says anything of the column, or should."""
        if column.name in row.cells:
            return True
        return column.needed and (row.new_text if column.of_text else row.body.new and row.first)

    def _has_words(self, row):
        """Whether the row's own text begins to be: an answer alone, such as “withheld”, makes none."""
        own = [one for one in self.columns if one.of_text and one.name not in (LANGUAGE, ORIGIN)]
        typed = ((one, row.typed(one.name)) for one in own)
        return (row.body.new and row.first) or any(split_answer(cell)[1] if one.answer else cell for one, cell in typed)

    def _move(self, row):
        """A slug beside a uid that is another one gives the entry a new address."""
        slug, body, old = row.typed(SLUG), row.body, ""
        if row.typed(UID) and slug and slug != body.slug:
            if not self.gives_addresses:
                row.blame(SLUG, _("An editor gives an entry its address: leave the one that it has."))
                return
            if slug in self.by_slug:
                row.blame(SLUG, _("Another entry has the address “%s”.") % shown(slug))
                return
            old = body.slug
            self.by_slug[slug], body.entry.slug, body.slug = body, slug, slug
        elif not (body.new and row.first and body.slug):
            return
        row.changes.append(Change(self._slug_column, old, slug, slug))

    _slug_column = Column(SLUG)

    def _cell(self, row, column):
        """Compare one cell with what is held, and note the change or what is wrong."""
        entry, typed = row.body.entry, row.typed(column.name)
        if not (column.of_text or row.first):
            if typed:
                words = _("Facts stand in the row of the original language (%s): leave this cell empty here.")
                row.blame(column.name, words % entry.original_language)
            return
        held = column.cell(entry, row.text, row.first)
        if column.of_text and row.text is None:
            if typed and typed != held:
                row.blame(column.name, _("There is no text for this yet: write its title too."))
            return
        if row.new_text and column.name != ORIGIN and column.of_text:
            held = ""
        lacks = column.needed and not typed and (column.of_text or row.body.new)
        if (typed == held and not lacks) or (column.keep and not typed):
            return
        try:
            self._take(row, column, typed, held)
        except Wrong as error:
            row.blame(column.name, error)

    def _take(self, row, column, typed, held):
        answer, rest = column.parse(typed)
        if answer and not row.first:
            raise Wrong(_("Say that in the row of the original language: it holds for the whole entry."))
        if column.needed and not rest:
            raise Wrong(_("This has to be filled in."))
        value = column.read(rest, self.run)
        column.agree(answer, value)
        row.notes += column.understood(rest, self.run)
        new = column.with_answer(answer, column.write(value))
        if new == held:
            return
        owner = row.text if column.of_text else row.body.entry
        column.check(owner, value)
        words = [column.in_words(cell, self.run) for cell in (held, new)]
        row.changes.append(Change(column, held, new, value, *words))
        if not column.linked:
            column.put(owner, value, self.run)
        if column.answer and row.first:
            answers = {name: one for name, one in row.body.entry.unanswered.items() if name != column.answer}
            row.body.entry.unanswered = answers | ({column.answer: answer} if answer else {})

    # --- what the models say to it

    def _check(self, row):
        if row.changes and row.first:
            self._clean(row, row.body.entry)
            self.constrain(row)
        if row.changes and row.text is not None:
            self._clean(row, row.text)
            if row.new_text and (row.text.origin == Text.Origin.ORIGINAL) != row.first:
                known = _("Who translated this text? Write human or machine.")
                row.blame(ORIGIN, _("This is the original language: write original.") if row.first else known)

    def _clean(self, row, owner):
        wrong = {name for name, column in self.all_columns.items() if column in row.faults}
        related = {one.name for one in owner._meta.fields if one.is_relation}
        try:
            owner.clean_fields(exclude=related | wrong | ({"slug"} if not row.body.slug else set()))
            owner.clean()
        except ValidationError as error:
            for name, messages in error.message_dict.items():
                for message in messages:
                    row.blame(self.all_columns.get(name, WHOLE_ROW), message)

    def constrain(self, row):
        """Ask the database's own checks of what changed: a question each, so not those that can't have an answer."""
        entry, changed = row.body.entry, {change.column.field for change in row.changes}
        for model, constraint in ((model, one) for model, each in entry.get_constraints() for one in each):
            if row.faults or not isinstance(constraint, CheckConstraint):
                continue
            if constraint.condition.referenced_base_fields & changed:
                try:
                    constraint.validate(model, entry)
                except ValidationError as error:
                    row.blame(WHOLE_ROW, " ".join(error.messages))

    def _former_addresses(self):
        wanted = {change.new: row for row in self.rows for change in row.changes if change.column.name == SLUG}
        for some in batched(wanted, AT_ONCE):
            for slug, entry in Address.objects.filter(kind=self.model.KIND, slug__in=some).values_list("slug", "entry"):
                row = wanted[slug]
                if entry != row.body.entry.pk:
                    row.blame(SLUG, _("The address “%s” belonged to another entry: choose another.") % slug)
