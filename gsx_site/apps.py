from django.apps import AppConfig, apps
from django.contrib.admin import apps as admin_apps
from django.db.models.signals import post_migrate


class SiteConfig(AppConfig):
    name = "gsx_site"
    default = True

    def ready(self):
        from gsx_site.roles import grant_roles

        # Django says so to apps that have models, and this one has none.
        told = apps.get_app_config("accounts")
        post_migrate.connect(
            lambda *, using, **_: grant_roles(using), sender=told, weak=False, dispatch_uid="grant roles"
        )


class EditorsAdminConfig(admin_apps.AdminConfig):
    """Django's admin with our site in the place of its own."""

    default_site = "gsx_site.admin_site.EditorsSite"
    default = False
