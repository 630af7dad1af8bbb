"""A Brief as a document of an office program (DOCX, ECMA-376), in the language and direction of the page.

Made with the means of python-docx; what it has no word for (direction, links, shading) is put in as elements.
"""

import io
import zipfile

from django.utils.translation import get_language, get_language_bidi
from django.utils.translation import gettext as _
from docx import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt, RGBColor

from catalogue.as_of import date_of
from catalogue.citing import directory
from catalogue.map_picture import map_picture
from places.lists import listed_apart
from publishing.editing.sheets.archives import zipped

MARGIN, WIDTH, HEIGHT = Cm(1.8), Cm(17.4), Cm(7)  # of an A4 page; what is between them; of a map at most
LABEL = Cm(5.4)  # the first column of the table
ACCENT, SOFT = RGBColor(0x0B, 0x4F, 0x55), RGBColor(0x47, 0x4D, 0x4D)
TINTS = ("DFECE9", "B9D9D5", "8CC2BE")  # of squares with one entry, with two or three, with more
# What the format holds in text: no controls but breaks.
CONTROLS = dict.fromkeys([*range(9), 11, 12, *range(14, 32), 0xFFFE, 0xFFFF])


def document(brief):
    """The bytes of the document: the same for the same brief, whenever it is made."""
    paper = _Paper()
    paper.titled(brief.title, brief.standing)
    for label, words in brief.narrowed:
        paper.labelled(label, words)
    for notice in brief.notices:
        paper.text(notice)
    if brief.map:
        paper.picture(map_picture(brief.map), " · ".join(brief.countries))
    if brief.table:
        paper.table(brief.table)
    for number, item in enumerate(brief.items, 1):
        _entry(paper, number, item, brief.site)
    if brief.rest:
        paper.note(_("Not told here: %(words)s") % {"words": brief.rest_words})
    paper.heading(_("What to ask those who did it"), 2)
    for question in brief.questions:
        paper.listed(question)
    paper.heading(_("Cite as"), 2)
    for words in (brief.cite, brief.licence, _("A gap in the directory is not a gap in the world.")):
        paper.note(words)
    return paper.bytes_of(brief)


def _entry(paper, number, item, site):
    paper.heading(f"{number}. ", 2, link=(item.title, site + item.url))
    paper.note(" · ".join(item.facts), with_next=True)
    paper.text(item.summary)
    for label, words in item.gist:
        paper.labelled(label, words)
    more = [_("%(number)s more") % {"number": item.more_sources}] if item.more_sources else []
    if item.sources:
        paper.labelled(_("Sources"), listed_apart([*item.sources, *more]), small=True)


class _Paper:
    """A document that is being written, from top to bottom."""

    def __init__(self):
        self._made, self._mirrored = Document(), get_language_bidi()
        section = self._made.sections[0]
        section.page_width, section.page_height = Cm(21), Cm(29.7)
        section.left_margin = section.right_margin = section.top_margin = section.bottom_margin = MARGIN
        styles = self._made.styles
        _sized(styles["Normal"], 9.5)
        styles["Normal"].font.name = "Calibri"
        styles["Normal"].paragraph_format.space_after, styles["Normal"].paragraph_format.line_spacing = Pt(2), 1.05
        for name, size, before in (("Title", 18, 0), ("Heading 2", 11.5, 7)):
            _sized(styles[name], size)
            styles[name].font.name, styles[name].font.color.rgb = "Calibri", ACCENT
            styles[name].paragraph_format.space_before, styles[name].paragraph_format.space_after = Pt(before), Pt(2)
        self._language(styles["Normal"].element.get_or_add_rPr())

    def _language(self, properties):
        tongue = OxmlElement("w:lang")
        tongue.set(qn("w:bidi" if self._mirrored else "w:val"), get_language())
        properties.append(tongue)

    def titled(self, title, below):
        self._written(self._made.add_paragraph(style="Title"), title)
        self.note(below)

    def heading(self, words, level, link=None):
        paragraph = self._made.add_paragraph(style=f"Heading {level}")
        self._written(paragraph, words)
        if link:
            self._linked(paragraph, *link)

    def text(self, words):
        for part in words.split("\n"):
            if part.strip():
                self._written(self._made.add_paragraph(), part)

    def note(self, words, with_next=False):
        if words:
            paragraph = self._made.add_paragraph()
            paragraph.paragraph_format.keep_with_next = with_next or None
            _sized(self._written(paragraph, words), 8.5).font.color.rgb = SOFT

    def labelled(self, label, words, small=False):
        paragraph = self._made.add_paragraph()
        runs = [self._written(paragraph, f"{label}: "), self._written(paragraph, " ".join(words.split()))]
        runs[0].bold = runs[0].font.cs_bold = True
        for run in runs if small else ():
            _sized(run, 8.5)

    def listed(self, words):
        self._written(self._made.add_paragraph(style="List Bullet"), words)

    def picture(self, picture, alternative):
        shape = self._made.add_picture(io.BytesIO(picture), width=WIDTH)
        if shape.height > HEIGHT:
            shape.width, shape.height = round(shape.width * HEIGHT / shape.height), HEIGHT
        shape._inline.docPr.set("descr", _clean(alternative))
        self.note(alternative)

    def table(self, crosstab):
        made = self._made.add_table(rows=1, cols=len(crosstab.columns.values) + 2, style="Table Grid")
        if self._mirrored:
            made._tbl.tblPr.append(OxmlElement("w:bidiVisual"))
        for at, column in enumerate(made.columns):
            column.width = LABEL if at == 0 else (WIDTH - LABEL) // (len(made.columns) - 1)
        heads = [crosstab.rows.label, *(one.label for one in crosstab.columns.values), _("All")]
        self._cells(made.rows[0], heads)
        for row, total, squares in crosstab.lines:
            cells = made.add_row()
            self._cells(cells, [row.label, *(square.count for square in squares), total])
            for cell, square in zip(cells.cells[1:], squares, strict=False):
                _shade(cell, square.count)
        self._made.add_paragraph()

    def _cells(self, row, values):
        """Fills `row`: a label, and what is counted, in the middle of its cells."""
        for at, (cell, value) in enumerate(zip(row.cells, values, strict=True)):
            paragraph = cell.paragraphs[0]
            _sized(self._written(paragraph, str(value)), 8.5)
            paragraph.paragraph_format.keep_with_next, paragraph.paragraph_format.space_after = True, Pt(0)
            if at:
                paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER

    def _written(self, paragraph, words):
        """Adds a run of `words` to `paragraph`, both in the direction of the page."""
        run = paragraph.add_run(_clean(words))
        if self._mirrored:
            properties = paragraph._p.get_or_add_pPr()
            if properties.find(qn("w:bidi")) is None:
                properties.append(OxmlElement("w:bidi"))
                paragraph.alignment = WD_ALIGN_PARAGRAPH.LEFT  # the beginning of the line, which is at the right
            run.font.rtl = True
        return run

    def _linked(self, paragraph, words, url):
        link = OxmlElement("w:hyperlink")
        link.set(qn("r:id"), paragraph.part.relate_to(url, RELATIONSHIP_TYPE.HYPERLINK, is_external=True))
        link.append(self._written(paragraph, words)._r)
        paragraph._p.append(link)

    def bytes_of(self, brief):
        facts, date = self._made.core_properties, date_of(brief.catalogue)
        facts.title, facts.author, facts.language = _clean(brief.title), directory(), get_language()
        facts.comments, facts.last_modified_by = _clean(brief.cite)[:255], directory()
        if date:
            facts.created = facts.modified = date
        file = io.BytesIO()
        self._made.save(file)
        with zipfile.ZipFile(file) as made:  # its parts are dated when it is made
            return b"".join(zipped([(name, [made.read(name)]) for name in made.namelist()], date))


def _sized(styled, points):
    """`styled` in this size, in the scripts too that offices count as complex (w:szCs)."""
    styled.font.size = Pt(points)
    properties = styled.element.get_or_add_rPr()
    for old in properties.findall(qn("w:szCs")):
        properties.remove(old)
    size = OxmlElement("w:szCs")
    size.set(qn("w:val"), str(round(points * 2)))
    properties.find(qn("w:sz")).addnext(size)
    return styled


def _clean(words):
    return str(words).translate(CONTROLS)


def _shade(cell, count):
    """Tints `cell` by its number of entries, as squares of a gap table are."""
    if count:
        tint = OxmlElement("w:shd")
        tint.set(qn("w:val"), "clear")
        tint.set(qn("w:fill"), TINTS[(count > 1) + (count > 3)])
        cell._tc.get_or_add_tcPr().append(tint)
