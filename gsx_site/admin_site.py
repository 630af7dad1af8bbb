"""The editors' site: Django's admin, with what waits for somebody on its first page."""

from django.contrib.admin import AdminSite

from gsx_site.cockpit import work_lists


class EditorsSite(AdminSite):
    index_template = "admin/cockpit.html"

    def index(self, request, extra_context=None):
        lists = work_lists(request, self)
        waiting = [one for one in lists if one.count]
        quiet = [one for one in lists if not one.count]
        return super().index(request, {"waiting": waiting, "quiet": quiet, **(extra_context or {})})
