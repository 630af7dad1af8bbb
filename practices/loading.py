"""Bring the directory in step with a file: its entries become rows of the same plan as those of a sheet.

The same checks, the same writer and the same `publish` as an editor's work. It is additive: a file may refer to what is
in the database, and what it does not name stays as it is.
"""

from collections import Counter

from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.db import transaction

from networks.models import Network, Organisation
from networks.sheets import NETWORK_COLUMNS, OrganisationSheet, memberships
from places.levels import Level
from practices.directory_file import PARTS, BadFile
from practices.loaded import NOTE, citations_of, edited_among, entries_by_slug
from practices.models import Practice, Recommendation
from practices.rows import assign, check
from practices.sheets import PracticeSheet
from practices.vocabulary import CHANGED, CREATED, LEFT_ALONE, load_key_themes, load_recommendations
from publishing.editing.sheets.cells import Wrong
from publishing.editing.sheets.declared import LANGUAGE, UID
from publishing.editing.sheets.directory import changes_of, faults_of, file_columns, file_rows
from publishing.editing.sheets.lookups import Run, Thing
from publishing.editing.sheets.plan import Plan
from publishing.editing.sheets.resource import Writer
from publishing.editing.sheets.table import Row
from publishing.editions.redaction import draft_record
from publishing.entries import history
from publishing.models import Generation, Source
from publishing.safety.checks import stops
from publishing.safety.publication import NotPublishable, is_news, publish

KEPT = "kept"
# The parts of a file that hold entries, in the order in which they are written.
KINDS = {
    "organisations": (Organisation, OrganisationSheet.columns),
    "networks": (Network, NETWORK_COLUMNS),
    "practices": (Practice, PracticeSheet.columns),
}


class _Undo(Exception):
    """Ends a dry run: all that was written is taken back."""


class Report:
    """What a load did: `counts` is {part: Counter of created, changed, left alone, kept}.

    `kept` names what was kept as editors left it, and `changes` all that became different, a line each.
    """

    def __init__(self):
        self.counts = {part: Counter() for part in PARTS}
        self.kept, self.changes = [], []

    def add(self, part, outcome, where=""):
        self.counts[part][outcome] += 1
        if outcome == KEPT:
            self.kept.append(where)

    def lines(self):
        for part, counts in self.counts.items():
            if not counts:
                continue
            said = [f"{counts[outcome]} {outcome}" for outcome in (CREATED, CHANGED, LEFT_ALONE)]
            if counts[KEPT]:
                said.append(f"{counts[KEPT]} kept as editors left them")
            yield f"{part.replace('_', ' ')}: {', '.join(said)}"


def load_directory(directory, *, dry_run=False, progress=lambda done, of: None):
    """Write `directory` (a DirectoryFile) and publish what is new; the answer is a Report.

    An entry that people have edited or published since it was loaded is kept as it is, and so are the sources it
    cites. All or nothing: raises BadFile with every fault, and then, as in a `dry_run`, the database is as before.
    `progress(done, of)` is called as it goes.
    """
    try:
        with transaction.atomic():
            load = _Load(directory, progress)
            load.run()
            if load.faults:
                raise BadFile(load.faults)
            if dry_run:
                raise _Undo
    except _Undo:
        pass
    return load.report


class _Load:
    """One load. After the first fault nothing will stay, and it goes on only to find the others in the same run."""

    def __init__(self, directory, progress):
        self.directory, self.progress = directory, progress
        self.report, self.faults = Report(), list(directory.faults)
        Generation.objects.select_for_update().first()  # nobody publishes meanwhile
        self.names = Run()
        self.writer = Writer(self.names)
        self.held = {part: entries_by_slug(model, directory.names[part]) for part, (model, _columns) in KINDS.items()}
        # Before anything is written: afterwards a source that the file changes would look like an editor's change.
        self.edited = {entry for entries in self.held.values() for entry in edited_among(entries)}
        self.changed_sources = set()

    def run(self):
        self._vocabulary("recommendations", load_recommendations)
        self._vocabulary("key_themes", load_key_themes)
        self._sources()
        self._expect()
        plans = {part: self._plan(part, *kind) for part, kind in KINDS.items()}
        self._write(plans.values())
        belonging = self._memberships(plans["organisations"])
        self._write([belonging])
        self._publish(plans, belonging)

    # --- what is no entry

    def _vocabulary(self, part, load):
        rows = self.directory.rows[part]
        for row, outcome in zip(rows, load([row.model_dump() for row in rows]), strict=True):
            self._note(part, outcome, row.where)

    def _note(self, part, outcome, where):
        self.report.add(part, outcome, where)
        if outcome in (CREATED, CHANGED):
            self.report.changes.append(f"{where}: {outcome}")

    def _sources(self):
        held = {source.slug: source for source in Source.objects.all()}
        kept = {citation.source_id for entry in self.edited for citation in citations_of(entry)}
        for row in self.directory.rows["sources"]:
            source = held.get(row.slug) or Source()
            outcome = CHANGED if source.pk else CREATED
            if source.pk not in kept and assign(source, row.model_dump()):
                try:
                    check(source)
                except ValidationError as error:
                    self._blame(row, error)
                    continue
                source.save()
                self.changed_sources.add(source.pk)
            else:
                same = all(getattr(source, name) == value for name, value in row.model_dump().items())
                outcome = LEFT_ALONE if same else KEPT
            self._note("sources", outcome, row.where)

    def _blame(self, row, error):
        for name, messages in error.message_dict.items():
            what = "" if name == NON_FIELD_ERRORS else f"{name}: "
            self.faults += [f"{row.where}: {what}{message}" for message in messages]

    # --- entries

    def _expect(self):
        """Let rows name what the file holds, also what is not saved yet or can't be, and by the file's own slugs."""
        for part, (model, _columns) in KINDS.items():
            held = self.held[part]
            things = [Thing(entry.slug, entry.pk, str(entry), (slug,)) for slug, entry in held.items()]
            new = sorted(self.directory.names[part] - held.keys())
            self.names.expect(model, [*things, *(Thing(slug, None, slug) for slug in new)])
        for part, model in (("sources", Source), ("recommendations", Recommendation)):
            self.names.expect(model, [Thing(name, None, name) for name in sorted(self.directory.names[part])])

    def _plan(self, part, model, columns):
        """The Plan of a part that holds entries, without those that are kept as editors left them."""
        columns, rows = file_columns(columns), []
        for where, data in self.directory.objects[part].items():
            held = self.held[part].get(data["slug"])
            if held in self.edited:
                self.report.add(part, KEPT, where)
            else:
                rows += file_rows(where, data, columns, held)
        return Plan(model, columns, rows, self.names, lock=True)

    def _write(self, plans):
        self.writer.write(*plans)
        for plan in plans:
            self.faults += faults_of(plan.rows, plan.columns)
            for row in plan.to_write():
                self.report.changes += changes_of(row)

    # --- memberships

    def _memberships(self, organisations):
        """The Plan of the memberships of those organisations that are not kept: those it names, beside those held."""
        sources = next(column for column in organisations.columns if column.name == "sources")
        column = memberships(sources)
        column.answer = ""
        saved = {row.body.slug: row.body.entry for row in organisations.rows if row.body and row.body.entry.pk}
        found = {}
        for where, data in self.directory.objects["memberships"].items():
            slug = data.get("organisation")
            entry = saved.get(slug) or self._other_organisation(where, slug)
            if entry is not None:
                found.setdefault(entry.uid, (where, entry, []))[2].append((where, data))
        rows = [self._membership_row(where, entry, given, column) for where, entry, given in found.values()]
        return Plan(Organisation, [column], rows, self.names, lock=True)

    def _other_organisation(self, where, slug):
        """An organisation that no row of the file is about; None for one that is kept, or wrong."""
        if not isinstance(slug, str):
            self.faults.append(f"{where}: organisation: this has to be a text")
            return None
        entry = self.held["organisations"].get(slug)
        if entry is None and slug not in self.directory.names["organisations"]:
            others = entries_by_slug(Organisation, [slug])
            self.edited |= set(edited_among(others))
            entry = others.get(slug)
            if entry is None:
                self.faults.append(f"{where}: organisation: There is no organisation “{slug:.80}”.")
        return None if entry in self.edited else entry

    def _membership_row(self, where, entry, given, column):
        """The Row of all memberships of `entry`: those that it has, as far as `given` does not say otherwise."""
        row = Row(where, {UID: entry.uid, LANGUAGE: entry.original_language})
        told = {(item[0], item[1]): _as_json(item) for item in column.held(_anew(entry))}
        for place, data in given:
            said = {name: value for name, value in data.items() if name != "organisation"}
            try:
                [item] = column.read(column.from_json([said]), self.names)
            except Wrong as error:
                self.faults.append(f"{place}: {error}")
                continue
            held = told.get(item[:2], {})
            shown = held.get("shown", True) and said.get("shown", True)
            told[item[:2]] = held | said | {"network": item[0], "shown": shown}
        row.cells[column.name] = column.from_json(list(told.values()))
        return row

    # --- publishing

    def _publish(self, plans, belonging):
        changed = {row.body.entry.uid for plan in (*plans.values(), belonging) for row in plan.to_write()}
        faulty = {
            row.body.entry.uid for plan in (*plans.values(), belonging) for row in plan.rows if row.body and row.faults
        }
        works = {
            row.body.entry.uid: (part, row.line, row.body)
            for part, plan in plans.items()
            for row in plan.rows
            if row.first and row.body
        }
        for row in belonging.rows:
            works.setdefault(row.body.entry.uid, ("organisations", row.line, row.body))
        for done, (uid, (part, where, body)) in enumerate(works.items(), start=1):
            if uid not in faulty and body.entry.pk:
                self._settle(part, where, body, uid in changed)
            self.progress(done, len(works))

    def _settle(self, part, where, body, changed):
        """Publish the entry if that is news, or say why it can't be."""
        entry = body.entry
        # Above open, an organisation is described instead of named: that may have changed although the row has not.
        changed = changed or entry.level != Level.OPEN or self._cites_what_changed(entry)
        if self.faults:
            saved = _anew(entry)
            found = stops(saved, draft_record(saved), leads=False) if changed else []
            self.faults += [f"{where}: {stop}" for stop in found]
        elif body.new or (changed and is_news(_anew(entry))):
            if not body.new:  # also when only what hangs on it has changed
                entry.save(update_fields=["updated_at"])
            try:
                publish(entry, note=NOTE)
                if not body.new:  # of a new one the first change keeps how it was
                    history.keep(entry, comment=NOTE)
            except NotPublishable as error:
                self.faults += [f"{where}: {stop}" for stop in error.stops]
            self.report.add(part, CREATED if body.new else CHANGED)
        else:
            self.report.add(part, LEFT_ALONE)

    def _cites_what_changed(self, entry):
        return bool(self.changed_sources) and any(one.source_id in self.changed_sources for one in citations_of(entry))


def _as_json(item):
    """An item of memberships as a file would say it."""
    network, role, since, until, shown, sources = item
    cited = [{"source": source, "locator": locator} for source, locator in sources]
    return {"network": network, "role": role, "since": since, "until": until, "shown": shown, "sources": cited}


def _anew(entry):
    """`entry` as it is saved now, with all that its record is made of."""
    return type(entry).objects.editable().get(pk=entry.pk)
