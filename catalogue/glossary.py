"""Abbreviations of the field that entries use, what they stand for and mean: facts, in our own words."""

import re
from dataclasses import dataclass
from html import escape
from typing import Any

from django.urls import reverse
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True)
class Abbreviation:
    """`short`, also written `also`, stands for `long`; `meaning` is a sentence for those who know neither."""

    short: str
    long: Any
    meaning: Any
    also: str = ""


GLOSSARY = [
    Abbreviation(
        "CSO",
        _("civil society organisation"),
        _("A group that people form by themselves, apart from government and business, such as an association."),
    ),
    Abbreviation(
        "CVE",
        _("countering violent extremism"),
        _("Work against the pull of violent groups by other means than force."),
    ),
    Abbreviation(
        "DDR",
        _("disarmament, demobilisation and reintegration"),
        _("The steps by which members of armed groups lay down their weapons, leave and return to civilian life."),
    ),
    Abbreviation("EU", _("European Union"), _("A union of states in Europe with laws and a budget in common.")),
    Abbreviation(
        "GCERF",
        _("Global Community Engagement and Resilience Fund"),
        _("A fund in Geneva that pays for local work against violent extremism."),
    ),
    Abbreviation(
        "GSX",
        _("Global Solutions Exchange"),
        _("The platform of civil society organisations whose report of 2017 this directory grew out of."),
    ),
    Abbreviation(
        "ICAN",
        _("International Civil Society Action Network"),
        _("An organisation that supports women who build peace; it brings together the members of WASL."),
    ),
    Abbreviation(
        "IDP",
        _("internally displaced person"),
        _("Somebody who had to leave home and has not crossed a border."),
    ),
    Abbreviation(
        "IGAD",
        _("Intergovernmental Authority on Development"),
        _("A body of states in the Horn of Africa and its neighbourhood."),
    ),
    Abbreviation(
        "LPN",
        _("local prevention network"),
        _("People of one town, from authorities, services and civil society, who meet to prevent violence there."),
    ),
    Abbreviation(
        "M&E",
        _("monitoring and evaluation"),
        _("Following work while it goes on, and judging what came of it."),
    ),
    Abbreviation(
        "MHPSS",
        _("mental health and psychosocial support"),
        _("Help with distress and with what causes it, from talks in a group to treatment."),
    ),
    Abbreviation(
        "NAP",
        _("national action plan"),
        _("What a government has written down that it will do, here mostly to prevent violent extremism."),
    ),
    Abbreviation(
        "NGO",
        _("non-governmental organisation"),
        _("An organisation that is no part of a government and earns nothing for owners."),
    ),
    Abbreviation(
        "OSCE",
        _("Organization for Security and Co-operation in Europe"),
        _("A body of states in Europe, Central Asia and North America that work together on security."),
    ),
    Abbreviation(
        "P/CVE",
        _("preventing and countering violent extremism"),
        _("PVE and CVE together: the two are often not told apart."),
        also="PCVE",
    ),
    Abbreviation(
        "PVE",
        _("preventing violent extremism"),
        _("Work on what lets violent groups find followers, before they do."),
    ),
    Abbreviation(
        "R&R",
        _("rehabilitation and reintegration"),
        _("Help for people who leave violent groups or prison, and for the places they come back to."),
    ),
    Abbreviation(
        "RAN",
        _("Radicalisation Awareness Network"),
        _("A network of people who do such work in Europe, which the European Commission founded in 2011."),
    ),
    Abbreviation(
        "UN",
        _("United Nations"),
        _("The organisation that nearly all states of the world belong to."),
    ),
    Abbreviation(
        "UNDP",
        _("United Nations Development Programme"),
        _("The body of the United Nations for development."),
    ),
    Abbreviation(
        "UNFPA",
        _("United Nations Population Fund"),
        _("The agency of the United Nations for sexual and reproductive health."),
    ),
    Abbreviation(
        "USAID",
        _("United States Agency for International Development"),
        _("An agency of the United States that paid for civilian aid abroad."),
    ),
    Abbreviation(
        "WASL",
        _("Women’s Alliance for Security Leadership"),
        _("A network of women’s organisations for peace and security, brought together by ICAN."),
    ),
    Abbreviation(
        "WPS",
        _("women, peace and security"),
        _("What resolution 1325 of the United Nations Security Council and those after it ask of states."),
    ),
    Abbreviation(
        "YPS",
        _("youth, peace and security"),
        _("What resolution 2250 of the United Nations Security Council and those after it ask of states."),
    ),
]

_BY_SPELLING = {escape(spelling): one for one in GLOSSARY for spelling in (one.short, one.also) if spelling}
_SPELLINGS = "|".join(re.escape(one) for one in sorted(_BY_SPELLING, key=len, reverse=True))
# A link, a tag, or a whole word, perhaps in the plural. What is not a word of its own, as in SEAN-CSO, is a name.
_PIECE = re.compile(
    rf"<a\b.*?</a>|<[^>]*>|(?<![\w/-])(?<!&amp;)(?P<word>{_SPELLINGS})(?=s?(?![\w/-]|&amp;\w))", re.DOTALL
)


def explained(html, known):
    """`html`, which is safe, with the first of each abbreviation told; `known` (a set) were before.

    It leads to its line in the glossary, since a title can't be opened by touch or by keyboard.
    """
    page = reverse("glossary")

    def told(match):
        one = _BY_SPELLING.get(match["word"])
        if one is None or one.short in known:
            return match[0]
        known.add(one.short)
        return f'<a href="{page}#{slugify(one.short)}"><abbr title="{escape(str(one.long))}">{match[0]}</abbr></a>'

    return _PIECE.sub(told, html)
