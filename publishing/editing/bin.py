"""The bin, where deleted entries lie for 90 days, and how they, or an earlier version of an entry, come back."""

from dataclasses import dataclass, replace

from django.contrib.admin.models import LogEntry
from django.contrib.contenttypes.models import ContentType
from django.core import serializers
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.db.models import CASCADE, Exists, ManyToManyRel, Max, OuterRef
from django.utils import timezone
from django.utils.translation import gettext as _

from publishing.editing.differences import missing, references, referred
from publishing.entries import history
from publishing.entries.history import BOOKKEEPING, KEPT_FOR, Row, Snapshot
from publishing.entries.sight import hides
from publishing.entries.typed import forget_typed_into
from publishing.models import Address, Entry, Event, Version


class StillReferredTo(Exception):
    """The entry can't be deleted: `others` are the entries and rows that refer to it."""

    def __init__(self, entry, others):
        self.entry, self.others = entry, others
        super().__init__(f"{entry}: " + ", ".join(map(str, others)))


def throw_away(entry, *, by=None):
    """Move `entry` to the bin. Raises StillReferredTo, and then nothing is changed."""
    with transaction.atomic():
        saved = type(entry).objects.locked().get(pk=entry.pk)
        if others := referring_to(saved):
            raise StillReferredTo(saved, others)
        history.keep_before(saved)
        history.keep(saved, by=by, comment=_("Deleted"), always=True)
        Event.objects.note(saved, Event.What.DELETED, by=by)
        saved.delete()


def referring_to(entry):
    """The entries that refer to `entry`, and other rows that do; what is part of it not among them."""
    found = {}
    for relation in entry._meta.related_objects:
        # The rows between two sets are a relation of their own.
        is_between = isinstance(relation, ManyToManyRel) and not relation.through._meta.auto_created
        if getattr(relation, "on_delete", None) is not CASCADE and not relation.hidden and not is_between:
            for row in relation.related_model.objects.filter(**{relation.field.name: entry}):
                one = _owner(row)
                found[type(one), one.pk] = one
    return list(found.values())


def _owner(row):
    """The entry that `row` is a part of, or else the row itself."""
    for field in row._meta.fields:
        owner = field.related_model
        if owner and field.remote_field.get_accessor_name() in getattr(owner, "PARTS", ()):
            return getattr(row, field.name)
    return row


def binned():
    """The last Version of each deleted entry, which says who deleted it and when: the last deleted first."""
    gone = Version.objects.filter(~Exists(Entry.objects.filter(pk=OuterRef("entry_id"))))
    last = gone.order_by().values("entry_id").annotate(last=Max("pk")).values("last")
    return Version.objects.filter(pk__in=last).select_related("by")


@transaction.atomic
def destroy(version):
    """Remove a deleted entry for good: all its versions, and what the admin wrote down of it. Its events stay."""
    logged = LogEntry.objects.filter(content_type=ContentType.objects.get_for_model(Entry.kinds[version.kind]))
    logged.filter(object_id=str(version.entry_id)).delete()
    Version.objects.filter(entry=version.entry_id).delete()


def empty(now=None):
    """Remove for good what was deleted more than 90 days before `now`; the answer is how many entries that were."""
    before = (now or timezone.now()) - KEPT_FOR
    old = binned().filter(at__lt=before)
    for version in old:
        destroy(version)
    return len(old)


class NotRestorable(Exception):
    """What was kept can't stand beside what is saved now; the message says why, in a sentence for editors."""


@dataclass(frozen=True)
class Plan:
    """`wanted` is the Snapshot that would be saved; `left_out`, a sentence for each thing that can't come back."""

    wanted: Snapshot
    left_out: list[str]


def plan(kept, now=None, *, to=None):
    """How `kept` comes back over `now` (None: deleted), for `to`: never more open, nor its publication or consents."""
    wanted = _over(kept, now) if now else kept
    return _Possible(wanted, now, to).plan()


@transaction.atomic
def restore(entry, kept, *, by, comment):
    """Save `entry` as in `kept`, a new version; the Plan carried out. Nothing public changes. Raises NotRestorable."""
    saved = type(entry).objects.locked().get(pk=entry.pk)
    history.keep_before(saved)
    now = history.saved_snapshot(saved)
    done = plan(kept, now, to=by)
    edited = {"version": saved.version + 1, "edited_by": by and by.pk, "updated_at": timezone.now().isoformat()}
    _write(now, _with(done.wanted, **edited))
    saved.refresh_from_db(fields=["unanswered"])
    saved.drop_needless_reasons()
    history.keep(saved, by=by, comment=comment)
    forget_typed_into(type(entry).objects.get(pk=entry.pk))
    return done


@transaction.atomic
def bring_back(kept, *, by):
    """Save a deleted entry as it was kept, by its uid and address, if that is free; the Plan. Raises NotRestorable."""
    model = kept.entry.model
    if model._base_manager.filter(pk=kept.entry.pk).exists():
        raise NotRestorable(_("It has been restored already."))
    done = plan(kept, to=by)
    edited = {"version": kept.entry.fields["version"] + 1, "edited_by": by and by.pk}
    _write(Snapshot(Row(model, None, {})), _with(done.wanted, **edited))
    entry = model.objects.get(pk=kept.entry.pk)
    history.keep(entry, by=by, comment=_("Restored from the bin"), always=True)
    Event.objects.note(entry, Event.What.RESTORED, by=by)
    return done


def _with(snapshot, **fields):
    return replace(snapshot, entry=replace(snapshot.entry, fields=snapshot.entry.fields | fields))


def _over(kept, now):
    present = {row.key: row for row in now.parts_and_own()}
    stays = {name: value for name, value in now.entry.fields.items() if name in BOOKKEEPING}
    own = replace(kept.entry, fields=now.entry.fields | kept.entry.fields | stays)
    back = [_careful(row, present.get(row.key)) for row in kept.parts if getattr(row.model, "RESTORED", True)]
    stay = [row for row in now.parts if not getattr(row.model, "RESTORED", True)]
    return Snapshot(_careful(own, now.entry), (*back, *stay))


def _careful(row, now):
    if now is None or not hasattr(row.model, "no_more_open"):
        return row
    return replace(row, fields=row.model.no_more_open(row.fields, now.fields))


class _Possible:
    """A wanted Snapshot without what it refers to and is no longer there, and without an address that is taken."""

    def __init__(self, wanted, now, to):
        self.wanted, self.now, self.to, self.left_out = wanted, now, to, []
        self.there = {
            model: set(model._base_manager.filter(pk__in=keys).values_list("pk", flat=True))
            for model, keys in referred(wanted).items()
        }

    def plan(self):
        own = self._own(self.wanted.entry)
        parts = tuple(row for row in self.wanted.parts if self._can_be(row))
        gone = {row.key for row in self.wanted.parts} - {row.key for row in parts}
        return Plan(Snapshot(own, tuple(row for row in parts if not self._hangs_on(row, gone))), self.left_out)

    def _gone(self, row):
        """(field, keys) of what `row` refers to and is no longer there."""
        for field, keys in references(row, self.wanted):
            if lost := keys - self.there[field.related_model]:
                yield field, lost

    def _own(self, row):
        fields = dict(row.fields)
        for field, lost in self._gone(row):
            if field.many_to_many:
                fields[field.name] = [key for key in fields[field.name] if key not in lost]
            else:
                fields[field.name] = self._present(field)
            if field.editable:
                self._say(field.verbose_name, missing(field.related_model))
        if _is_taken(row):
            fields["slug"] = self.now.entry.fields["slug"] if self.now else fields["uid"]
            self.left_out.append(_("The address “%s” belongs to another entry now.") % row.fields["slug"])
        return replace(row, fields=fields)

    def _present(self, field):
        value = self.now and self.now.entry.fields.get(field.name)
        if value is None and not field.null:
            raise NotRestorable(_("It can't come back without its %s, which is no longer there.") % field.verbose_name)
        return value

    def _can_be(self, row):
        lost = [field for field, _keys in self._gone(row) if not field.null]
        for field in lost:
            title = "" if hides(field.related_model, self.to) else row.title
            self._say(row.model._meta.verbose_name, title or missing(field.related_model))
        return not lost

    def _hangs_on(self, row, gone):
        return any((field.related_model, row.fields.get(field.name)) in gone for field in row.model._meta.fields)

    def _say(self, what, title):
        words = _("%(what)s “%(title)s”: left out, for what it refers to is no longer there.")
        self.left_out.append(words % {"what": str(what).capitalize(), "title": title})


def _is_taken(row):
    """Whether another entry has the address of `row`, or had it."""
    slug = row.fields["slug"]
    has = row.model._base_manager.filter(slug=slug).exclude(pk=row.pk)
    had = Address.objects.filter(kind=row.model.KIND, slug=slug).exclude(entry=row.pk)
    return has.exists() or had.exists()


def _write(now, wanted):
    """Make the saved rows those of `wanted`; rows that are the same already are not touched."""
    try:
        wanted.entry.instance().full_clean(validate_unique=False)
        with transaction.atomic():
            same = {row.key: row for row in wanted.parts}
            for row in now.parts:
                if row.key not in same or same[row.key].fields != row.fields:
                    row.model._base_manager.filter(pk=row.pk).delete()
            _save(wanted.entry)
            for row in wanted.parts:
                if not row.model._base_manager.filter(pk=row.pk).exists():  # also what went with the row above it
                    _save(row)
    except ValidationError as error:
        raise NotRestorable(" ".join(error.messages)) from error
    except IntegrityError as error:
        raise NotRestorable(_("It can't stand beside what is saved now: a row of it is there twice.")) from error


def _save(row):
    """Save `row` as it is, with its key and its dates, in all its tables: as a fixture is loaded."""
    for model in (*row.model._meta.all_parents, row.model):
        own = {field.name for field in (*model._meta.local_concrete_fields, *model._meta.local_many_to_many)}
        fields = {name: value for name, value in row.fields.items() if name in own}
        data = {"model": model._meta.label_lower, "pk": row.pk, "fields": fields}
        [loaded] = serializers.deserialize("python", [data])
        loaded.save()
