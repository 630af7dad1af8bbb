"""Themes and recommendations as vocabularies: read for the public, loaded from files."""

from itertools import chain

from django.core.exceptions import ValidationError
from django.db import transaction

from places.names import from_left
from practices.models import FormerTheme, KeyTheme, Recommendation, Theme
from practices.rows import assign
from practices.themes import clean_name
from publishing.editions.former_terms import TermInfo, register
from publishing.models import Generation

CREATED, CHANGED, LEFT_ALONE = "created", "changed", "left alone"


@register
def themes_and_recommendations():
    themes = [
        TermInfo(
            theme.slug,
            theme.name,
            theme.description,
            tuple(theme.aliases),
            codes={"un_area": theme.un_area, "dac": theme.dac},
            former=tuple(one.slug for one in theme.former.all()),
            texts=theme.texts,
        )
        for theme in Theme.objects.order_by("name").prefetch_related("former")
    ]
    recommendations = [
        TermInfo(
            slug=one.number,
            name=f"{one.label} {one.title}",
            description=one.gist,
            position=one.position,
            parent=one.parent.number if one.parent else "",
            texts={language: _as_term(one.label, language, words) for language, words in one.texts.items()},
        )
        for one in Recommendation.objects.select_related("parent")
    ]
    return {"themes": themes, "recommendations": recommendations}


def _as_term(label, language, words):
    """The `words` of a recommendation in a language as those of a term; `label` is its number as printed."""
    title = words.get("title")
    return {"label": f"{from_left(label, language)} {title}" if title else "", "description": words.get("gist", "")}


def load_themes(rows):
    """Bring themes in step with `rows` (dicts with slug, label, description, aliases, un_area, dac, texts).

    Returns for each whether it was created, changed or left alone. Themes that are not in `rows` stay, and so does what
    editors did: a theme that was merged or has another address is not made again, and keeps the names it took over.
    """
    former = set(FormerTheme.objects.values_list("slug", flat=True))
    taken_over = {theme.slug: theme for theme in Theme.objects.exclude(former=None)}
    facts = [
        {
            "slug": row["slug"],
            "name": clean_name(row["label"]),
            "description": row["description"],
            **_with_names_of(taken_over.get(row["slug"]), row.get("aliases", []), row.get("texts", {})),
            "un_area": row.get("un_area", ""),
            "dac": row.get("dac", []),
        }
        for row in rows
        if row["slug"] not in former
    ]
    written = iter(_load(Theme, "slug", facts))
    return [LEFT_ALONE if row["slug"] in former else next(written) for row in rows]


def _with_names_of(theme, aliases, texts):
    """`aliases` and `texts` of a row with the names that `theme` (or None) took over in each language."""
    held = {language: words.get("aliases", []) for language, words in theme.texts.items()} if theme else {}
    together = {
        language: words | {"aliases": _once_each(words.get("aliases", []), held.get(language, []))}
        for language, words in texts.items()
    }
    return {"aliases": _once_each(aliases, theme.aliases if theme else []), "texts": together}


def _once_each(*lists):
    return list(dict.fromkeys(chain(*lists)))


def load_recommendations(rows):
    """Bring the report's recommendations in step with `rows`, in any order; as load_themes."""
    facts = [
        {
            "number": row["number"],
            "label": row["label"],
            "title": row["title"],
            "gist": row["gist"],
            "locator": row["source_locator"],
            "texts": row.get("texts", {}),
            "position": position,
        }
        for position, row in enumerate(rows)
    ]
    written = _load(Recommendation, "number", facts)
    # Parents come after all are there: the file may name a point before the one it stands below.
    keys = dict(Recommendation.objects.values_list("number", "pk"))
    parents = [{"number": row["number"], "parent_id": keys.get(row["parent"])} for row in rows]
    placed = _load(Recommendation, "number", parents)
    return [second if first == LEFT_ALONE else first for first, second in zip(written, placed, strict=True)]


def load_key_themes(rows):
    """Bring the report's key themes in step with `rows`; as load_themes."""
    return _load(
        KeyTheme,
        "number",
        [
            {
                "number": int(row["number"]),
                "title": row["title"],
                "gist": row["gist"],
                "locator": row["source_locator"],
                "texts": row.get("texts", {}),
            }
            for row in rows
        ],
    )


@transaction.atomic
def _load(model, key, rows):
    """Write `rows`, which `key` tells apart, to the table of `model`. Returns for each what became of it.

    All or nothing: raises ValidationError with every row that can't be.
    """
    held = {getattr(one, key): one for one in model.objects.all()}
    outcomes, faults = [], []
    for facts in rows:
        one = held.setdefault(facts[key], model())
        if not assign(one, facts):
            outcomes.append(LEFT_ALONE)
            continue
        outcomes.append(CHANGED if one.pk else CREATED)
        try:
            one.clean_fields()
            one.clean()
            one.save()
        except ValidationError as error:
            faults += [f"“{facts[key]}”: {message}" for message in error.messages]
    if faults:
        raise ValidationError(faults)
    if set(outcomes) - {LEFT_ALONE}:
        Generation.objects.advance(vocabulary=True)
    return outcomes
