"""CSL-JSON (schema 1.0.2 of the Citation Style Language): what citation processors and Zotero read and write."""

import json

from django.utils.translation import gettext_lazy as _

from catalogue.alternates.alternate import Alternate
from catalogue.alternates.citations import cited


def _item(one):
    """The item of a Cited, as JSON.

    A web page: of the types that fit, the only one that reference managers keep as what it is (`entry` becomes a
    document without a kind, and a case study is no `dataset`).
    """
    item = {
        "id": one.key,
        "type": "webpage",
        "title": one.title,
        "author": [{"literal": one.publisher}],
        "container-title": one.publisher,
        "publisher": one.publisher,
        "issued": {"date-parts": [[one.date.year, one.date.month, one.date.day]]},
        "version": str(one.number),
        "URL": one.url,
        "note": one.urn,
        "language": one.language,
        "abstract": one.abstract,
        "keyword": "; ".join(keyword.label for keyword in one.keywords),
    }
    return json.dumps({name: value for name, value in item.items() if value}, ensure_ascii=False)


def _of_list(taken):
    separator = "["
    for one in taken:
        yield f"{separator}\n{_item(cited(one))}"
        separator = ","
    yield "\n]\n" if separator == "," else "[]\n"


CSL = Alternate(
    name="csl.json",
    label="CSL-JSON",
    use=_("for citation processors and Zotero"),
    media_type="application/vnd.citationstyles.csl+json",
    of_list=_of_list,
    weight=(1620, 448, 0.062),
    cites=True,
    of_entry=lambda taken: f"[\n{_item(cited(taken))}\n]\n",
)
