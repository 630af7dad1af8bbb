"""Themes and recommendations as vocabularies: read for the public, loaded from files."""

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

    Returns whether anything changed. Themes that are not in `rows` stay.
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
    """Bring the report's recommendations in step with `rows`, each after the one it stands below."""
    changed = False
    for position, row in enumerate(rows):
        parent = Recommendation.objects.filter(number=row["parent"]).first()
        facts = {
            "number": row["number"],
            "label": row["label"],
            "parent": parent,
            "title": row["title"],
            "gist": row["gist"],
            "locator": row["source_locator"],
            "position": position,
        }
        changed |= _load(Recommendation, "number", [facts])
    return changed


def load_key_themes(rows):
    """Bring the report's key themes in step with `rows`."""
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
    changed = False
    for facts in rows:
        found = model.objects.filter(**{key: facts[key]}).first()
        if found is None:
            found = model(**facts)
        elif all(getattr(found, name) == value for name, value in facts.items()):
            continue
        else:
            for name, value in facts.items():
                setattr(found, name, value)
        found.save()
        changed = True
    if changed:
        Generation.objects.advance(vocabulary=True)
    return changed
