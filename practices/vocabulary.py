"""Themes and recommendations as vocabularies: read for the public, loaded from files."""

from django.core.exceptions import ValidationError
from django.db import transaction

from practices.models import KeyTheme, Recommendation, Theme
from publishing.models import Generation
from publishing.vocabulary import TermInfo, register


@register
def themes_and_recommendations():
    themes = [
        TermInfo(theme.slug, theme.name, theme.description, tuple(theme.aliases))
        for theme in Theme.objects.order_by("name")
    ]
    recommendations = [
        TermInfo(
            slug=one.number,
            name=f"{one.label} {one.title}",
            description=one.gist,
            position=one.position,
            parent=one.parent.number if one.parent else "",
        )
        for one in Recommendation.objects.select_related("parent")
    ]
    return {"themes": themes, "recommendations": recommendations}


def load_themes(rows):
    """Bring themes in step with `rows` (dicts with slug, label, description, aliases, un_area, dac).

    Returns for each whether it was created, changed or left alone. Themes that are not in `rows` stay.
    """
    return _load(
        Theme,
        "slug",
        [
            {
                "slug": row["slug"],
                "name": row["label"],
                "description": row["description"],
                "aliases": row.get("aliases", []),
                "un_area": row.get("un_area", ""),
                "dac": row.get("dac", []),
            }
            for row in rows
        ],
    )


def load_recommendations(rows):
    """Bring the report's recommendations in step with `rows`, each after the one it stands below; as load_themes."""
    return _load(
        Recommendation,
        "number",
        [
            {
                "number": row["number"],
                "label": row["label"],
                "parent": row["parent"],
                "title": row["title"],
                "gist": row["gist"],
                "locator": row["source_locator"],
                "position": position,
            }
            for position, row in enumerate(rows)
        ],
    )


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
            }
            for row in rows
        ],
    )


@transaction.atomic
def _load(model, key, rows):
    """Write `rows` to the table of `model`, whose rows are told apart by `key`, as is a row's `parent` where it has one.

    Returns for each whether it was created, changed or left alone. All or nothing: raises ValidationError with every
    row that can't be.
    """
    held = {getattr(one, key): one for one in model.objects.all()}
    outcomes, faults = [], []
    for facts in rows:
        if "parent" in facts:
            facts = facts | {"parent_id": held[facts.pop("parent")].pk if facts["parent"] else None}
        one = held.setdefault(facts[key], model(**{key: facts[key]}))
        created = one.pk is None
        changed = [name for name, value in facts.items() if getattr(one, name) != value]
        for name in changed:
            setattr(one, name, facts[name])
        ...
    return outcomes
