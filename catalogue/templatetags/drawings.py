"""The drawings of the marks: a circle fills for how sure, layers for what it takes, a window for how repeatable."""

from django import template
from django.utils.safestring import mark_safe

register = template.Library()

RING = '<circle class="hollow" cx="8" cy="8" r="6"/>'
CIRCLES = (
    RING,
    RING,
    f'{RING}<path d="M2.8 11a6 6 0 0 0 10.4 0z"/>',
    f'{RING}<path d="M2 8a6 6 0 0 0 12 0z"/>',
    '<circle cx="8" cy="8" r="6.8"/>',
    '<circle cx="8" cy="8" r="4.4"/><circle class="hollow" cx="8" cy="8" r="7"/>',
)
SHEET = '<path class="hollow" d="M2.8 2.2h10.4v11.6H2.8z"/>'
LAYERS = ("M2 1.4h12v2.4H2z", "M2 5h12v2.4H2z", "M2 8.6h12V11H2z", "M2 12.2h12v2.4H2z")
PANES = ("M2 8.6h5.4V14H2z", "M8.6 8.6H14V14H8.6z", "M2 2h5.4v5.4H2zM8.6 2H14v5.4H8.6z")


def _parts(paths, filled):
    """One path for the parts whose numbers are in `filled`, and a faint one for the others."""
    full, faint = ("".join(path for at, path in enumerate(paths) if (at in filled) == told) for told in (True, False))
    return (f'<path class="faint" d="{faint}"/>' if faint else "") + f'<path d="{full}"/>'


# Layers fill from the lowest up.
DRAWN = (
    {f"e{step}": circle for step, circle in enumerate(CIRCLES)}
    | {"t0": SHEET}
    | {f"t{step}": _parts(LAYERS, range(len(LAYERS) - step, len(LAYERS))) for step in (1, 2, 3, 4)}
    | {f"r{step}": _parts(PANES, range(step)) for step in (1, 2, 3)}
)


@register.simple_tag
def drawing(shape):
    """A mark as SVG: `shape` is a letter for what it marks, and its step. The words beside it say the same."""
    return mark_safe(f'<svg class="mark" viewBox="0 0 16 16" aria-hidden="true">{DRAWN[shape]}</svg>')
