from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from catalogue import views
from practices.pages import practice_page

PAGE = {"build": practice_page, "template": "practices/detail.html"}


@require_safe
def practice_list(request):
    def words(count):
        return ngettext("%(count)s practice", "%(count)s practices", count) % {"count": count}

    return views.list_page(request, "practice", words=words, template="practices/list.html")


@require_safe
def practice_detail(request, slug):
    return views.entry_page(request, "practice", slug, **PAGE)


@require_safe
def practice_edition(request, slug, number):
    return views.entry_page(request, "practice", slug, number, **PAGE)


@require_safe
def practice_editions(request, slug):
    return views.editions_page(request, "practice", slug)
