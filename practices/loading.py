"""Bring the directory in step with a file: the same checks and the same `publish` as an editor's work."""

from collections import Counter
from dataclasses import dataclass

from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.db import transaction

from networks.models import Membership, Network, Organisation
from places.levels import Level
from practices.directory_file import BadFile
from practices.directory_rows import ROWS, Row
from practices.loaded import NOTE, citations_of, edited_among, entries_by_slug
from practices.models import Practice, Recommendation, Theme
from practices.rows import assign, check, put_rows, put_set
from practices.vocabulary import CHANGED, CREATED, LEFT_ALONE, load_key_themes, load_recommendations
from publishing.entries import history
from publishing.models import Entry, Generation, Source, Term, lines
from publishing.safety.checks import stops
from publishing.safety.publication import NotPublishable, is_news, publish

KEPT = "kept"
TERM_SETS = ("gender", "youth", "groups")


class _Undo(Exception):
    """Ends a dry run: all that was written is taken back."""


class Report:
    """What a load did: `counts` is {part: Counter of created, changed, left alone, kept}; `kept` names the kept."""

    def __init__(self):
        self.counts = {part: Counter() for part in ROWS}
        self.kept = []

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


@dataclass
class _Work:
    """An entry that the load writes: `new` or not, its row, and whether anything in it became different."""

    part: str
    row: Row
    entry: Entry
    new: bool
    changed: bool = False
    faulty: bool = False


class _Load:
    """One load. After the first fault nothing will stay, and it goes on only to find the others in the same run.

    So what could not be saved is missing from `sources` and `entries`, and whatever refers to it goes on without it.
    """

    def __init__(self, directory, progress):
        self.directory, self.progress = directory, progress
        self.report, self.faults = Report(), list(directory.faults)
        Generation.objects.select_for_update().first()  # nobody publishes meanwhile
        self.terms = {(term.vocabulary, term.slug): term for term in Term.objects.all()}
        self.themes = Theme.objects.by_address()
        self.held = {
            part: entries_by_slug(model, [row.slug for row in getattr(directory, part)])
            for part, model in (("organisations", Organisation), ("networks", Network), ("practices", Practice))
        }
        # Before anything is written: afterwards a source that the file changes would look like an editor's change.
        self.edited = {entry for entries in self.held.values() for entry in edited_among(entries)}
        self.sources, self.changed_sources = {}, set()
        self.entries = {}
        self.works = []

    def run(self):
        self._vocabulary("recommendations", load_recommendations)
        self._vocabulary("key_themes", load_key_themes)
        self.recommendations = {one.number: one for one in Recommendation.objects.all()}
        self._sources()
        for part, model, facts, write in (
            ("organisations", Organisation, self._organisation_facts, self._write_organisation),
            ("networks", Network, self._network_facts, self._write_network),
            ("practices", Practice, self._practice_facts, self._write_practice),
        ):
            for row in getattr(self.directory, part):
                self._entry(part, row, model, facts, write)
        self._parents()
        self._memberships()
        for done, work in enumerate(self.works, start=1):
            self._publish(work)
            self.progress(done, len(self.works))

    def _vocabulary(self, part, load):
        for outcome in load([row.model_dump() for row in getattr(self.directory, part)]):
            self.report.add(part, outcome)

    def _sources(self):
        held = {source.slug: source for source in Source.objects.all()}
        kept = {citation.source_id for entry in self.edited for citation in citations_of(entry)}
        for row in self.directory.sources:
            source = held.get(row.slug) or Source()
            outcome = CHANGED if source.pk else CREATED
            if source.pk not in kept and assign(source, row.model_dump()):
                try:
                    check(source)
                except ValidationError as error:
                    self._blame(row, error)
                    continue
                source.save()
                self.changed_sources.add(row.slug)
            else:
                same = all(getattr(source, name) == value for name, value in row.model_dump().items())
                outcome = LEFT_ALONE if same else KEPT
            self.sources[row.slug] = source
            self.report.add("sources", outcome, row.where)

    def _entry(self, part, row, model, facts, write):
        """Write one entry with its texts and relations."""
        entry = self.held[part].get(row.slug)
        if entry in self.edited:
            self.entries[part, row.slug] = entry
            self.report.add(part, KEPT, row.where)
            return
        work = _Work(part, row, entry or model(slug=row.slug), new=entry is None)
        self.works.append(work)
        try:
            if assign(work.entry, {"level": row.level, "unanswered": row.unanswered, **facts(row)}) or work.new:
                check(work.entry)
                work.entry.save()
                work.changed = True
            self.entries[part, row.slug] = work.entry
            work.changed |= any([*write(work.entry, row), self._cite(work.entry, row)])
        except ValidationError as error:
            work.faulty = True
            self._blame(row, error)

    def _organisation_facts(self, row):
        return {
            **_body_facts(row),
            "kind_id": self.terms["organisation_kinds", row.kind].pk,
            "country_id": row.country or None,
            "women_led": row.women_led,
            "youth_led": row.youth_led,
        }

    def _write_organisation(self, entry, row):
        return [put_rows(entry.texts, [{"language": "en", "title": row.name, "about": row.about}])]

    def _network_facts(self, row):
        secretariat = self.entries.get(("organisations", row.secretariat))
        return {
            **_body_facts(row),
            "kind_id": self.terms["network_kinds", row.kind].pk,
            "scale_id": self.terms["scale", row.scale].pk,
            "founded_year": row.founded_year,
            "secretariat_id": secretariat and secretariat.pk,
        }

    def _write_network(self, entry, row):
        return [
            put_rows(entry.texts, [{"language": "en", "title": row.name, "about": row.about}]),
            put_set(entry.countries, row.countries),
            put_set(entry.audiences, self._terms("audiences", row.audiences)),
            put_set(entry.supporters, self._keys("organisations", row.supporters)),
        ]

    def _practice_facts(self, row):
        return {
            "scale_id": self.terms["scale", row.scale].pk,
            "evidence_id": self.terms["evidence", row.evidence].pk,
            "start_year": row.start_year,
            "end_year": row.end_year,
            "ongoing": row.ongoing,
            "from_report": row.from_report,
        }

    def _write_practice(self, entry, row):
        words = ("title", "summary", "context", "approach", "outcomes", "lessons", "conditions")
        notes = ("years_note", "evidence_note")
        participations = [
            {"organisation": self.entries["organisations", one.organisation], "role": one.role}
            for one in row.organisations
            if ("organisations", one.organisation) in self.entries
        ]
        illustrations = [
            {"recommendation": self.recommendations[one.number], "relation": one.relation}
            for one in row.recommendations
            if one.number in self.recommendations
        ]
        return [
            put_rows(entry.texts, [{"language": "en"} | {name: getattr(row, name) for name in words + notes}]),
            put_set(entry.countries, row.countries),
            *(put_set(getattr(entry, name), self._terms(name, getattr(row, name))) for name in TERM_SETS),
            # Two slugs of the file may be one theme by now.
            put_rows(entry.theme_links, [{"tag": one} for one in dict.fromkeys(self.themes[s] for s in row.themes)]),
            put_set(entry.networks, self._keys("networks", row.networks)),
            put_rows(entry.participations, participations),
            put_rows(entry.illustrations, illustrations),
        ]

    def _terms(self, vocabulary, slugs):
        return [self.terms[vocabulary, slug].pk for slug in slugs]

    def _keys(self, part, slugs):
        return [self.entries[part, slug].pk for slug in slugs if (part, slug) in self.entries]

    def _cite(self, entry, row):
        known = [one for one in row.sources if one.source in self.sources]
        rows = [
            {"source": self.sources[one.source], "locator": one.locator, "position": position}
            for position, one in enumerate(known)
        ]
        return put_rows(entry.citations, rows) or any(one.source in self.changed_sources for one in known)

    def _parents(self):
        """Parents come after all networks are there: the file may name a child before its parent."""
        moved = []
        for work in self.works:
            if isinstance(work.entry, Network) and work.entry.pk:
                parent = next(iter(self._keys("networks", [work.row.parent])), None)
                if work.entry.parent_id != parent:
                    moved.append((work, parent))
        # All leave their old place before any takes its new one, so that a swap is not taken for a loop.
        Network.objects.filter(pk__in=[work.entry.pk for work, _parent in moved]).update(parent=None)
        for work, parent in moved:
            network = Network.objects.get(pk=work.entry.pk)
            network.parent_id = parent
            try:
                network.clean()
            except ValidationError as error:
                self._blame(work.row, error)
            else:
                network.save()
                work.changed = True

    def _memberships(self):
        rows = {}
        for row in self.directory.memberships:
            rows.setdefault(row.organisation, []).append(row)
        for work in self.works:
            if isinstance(work.entry, Organisation) and work.entry.pk:
                work.changed |= self._put_memberships(work.entry, rows.get(work.row.slug, []))

    def _put_memberships(self, organisation, rows):
        held = {(one.network_id, one.role): one for one in organisation.memberships.all()}
        different = False
        for row in rows:
            network = self.entries.get(("networks", row.network))
            if network is None:
                continue
            one = held.pop((network.pk, row.role), None)
            new = one is None
            one = one or Membership(organisation=organisation, network=network, role=row.role)
            try:
                if assign(one, {"since": row.since, "until": row.until}) or new:
                    check(one)
                    one.save()
                    different = True
                different |= self._cite(one, row)
            except ValidationError as error:
                self._blame(row, error)
        for one in held.values():
            one.delete()
        return different or bool(held)

    def _publish(self, work):
        # Above open, an organisation is described instead of named: that may have changed although the row has not.
        changed = work.changed or work.row.level != Level.OPEN
        if self.faults:
            if changed and not work.faulty:
                self.faults += [f"{work.row.where}: {stop}" for stop in stops(_anew(work.entry))]
        elif work.new or (changed and is_news(_anew(work.entry))):
            if not work.new:  # also when only what hangs on it has changed
                work.entry.save(update_fields=["updated_at"])
            try:
                publish(work.entry, note=NOTE)
                if not work.new:  # of a new one the first change keeps how it was
                    history.keep(work.entry, comment=NOTE)
            except NotPublishable as error:
                self.faults += [f"{work.row.where}: {stop}" for stop in error.stops]
            self.report.add(work.part, CREATED if work.new else CHANGED)
        else:
            self.report.add(work.part, LEFT_ALONE)

    def _blame(self, row, error):
        for name, messages in error.message_dict.items():
            what = "" if name == NON_FIELD_ERRORS else f"{name}: "
            self.faults += [f"{row.where}: {what}{message}" for message in messages]


def _body_facts(row):
    """What organisations and networks have alike. Only a file that has it sets what is never published."""
    others = None if row.also_known_as is None else "\n".join(lines("\n".join(row.also_known_as)))
    facts = {"acronym": row.acronym, "also_known_as": others, "website": row.website}
    return {name: value for name, value in facts.items() if value is not None}


def _anew(entry):
    """`entry` as it is saved now, with all that its record is made of."""
    return type(entry).objects.editable().get(pk=entry.pk)
