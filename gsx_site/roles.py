"""Who may do what: three groups, each of which may do what the one before it may, and more.

What the permissions of an entry mean for one entry (own drafts, second persons, levels) is decided in
`publishing.safety.review` and in the admin of entries.
"""

from django.apps import apps
from django.contrib.auth.management import create_permissions
from django.contrib.auth.models import Group, Permission

ALL = ("add", "change", "delete", "view")
WRITE = ("add", "change", "view")
LOOK = ("view",)

ENTRIES = ("networks.organisation", "networks.network", "practices.practice")
# What is edited inside the form of an entry.
PARTS = (
    "publishing.citation",
    "publishing.consent",
    "publishing.picture",
    "networks.organisationtext",
    "networks.networktext",
    "networks.membership",
    "networks.membershipcitation",
    "practices.practicetext",
    "practices.participation",
    "practices.practicetheme",
    "practices.illustration",
)
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


def grant_roles():
    """Bring the groups of ROLES in step with it, also when the permissions have not been made yet (in a migration)."""
    for config in apps.get_app_configs():
        create_permissions(config, verbosity=0)
    granted = set()
    for name, models in ROLES.items():
        granted |= {permission for model, actions in models.items() for permission in _permissions(model, actions)}
        Group.objects.get_or_create(name=name)[0].permissions.set(granted)


def _permissions(label, actions):
    app, model = label.split(".")
    for action in actions:
        yield Permission.objects.get(content_type__app_label=app, codename=f"{action}_{model}").pk
