"""How the API answers: to any site, without a cookie, with a tag; and with a problem document when it can't."""

from functools import wraps

from django.conf import settings
from django.http import Http404, HttpResponse
from django.utils.cache import get_conditional_response
from django.utils.translation import gettext as _
from django.utils.translation import override

from catalogue.filters import LANG, Fault, named, whole
from catalogue.languages import codes, tag
from catalogue.open_reply import asked_by_any_site, read_by_any_site
from catalogue.public_page import KEPT, NOT_KEPT, Moved, entity_tag, problem, problem_of


class Refused(Exception):
    """What is asked for can't be had; `response` says why."""

    def __init__(self, response):
        super().__init__(response.status_code)
        self.response = response


def refuse(fault):
    """Refuse a request for a Fault: 400 with a problem document that names the parameter."""
    raise Refused(problem_of(fault))


def refuse_unknown(request, *known):
    """Refuse a request with other parameters than those `known` and the language."""
    if unknown := [name for name in request.GET if name not in (*known, LANG)]:
        refuse(Fault(unknown[0], _("Not known here: %s.") % named(unknown)))


def number_asked(request, name, usual, least, most):
    """The whole number given for the parameter `name`, from `least` to `most`; `usual` when there is none."""
    asked = request.GET.get(name, "")
    number = whole(asked) if asked else usual
    if (asked and asked != str(number)) or not least <= number <= most:
        words = _("%(name)s is a whole number from %(least)s to %(most)s, not %(asked)s.")
        refuse(Fault(name, words % {"name": name, "least": least, "most": most, "asked": named([asked])}))
    return number


def language_asked(request):
    """The code of the language that labels are asked for in; that of the path, the usual one, when none is."""
    asked = request.GET.get(LANG, "")
    offered = {tag(code): code for code in codes()}
    if asked and asked not in offered:
        words = _("There is no language %(asked)s. There are: %(offered)s.")
        refuse(Fault(LANG, words % {"asked": named([asked]), "offered": ", ".join(offered)}))
    return offered.get(asked, settings.LANGUAGE_CODE)


def language_query(request):
    """The query string by which another reply is had in the language of this one; empty for the usual one."""
    asked = request.GET.get(LANG, "")
    return f"{LANG}={asked}" if asked else ""


def answered(request, catalogue, make, own_query="", told=None):
    """The reply with the model that `make()` gives of `catalogue`; of its fields, those that are `told` (all if None).

    It may be kept at the query string `own_query`, or at that of its language alone; at none if it is None.
    """
    tag = entity_tag(request, catalogue)
    response = get_conditional_response(request, etag=tag)
    if response is None:
        response = HttpResponse(make().model_dump_json(include=told), content_type="application/json")
    response.headers["ETag"] = tag
    own_query = language_query(request) if own_query == "" else own_query
    response.headers["Cache-Control"] = KEPT if own_query == request.META.get("QUERY_STRING", "") else NOT_KEPT
    return response


def api_view(view):
    """Let `view` be read by any site, and by no other method; whatever is wrong is said in a problem document."""
    return read_by_any_site(_with_problems(view))


def question_view(view):
    """The same for a `view` that answers questions which may be sent by POST, and writes nothing."""
    return asked_by_any_site(_with_problems(view))


def _with_problems(view):
    @wraps(view)
    def answer(request, *args, **kwargs):
        return _answer(view, request, args, kwargs)

    return answer


def nothing_here(request, *args, **kwargs):
    """The view of every address that is none of the API's."""
    raise Http404


def _answer(view, request, args, kwargs):
    asked = request.method
    try:
        # Views know no HEAD: the server leaves out the body of the reply to one.
        request.method = "GET" if asked == "HEAD" else asked
        with override(language_asked(request)):
            return view(request, *args, **kwargs)
    except Refused as refused:
        return refused.response
    except Moved as moved:
        return moved.redirect(request, language_query(request))
    except Http404:
        return problem(404, _("There is nothing at this address."))
    finally:
        request.method = asked
