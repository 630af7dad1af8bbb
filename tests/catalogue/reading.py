"""Files for reference managers and feeds as programs of others read them."""

import json

import bibtexparser
import feedparser
import rispy
from bibtexparser.middlewares import LatexDecodingMiddleware
from citeproc.source.json import CiteProcJSON
from pylatexenc.latex2text import LatexNodes2Text, MacroTextSpec, get_default_latex_context_db

# Commands of LaTeX itself that the reader's table lacks, or gives another character for.
COMMANDS = {"braceleft": "{", "braceright": "}", "less": "<", "greater": ">", "bar": "|", "asciicircum": "^"}


def body(client, address):
    response = client.get(address)
    assert response.status_code == 200, address
    return b"".join(response.streaming_content)


def bibtex(client, address):
    """{key: {field: what TeX would print}} of the entries of a BibTeX file; `type` is among the fields."""
    table = get_default_latex_context_db()
    macros = [MacroTextSpec(f"text{name}", sign) for name, sign in COMMANDS.items()]
    table.add_context_category("commands of LaTeX", macros=macros, prepend=True)
    decoding = LatexDecodingMiddleware(decoder=LatexNodes2Text(latex_context=table, keep_braced_groups=False))
    library = bibtexparser.parse_string(body(client, address).decode(), append_middleware=[decoding])
    assert library.failed_blocks == []
    assert len(library.blocks) == len(library.entries)
    return {
        one.key: {"type": one.entry_type} | {name: field.value for name, field in one.fields_dict.items()}
        for one in library.entries
    }


def ris(client, address):
    """The entries of an RIS file, as dicts."""
    return rispy.loads(body(client, address).decode())


def csl(client, address):
    """The items of a CSL-JSON file, as dicts. A processor took them: it warns of what CSL does not know."""
    items = json.loads(body(client, address))
    assert len(CiteProcJSON(items)) == len(items)
    return items


def feed(client, address):
    """An Atom feed, as a feed reader parses it."""
    read = feedparser.parse(body(client, address))
    assert not read.bozo, read.get("bozo_exception")
    assert read.version == "atom10"
    return read
