"""Themes and recommendations in the API."""

from django.http import Http404
from django.urls import reverse
from ninja import Router
from pydantic import BaseModel, Field

from catalogue.api.answers import answered, refuse_unknown
from catalogue.api.shapes import TermText
from catalogue.exported import exported
from catalogue.public_page import Moved
from practices.models import Recommendation
from practices.theme_pages import illustrating, on_theme

themes = Router(tags=["themes"])
recommendations = Router(tags=["recommendations"])


class ThemeData(BaseModel):
    """A theme that practices are about."""

    slug: str = Field(description="How records and parameters write it.")
    label: str = Field(description="What it is called.")
    description: str = Field(description="What it is about.")
    aliases: list[str] = Field(description="What else it is called.")
    texts: dict[str, TermText] = Field(description="The same in other languages than English, by language tag.")
    former: list[str] = Field(
        description="Slugs that it had, and those of themes that were merged into it. Their addresses lead here."
    )
    un_area: str = Field(
        description="The number of the area of the United Nations Plan of Action that it belongs to; empty for none."
    )
    dac: list[str] = Field(description="The codes of the OECD DAC purposes that come nearest to it.")
    count: int = Field(description="How many practices are about it.")
    url: str = Field(description="Its page.")


class ThemeList(BaseModel):
    """All themes."""

    generation: int = Field(description="The number of public changes so far.")
    results: list[ThemeData] = Field(description="The themes, by name.")


class PointText(BaseModel):
    """What a recommendation is in a language."""

    title: str = Field("", description="What it is about.")
    gist: str = Field("", description="What it says.")


class RecommendationData(BaseModel):
    """One of the recommendations of the #GSX2017 report, or a point below one."""

    number: str = Field(description="How records and parameters write it: 4b-i.")
    label: str = Field(description="Its number as the report prints it.")
    title: str = Field(description="What it is about, in our words.")
    gist: str = Field(description="What it says, in our words.")
    texts: dict[str, PointText] = Field(description="The same in other languages than English, by language tag.")
    locator: str = Field(description="Where it stands in the report.")
    parent: str | None = Field(description="The number of the recommendation that it stands below; null for none.")
    count: int = Field(description="How many practices illustrate it or a point below it.")
    url: str = Field(description="Its page.")


class RecommendationList(BaseModel):
    """All recommendations, each with the one it stands below."""

    generation: int = Field(description="The number of public changes so far.")
    results: list[RecommendationData] = Field(description="The recommendations, in the order of the report.")


@themes.get("", response=ThemeList, url_name="themes", operation_id="themes", summary="List themes")
def theme_list(request):
    """All themes with their descriptions, their other names, and how many practices are about them."""
    refuse_unknown(request)
    catalogue = exported()
    return answered(request, catalogue, lambda: _themes(request, catalogue))


@themes.get("/{slug:slug}", response=ThemeData, url_name="theme", operation_id="theme", summary="Read a theme")
def theme_detail(request, slug: str):
    """A theme by its slug."""
    refuse_unknown(request)
    catalogue = exported()
    if now := catalogue.former.get("themes", {}).get(slug):
        raise Moved(now)
    term = catalogue.terms.get("themes", {}).get(slug)
    if term is None:
        raise Http404
    return answered(request, catalogue, lambda: _theme(request, term, catalogue))


@recommendations.get(
    "",
    response=RecommendationList,
    url_name="recommendations",
    operation_id="recommendations",
    summary="List recommendations",
)
def recommendation_list(request):
    """The recommendations of the report, the points below them, and how many practices illustrate each."""
    refuse_unknown(request)
    catalogue = exported()
    return answered(request, catalogue, lambda: _recommendations(request, catalogue))


@recommendations.get(
    "/{slug:number}",
    response=RecommendationData,
    url_name="recommendation",
    operation_id="recommendation",
    summary="Read a recommendation",
)
def recommendation_detail(request, number: str):
    """A recommendation, or a point below one, by its number."""
    refuse_unknown(request)
    catalogue = exported()
    one = Recommendation.objects.select_related("parent").filter(number=number).first()
    if one is None:
        raise Http404
    return answered(request, catalogue, lambda: _recommendation(request, one, catalogue))


def _themes(request, catalogue):
    terms = catalogue.terms.get("themes", {}).values()
    return ThemeList(generation=catalogue.number, results=[_theme(request, term, catalogue) for term in terms])


def _theme(request, term, catalogue):
    return ThemeData(
        slug=term.slug,
        label=term.label,
        description=term.told.words,
        aliases=term.called.words,
        texts=term.texts,
        former=term.former,
        un_area=term.codes["un_area"],
        dac=term.codes["dac"],
        count=len(on_theme(catalogue, term.slug)),
        url=request.build_absolute_uri(reverse("themes:detail", args=[term.slug])),
    )


def _recommendations(request, catalogue):
    found = Recommendation.objects.select_related("parent")
    return RecommendationList(
        generation=catalogue.number, results=[_recommendation(request, one, catalogue) for one in found]
    )


def _recommendation(request, one, catalogue):
    return RecommendationData(
        number=one.number,
        label=one.label,
        title=one.said("title").words,
        gist=one.said("gist").words,
        texts=one.texts,
        locator=one.locator,
        parent=one.parent.number if one.parent else None,
        count=len(illustrating(catalogue, one.number)),
        url=request.build_absolute_uri(one.get_absolute_url()),
    )
