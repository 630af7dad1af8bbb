"""The addresses of the protocol: what the service can do, names matched, properties told, and what helps to choose.

A question may be longer than an address and is then sent by POST. It is answered and forgotten: nothing is written.
"""

from functools import wraps

from django.conf import settings
from django.http import Http404, HttpResponseRedirect, JsonResponse
from django.shortcuts import render
from django.urls import path, reverse
from django.utils.translation import get_language, override
from django.utils.translation import gettext as _

from catalogue.api.answers import Refused, api_view, language_asked, number_asked, question_view, refuse, refuse_unknown
from catalogue.citing import directory as name_of_directory
from catalogue.embedding import framed
from catalogue.exported import exported
from catalogue.filters import LANG, Fault, named
from catalogue.languages import codes, tag
from catalogue.public_page import KEPT, NOT_KEPT, problem
from catalogue.reconciling.asking import EXTEND, LONGEST, MOST_QUERIES, QUERIES, extension, questions
from catalogue.reconciling.directory import Directory
from catalogue.reconciling.matching import matched, suggested
from catalogue.taken import site_of
from places.gazetteer import key

VERSION = "0.2"
FORM = "application/x-www-form-urlencoded"
# Of the frame that a preview is shown in; suggestions told at once, and how many can be gone past.
WIDTH, HEIGHT = 420, 220
SUGGESTED, FARTHEST = 10, 500


def spoken(view):
    """Let `view` answer in the language that is asked for, else in that of its address."""

    @wraps(view)
    def answer(request, language):
        with override(language_asked(request) if LANG in request.GET else language):
            return view(request, Directory(exported(), site_of(request)))

    return answer


@question_view
@spoken
def service(request, directory):
    """What the service can do; or the answer to `queries` (names to be matched) or `extend` (properties)."""
    given = _given(request)
    if QUERIES in given:
        return _reply(_results(questions(given[QUERIES], directory), directory))
    if EXTEND in given:
        return _reply(_extended(extension(given[EXTEND], directory), directory))
    if request.method == "POST":
        refuse(Fault(QUERIES, _("Nothing is asked: send queries or extend.")))
    response = _reply(_manifest(directory))
    response.headers["Cache-Control"] = NOT_KEPT if request.GET else KEPT
    return response


def _given(request):
    """The parameters that were sent, in the address or as a form that is not too long."""
    if request.method != "POST":
        refuse_unknown(request, QUERIES, EXTEND)
        return request.GET
    if int(request.META.get("CONTENT_LENGTH") or 0) > LONGEST:
        raise Refused(problem(413, _("At most %s bytes can be asked at once.") % LONGEST))
    if request.content_type != FORM:
        raise Refused(problem(415, _("A question is sent as a form: %s.") % FORM))
    return request.POST


def _reply(found):
    return JsonResponse(found, json_dumps_params={"ensure_ascii": False})


def _results(asked, directory):
    return {
        name: {"result": [_candidate(one, sure, directory) for one, sure in found]}
        for name, found in matched(asked, directory).items()
    }


def _candidate(candidate, sure, directory):
    thing = candidate.thing
    features = [
        {"id": "name_similarity", "value": round(candidate.similarity, 1)},
        {"id": "properties_agreeing", "value": round(candidate.agreeing, 2)},
    ]
    return {
        "id": thing.id,
        "name": thing.name,
        "description": thing.about,
        "type": [_type(directory.types[thing.type])],
        "score": candidate.score,
        "match": sure,
        "features": features,
    }


def _type(type):
    return {"id": type.id, "name": str(type.label)}


def _extended(asked, directory):
    things, known = directory.things(asked.ids), directory.properties()
    return {
        "meta": [_described(known[name], directory) for name in asked.properties],
        "rows": {id: {name: _values(name, things.get(id), directory) for name in asked.properties} for id in asked.ids},
    }


def _described(property, directory):
    told = {"id": property.name, "name": str(property.label)}
    return told | ({"type": _type(directory.types[property.to])} if property.to else {})


def _values(name, thing, directory):
    """The values of a property of a Thing; none of what there is not, or may not be told of."""
    property = thing and directory.property(name, thing)
    return property.values(thing.of) if property else []


def _manifest(directory):
    base = directory.site + reverse("api:reconcile", kwargs={"language": get_language()})
    return {
        "versions": [VERSION],
        "name": name_of_directory(),
        "identifierSpace": f"{directory.site}/",
        "schemaSpace": f"{directory.site}{reverse('data')}",
        "documentation": f"{directory.site}{reverse('data')}#reconcile",
        "defaultTypes": [_type(one) for one in directory.types.values()],
        "view": {"url": f"{base}/view?id={{{{id}}}}"},
        "preview": {"url": f"{base}/preview?id={{{{id}}}}", "width": WIDTH, "height": HEIGHT},
        "suggest": {
            name: {"service_url": base, "service_path": f"/suggest/{name}"} for name in ("entity", "property", "type")
        },
        "extend": {
            "propose_properties": {"service_url": base, "service_path": "/properties"},
            "property_settings": [],
        },
        "batchSize": MOST_QUERIES,
    }


# --- what helps to choose; programs send parameters of their own along, which say nothing here


@api_view
@spoken
def suggest_entity(request, directory):
    """Things whose names begin with `prefix`, of one `type` if that is given."""
    prefix, types = request.GET.get("prefix", "").strip(), _types(request, directory)
    found = suggested(prefix[:200], directory, types) if key(prefix) else []
    return _suggestions(
        request,
        (
            {
                "id": one.id,
                "name": one.name,
                "description": one.about,
                "notable": [_type(directory.types[one.type])],
            }
            for one in found
        ),
    )


@api_view
@spoken
def suggest_type(request, directory):
    """The types that are called as `prefix` says, all if it is empty."""
    types = [_type(one) for one in directory.types.values()]
    return _suggestions(request, _called(types, request.GET.get("prefix", "")))


@api_view
@spoken
def suggest_property(request, directory):
    """The properties that are called as `prefix` says, of one `type` if that is given."""
    found = _called(_properties(directory, _types(request, directory)), request.GET.get("prefix", ""))
    return _suggestions(request, found)


@api_view
@spoken
def properties(request, directory):
    """The properties that things of a `type` have, up to `limit` of them."""
    types = _types(request, directory)
    found = _properties(directory, types)
    limit = number_asked(request, "limit", len(found), 1, 10_000)
    told = [{name: one[name] for name in ("id", "name")} for one in found[:limit]]
    return _reply({"type": request.GET.get("type", ""), "limit": limit, "properties": told})


def _types(request, directory):
    """The ids of the types that are asked for: none for all."""
    asked = request.GET.get("type", "")
    if asked and asked not in directory.types:
        words = _("There is no %(asked)s. There are: %(offered)s.")
        refuse(Fault("type", words % {"asked": named([asked]), "offered": ", ".join(directory.types)}))
    return (asked,) if asked else ()


def _properties(directory, types):
    return [
        {"id": one.name, "name": str(one.label), "description": str(one.meaning)}
        for one in directory.properties(types).values()
    ]


def _called(found, prefix):
    """Those of `found` (dicts) whose id or name has a word that begins with `prefix`."""
    begun = f" {key(prefix)}"
    return [one for one in found if any(begun in f" {key(one[part])}" for part in ("id", "name"))]


def _suggestions(request, found):
    start = number_asked(request, "cursor", 0, 0, FARTHEST)
    return _reply({"result": list(found)[start : start + SUGGESTED]})


# --- a thing, for people


@api_view
@spoken
def view(request, directory):
    """Leads to the page of a thing."""
    return HttpResponseRedirect(_thing(request, directory).path)


@api_view
@spoken
def preview(request, directory):
    """A thing in a few words, to be shown in a frame."""
    thing = _thing(request, directory)
    context = {"thing": thing, "type": directory.types[thing.type].label, "url": directory.site + thing.path}
    return framed(render(request, "catalogue/preview.html", context))


def _thing(request, directory):
    id = request.GET.get("id", "")
    things = directory.things([id])
    if id not in things:
        raise Http404
    return things[id]


def patterns():
    """The addresses of the service, below those of the API: once for each language, the usual one without its tag."""
    views = {
        "": service,
        "/suggest/entity": suggest_entity,
        "/suggest/type": suggest_type,
        "/suggest/property": suggest_property,
        "/properties": properties,
        "/view": view,
        "/preview": preview,
    }
    for code in codes():
        base = "reconcile" if code == settings.LANGUAGE_CODE else f"reconcile/{tag(code)}"
        for below, answer in views.items():
            name = "-".join(["reconcile", *below.split("/")[1:]])
            yield path(f"{base}{below}", answer, {"language": code}, name=name)
