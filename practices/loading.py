"""Bring the directory in step with a file: the same checks and the same `publish` as an editor's work."""

from collections import Counter

from django.core.exceptions import ValidationError
from django.db import transaction

from networks.models import Membership, Network, Organisation
from practices.directory_file import BadFile, place
from practices.models import Practice, Recommendation, Theme
from practices.vocabulary import load_key_themes, load_recommendations
from publishing.models import Edition, Source, Term
from publishing.publication import NotPublishable, is_news, publish

NOTE = "Loaded from the directory file"


class _Undo(Exception):
    """Ends a dry run: all that was written is taken back."""


class Report:
    """What a load did: `counts` is {kind: Counter of created, changed, left alone, kept}."""

    def __init__(self):
        self.counts = {}
        self.kept = []

    def add(self, part, outcome):
        self.counts.setdefault(part, Counter())[outcome] += 1

    def lines(self):
        for part, counts in self.counts.items():
            said = [f"{counts[outcome]} {outcome}" for outcome in ("created", "changed", "left alone")]
            if counts["kept"]:
                said.append(f"{counts['kept']} kept as editors left them")
            yield f"{part}: {', '.join(said)}"


def load_directory(directory, *, dry_run=False, progress=lambda done, of: None):
    """Write `directory` (a DirectoryFile) and publish what is new; the answer is a Report.

    An entry that people have edited or published since it was loaded is kept as it is. All or nothing: raises BadFile
    with every fault, and then, as in a `dry_run`, the database is as before. `progress(done, of)` is called as it goes.
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
    def __init__(self, directory, progress):
        self.directory, self.progress = directory, progress
        self.report, self.faults = Report(), []
        self.terms = {(term.vocabulary, term.slug): term for term in Term.objects.all()}
        self.entries = {}
        self.touched = {}

    def run(self):
        load_recommendations([row.model_dump() for row in self.directory.recommendations])
        load_key_themes([row.model_dump() for row in self.directory.key_themes])
        self.sources = {row.slug: self._source(row) for row in self.directory.sources}
        for part, model, facts, write in (
            ("organisations", Organisation, self._organisation_facts, self._write_organisation),
            ("networks", Network, self._network_facts, self._write_network),
            ("practices", Practice, self._practice_facts, self._write_practice),
        ):
            for number, row in enumerate(getattr(self.directory, part)):
                self._entry(part, number, row, model, facts, write)
        self._parents()
        self._memberships()
        if not self.faults:
            self._publish()

    def _source(self, row):
        source, created = Source.objects.get_or_create(slug=row.slug, defaults=row.model_dump())
        changed = not created and _assign(source, row.model_dump())
        if changed:
            source.save()
        self.report.add("sources", "created" if created else "changed" if changed else "left alone")
        return source

    def _entry(self, part, number, row, model, facts, write):
        """Write one entry with its texts and relations; errors go to the faults with the place in the file."""
        where = place(part, number, row)
        entry = model.objects.filter(slug=row.slug).first()
        if entry is not None and _edited(entry):
            self.entries[part, row.slug] = entry
            self.report.add(part, "kept")
            self.report.kept.append(where)
            return
        entry = entry or model(slug=row.slug)
        try:
            if _assign(entry, {"level": row.level, "unanswered": row.unanswered, **facts(row)}) or not entry.pk:
                entry.full_clean()
                entry.save()
            write(entry, row)
            self._cite(entry, row)
        except ValidationError as error:
            self.faults += [f"{where}: {message}" for message in error.messages]
        self.entries[part, row.slug] = entry
        self.touched[part, row.slug] = (where, entry)

    def _organisation_facts(self, row):
        return {
            "acronym": row.acronym,
            "kind_id": self.terms["organisation_kinds", row.kind].pk,
            "country_id": row.country or None,
            "women_led": row.women_led,
            "youth_led": row.youth_led,
            "website": row.website,
        }

    def _write_organisation(self, entry, row):
        _put_rows(entry.texts, [{"language": "en", "title": row.name, "about": row.about}])

    def _network_facts(self, row):
        return {
            "acronym": row.acronym,
            "kind_id": self.terms["network_kinds", row.kind].pk,
            "scale_id": self.terms["scale", row.scale].pk,
            "founded_year": row.founded_year,
            "secretariat_id": self.entries["organisations", row.secretariat].pk if row.secretariat else None,
        }

    def _write_network(self, entry, row):
        _put_rows(entry.texts, [{"language": "en", "title": row.name, "about": row.about}])
        entry.countries.set(row.countries)
        entry.audiences.set([self.terms["audiences", slug] for slug in row.audiences])
        entry.supporters.set([self.entries["organisations", slug] for slug in row.supporters])

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
        _put_rows(entry.texts, [{"language": "en"} | {name: getattr(row, name) for name in words + notes}])
        entry.countries.set(row.countries)
        for name in ("gender", "youth", "groups"):
            getattr(entry, name).set([self.terms[name, slug] for slug in getattr(row, name)])
        themes = {theme.slug: theme for theme in Theme.objects.filter(slug__in=row.themes)}
        _put_rows(entry.theme_links, [{"tag": themes[slug]} for slug in row.themes])
        entry.networks.set([self.entries["networks", slug] for slug in row.networks])
        _put_rows(
            entry.participations,
            [
                {"organisation": self.entries["organisations", one.organisation], "role": one.role}
                for one in row.organisations
            ],
        )
        numbers = {one.number: one for one in Recommendation.objects.all()}
        _put_rows(
            entry.illustrations,
            [{"recommendation": numbers[one.number], "relation": one.relation} for one in row.recommendations],
        )

    def _cite(self, entry, row):
        _put_rows(
            entry.citations,
            [
                {"source": self.sources[one.source], "locator": one.locator, "position": position}
                for position, one in enumerate(row.sources)
            ],
        )

    def _parents(self):
        """Parents come after all networks are there: the file may name a child before its parent."""
        for row in self.directory.networks:
            if ("networks", row.slug) in self.touched:
                network = self.entries["networks", row.slug]
                parent = self.entries["networks", row.parent] if row.parent else None
                if network.parent != parent:
                    network.parent = parent
                    network.save()

    def _memberships(self):
        by_organisation = {}
        for row in self.directory.memberships:
            by_organisation.setdefault(row.organisation, []).append(row)
        for slug in (slug for part, slug in list(self.touched) if part == "organisations"):
            organisation = self.entries["organisations", slug]
            rows = by_organisation.get(slug, [])
            kept = set()
            for row in rows:
                membership, _created = Membership.objects.update_or_create(
                    organisation=organisation,
                    network=self.entries["networks", row.network],
                    role=row.role,
                    defaults={"since": row.since, "until": row.until},
                )
                self._cite(membership, row)
                kept.add(membership.pk)
            organisation.memberships.exclude(pk__in=kept).delete()

    def _publish(self):
        for done, ((part, _slug), (where, entry)) in enumerate(self.touched.items(), start=1):
            known = Edition.objects.of(entry).exists()
            entry = type(entry).objects.editable().get(pk=entry.pk)
            try:
                if is_news(entry):
                    publish(entry, note=NOTE)
                    self.report.add(part, "changed" if known else "created")
                else:
                    self.report.add(part, "left alone")
            except NotPublishable as error:
                self.faults += [f"{where}: {stop}" for stop in error.stops]
            self.progress(done, len(self.touched))


def _edited(entry):
    """Whether people changed, published or withdrew `entry` after it was last loaded."""
    current = Edition.objects.current().of(entry).first()
    if current is None or current.published_by_id is not None:
        return True
    return is_news(type(entry).objects.editable().get(pk=entry.pk))


def _assign(row, facts):
    """Set `facts` (foreign keys by their `_id`) on `row`; the answer says whether any was different."""
    changed = [name for name, value in facts.items() if getattr(row, name) != value]
    for name in changed:
        setattr(row, name, facts[name])
    return bool(changed)


def _put_rows(manager, rows):
    """Make the rows behind the reverse `manager` those in `rows` (dicts), in order; equal ones are not touched."""
    held = list(manager.order_by("pk"))
    if [{name: getattr(one, name) for name in row} for one, row in zip(held, rows, strict=False)] == rows and len(
        held
    ) == len(rows):
        return
    manager.all().delete()
    for facts in rows:
        row = manager.model(**{manager.field.name: manager.instance}, **facts)
        row.full_clean()
        row.save()
