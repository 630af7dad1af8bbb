"""The lists of entries: in the order of titles, and found by words of texts and of titles of sources, or an address."""

from itertools import pairwise
from urllib.parse import urlsplit

from django.db.models import OuterRef, Q, Subquery
from django.utils.http import urlencode
from django.utils.text import capfirst, smart_split, unescape_string_literal
from django.utils.translation import gettext as _

from places.order import sorting_key
from publishing.editing.cockpit import Desk, Link
from publishing.editing.pages.page import admin_url
from publishing.models import Address, Citation, Source

LONGEST_SOUGHT = 200  # letters of what is looked for
MOST_WORDS = 12


# --- the order


def order_by_title(changelist):
    """Collation: the page of `changelist` in the site's order of titles, where its rows are ordered by them.

    What stands for titles in its addresses and queries is the column "slug"; databases would order letters their way.
    """
    by, *_rest = map(str, changelist.queryset.query.order_by)
    if by not in ("slug", "-slug"):
        return
    rows, backwards = changelist.result_list, by.startswith("-")
    if changelist.multi_page and not (changelist.show_all and changelist.can_show_all):
        rows = changelist.queryset.filter(pk__in=_page(changelist, backwards))
    changelist.result_list = sorted(rows, key=lambda entry: _place(str(entry), entry.slug), reverse=backwards)


def _page(changelist, backwards):
    """The keys of the entries of the page of `changelist`; all titles are read for it."""
    entries = changelist.queryset
    texts = entries.model._meta.get_field("texts").related_model.objects
    original = texts.filter(entry=OuterRef("pk"), language=OuterRef("original_language"))
    titles = entries.order_by().prefetch_related(None).annotate(title=Subquery(original.values("title")[:1]))
    found = sorted(
        titles.values_list("pk", "title", "slug"), key=lambda one: _place(one[1] or one[2], one[2]), reverse=backwards
    )
    start = (changelist.page_num - 1) * changelist.list_per_page
    return [pk for pk, *_names in found[start : start + changelist.list_per_page]]


def _place(title, slug):
    return sorting_key(title), slug


# --- the search


def found_by(admin, request, entries, typed):
    """Those of `entries` at the public address `typed`, else those that hold each of its words.

    `entries` are what the user may see, with all their words. Of sources only those count that the user may name.
    """
    if slug := _addressed(admin, typed.strip()):
        former = Address.objects.filter(kind=admin.model.KIND, slug=slug, gone=False).values("entry")
        return entries.filter(Q(slug=slug) | Q(uid=slug) | Q(pk__in=former))
    for word in _words(typed[:LONGEST_SOUGHT]):
        entries = entries.filter(_holding(admin, request, word))
    return entries


def _addressed(admin, typed):
    """The last part of the public address of an entry of this kind that `typed` is, in any language; else ""."""
    if not typed.startswith(("/", "http://", "https://")):
        return ""
    *_before, kind, _slug = admin.address("slug").strip("/").split("/")
    try:
        parts = urlsplit(typed).path.strip("/").split("/")
    except ValueError:  # http://[
        return ""
    return dict(pairwise(parts)).get(kind, "")


def _words(typed):
    """The words of `typed`; what stands in quotation marks is one."""
    for word in list(smart_split(typed.replace("\x00", "")))[:MOST_WORDS]:
        quoted = len(word) > 1 and word[0] in "\"'" and word[0] == word[-1]
        yield unescape_string_literal(word) if quoted else word


def _holding(admin, request, word):
    model = admin.model
    _language, _origin, *texts = model.RECORD.text_class().model_fields
    fields = [*admin.get_search_fields(request), *(f"texts__{name}" for name in texts)]
    own = Q(*((f"{name}__icontains", word) for name in dict.fromkeys(fields)), _connector=Q.OR)
    sources = Source.objects.nameable_by(request.user).filter(title__icontains=word)
    cited = Citation.objects.filter(source__in=sources.order_by().values("pk"))
    holding = model._base_manager.filter(own).order_by()
    return Q(pk__in=holding.values("pk")) | Q(pk__in=cited.order_by().values("entry"))


def nothing_found(admin, request):
    """(a sentence that says what was searched, Links to where it could be) for a search that found nothing."""
    typed = request.GET.get("q", "")
    said = {"words": typed[:LONGEST_SOUGHT], "kind": admin.opts.verbose_name_plural}
    sentence = _("“%(words)s” was not found in titles, texts, titles of sources and public addresses of %(kind)s.")
    links = [Link(_("Bin"), admin.url("bin"))]
    for model in Desk(request, admin.admin_site).admins:
        words = capfirst(model._meta.verbose_name_plural)
        links.append(Link(words, f"{admin_url(model, 'changelist')}?{urlencode({'q': typed})}"))
    return sentence % said, links
