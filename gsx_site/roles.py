"""Who may do what: three groups, each of which may do what the one before it may, and more.

What the permissions of an entry mean for one entry (own drafts, second persons, levels) is decided in
`publishing.safety.review` and in the admin of entries.
"""

from django.apps import apps
from django.contrib.auth.management import create_permissions
from django.contrib.auth.models import Group, Permission

from publishing.models import Entry

ALL = ("add", "change", "delete", "view")
WRITE = ("add", "change", "view")
LOOK = ("view",)

ENTRIES = tuple(model._meta.label_lower for model in Entry.kinds.values())


def _parts(model):
    """The labels of what is edited inside the form of `model`, and inside that."""
    for name in getattr(model, "PARTS", ()):
        part = model._meta.get_field(name).related_model
        yield from (part._meta.label_lower, *_parts(part))


PARTS = tuple(dict.fromkeys(label for model in Entry.kinds.values() for label in _parts(model)))
VOCABULARY = (
    "practices.theme",
    "practices.recommendation",
    "practices.keytheme",
    "publishing.term",
    "catalogue.synonymgroup",
)

# {group: {model: permissions}}; a later group has those of the earlier ones too.
ROLES = {
    "contributor": {
        **dict.fromkeys(ENTRIES, ALL),
        **dict.fromkeys(PARTS, ALL),
        "publishing.source": ("add", "view"),
        **dict.fromkeys(VOCABULARY, LOOK),
        "places.country": LOOK,
    },
    "editor": {
        **dict.fromkeys(ENTRIES, ("review", "publish")),
        "publishing.source": WRITE,
        "publishing.edition": LOOK,
        "publishing.care": ("change", "view"),
        "publishing.suggestion": ("change", "view"),
        "publishing.consentanswer": LOOK,
    },
    "publisher": {
        **dict.fromkeys(ENTRIES, ("set_level", "withdraw")),
        **dict.fromkeys(VOCABULARY, ALL),
        "publishing.source": ALL,
        "publishing.suggestion": ("delete",),
        "places.country": ("change",),
    },
}


def grant_roles(using="default"):
    """Bring the groups of ROLES in step with it. `migrate` does so each time, as it does with the permissions."""
    for config in apps.get_app_configs():
        create_permissions(config, verbosity=0, using=using)
    known = Permission.objects.using(using).values_list("content_type__app_label", "codename", "pk")
    keys = {(app, codename): pk for app, codename, pk in known}
    granted = set()
    for name, models in ROLES.items():
        for label, actions in models.items():
            app, model = label.split(".")
            granted |= {keys[app, f"{action}_{model}"] for action in actions}
        Group.objects.using(using).get_or_create(name=name)[0].permissions.set(granted)
