"""Row-level visibility: which entries and sources somebody of the staff may see, and which they may only name.

The one home of that rule. Lists, forms, autocompletion, sheets and histories all ask here.
"""

from django.db import models
from django.db.models import BooleanField, Case, CharField, Prefetch, Q, Subquery, Value, When
from django.db.models.functions import Coalesce
from django.utils.translation import gettext as _

from places.levels import Level


def may(user, action, entry):
    """Whether `user` has the permission for `action` on rows of the kind of `entry` (an entry, or a model)."""
    return user.has_perm(f"{entry._meta.app_label}.{action}_{entry._meta.model_name}")


def may_see_own(user, kind):
    """Whether `user` sees the entries of `kind`, an Entry, that they added themselves."""
    return may(user, "view", kind) or may(user, "change", kind)


class SightedQuerySet(models.QuerySet):
    """Rows of which some are hidden from some of the staff.

    `user` may be None: programs see everything. A subclass says who sees all (`shows_all_to`), what others see
    (`_seen`, a Q) and may name without seeing it (`_public`, a Q), and what such a row is called then (`_public_name`),
    or one that is hidden (`hidden_words`).
    """

    def seen_by(self, user):
        return self if self.shows_all_to(user) else self.filter(self._seen(user))

    def nameable_by(self, user):
        """What `user` may refer to: what they see, and what everybody can read by name."""
        return self if self.shows_all_to(user) else self.filter(self._seen(user) | self._public(user))

    def called_for(self, user):
        """All rows, each with `called`, the name by which `user` may know it (empty: its own), and `hidden`."""
        if self.shows_all_to(user):
            return self
        known, public = When(self._seen(user), then=Value("")), When(self._public(user), then=self._public_name())
        called = Case(known, public, default=Value(self.hidden_words()), output_field=CharField())
        shown = When(self._seen(user) | self._public(user), then=False)
        return self.annotate(called=called, hidden=Case(shown, default=True, output_field=BooleanField()))

    def told_by(self, user, words):
        """Rows that a search for `words` may find for `user`: here all, for it tells no more than public names."""
        return self

    def _public(self, user):
        return Q(pk__in=[])

    def _public_name(self):
        return Value("")


class EntryQuerySet(SightedQuerySet):
    """Reviewers see all of a kind, others their own; all may name what is public. Of `Entry`, by each kind's rule."""

    def published(self):
        return self.filter(state=self.model.State.PUBLISHED)

    def locked(self):
        """The rows, locked in both of their tables until the transaction ends; what is read beside them is not."""
        return self.select_for_update(of=("self", "entry_ptr"))

    def editable(self):
        """Everything an entry's record is made of, in a fixed number of queries."""
        return self.prefetch_related(*self.model.RECORD_PARTS)

    def kinds(self):
        return [self.model] if self.model.KIND else list(self.model.kinds.values())

    def shows_all_to(self, user):
        return user is None or all(may(user, "review", kind) for kind in self.kinds())

    def hidden_words(self):
        return _("an entry that you may not see")

    def _seen(self, user):
        seen = Q(pk__in=[])
        for kind in self.kinds():
            if may(user, "review", kind):
                seen |= Q(entry_kind=kind.KIND)
            elif may_see_own(user, kind):
                seen |= Q(entry_kind=kind.KIND, created_by=user.pk)
        return seen

    def _public(self, user):
        return Q(level=Level.OPEN, pk__in=self._named().values("pk"))

    def _public_name(self):
        title = self._named().filter(pk=models.OuterRef("pk")).values("editions__title")[:1]
        return Coalesce(Subquery(title), Value(self.hidden_words()))

    def called_for(self, user):
        return super().called_for(user).prefetch_related("texts")

    def told_by(self, user, words):
        """Those seen, and those whose public words hold all of `words`: saved ones may be more than is public."""
        if self.shows_all_to(user):
            return self
        return self.filter(self._seen(user) | Q(pk__in=self._named(words).values("pk")))

    def _named(self, words=()):
        """The entries whose current edition names them, and holds all of `words`."""
        holding = [Q(editions__record__icontains=word) for word in words]
        named = self.model._base_manager.filter(*holding, editions__current=True, editions__level=Level.OPEN)
        return named.order_by()


def is_sighted(model):
    return isinstance(model._default_manager.all(), SightedQuerySet)


def hides(model, user):
    return is_sighted(model) and not model._default_manager.shows_all_to(user)


def by_known_names(model, user, path=""):
    """Prefetches of the entries and sources that rows of `model`, behind `path`, refer to: as `user` may know them."""
    return [
        Prefetch(f"{path}{field.name}", field.related_model._default_manager.called_for(user))
        for field in (*model._meta.concrete_fields, *model._meta.local_many_to_many)
        if _is_plain(field) and is_sighted(field.related_model)
    ]


def veils(model, user, path=""):
    """As by_known_names, and only for what may be hidden from `user`."""
    return [one for one in by_known_names(model, user, path) if hides(one.queryset.model, user)]


def veils_throughout(model, user, path=""):
    parts = [(f"{path}{name}__", model._meta.get_field(name).related_model) for name in getattr(model, "PARTS", ())]
    return veils(model, user, path) + [one for path, part in parts for one in veils_throughout(part, user, path)]


def _is_plain(field):
    """Whether forms show the relation `field`: no set with rows of its own, no key of a part to any kind of entry."""
    if not field.is_relation or getattr(field.related_model, "KIND", None) == "":
        return False
    return not field.many_to_many or bool(field.remote_field.through._meta.auto_created)
