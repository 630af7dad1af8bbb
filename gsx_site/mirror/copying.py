"""A copy of the site from one generation of the directory: gathered first, then written."""

from html import escape
from pathlib import Path
from tempfile import TemporaryDirectory

from django.http import QueryDict
from django.template.loader import render_to_string
from django.utils.translation import gettext as _
from django.utils.translation import override

from catalogue.alternates import offered
from catalogue.exported import only_exported
from catalogue.kinds import ANY_KIND, KINDS
from catalogue.languages import codes, home_in
from catalogue.taken import TakenList
from gsx_site.mirror import CopyError, links
from gsx_site.mirror.addresses import about_in, own_address
from gsx_site.mirror.gathering import CSS, HTML, Gathered, Gathering, Site
from publishing.models import Generation

ATTEMPTS = 3


def copy_site(folder, origin, progress):
    """Bring `folder` (a Folder) up to date with the site at `origin`.

    `progress(what, done, of)` is called for each address and each file. Raises CopyError, and then the folder is as it
    was; and OSError when it can't be written.
    """
    for _attempt in range(ATTEMPTS):
        with only_exported() as catalogue, TemporaryDirectory(prefix="export-site-") as spool:
            gathering = Gathering(Site(origin), Path(spool))
            try:
                gathering.run(lambda done, of: progress("Read", done, of))
            except CopyError:
                # The files of the whole directory refuse to be made of what is not current any more.
                if _is_current(catalogue):
                    raise
                continue
            if _is_current(catalogue):
                Copy(gathering, catalogue).write(folder, progress)
                return
    raise CopyError("The directory changed each time while it was read: try again when nobody publishes.")


def _is_current(catalogue):
    return Generation.objects.now().mark == catalogue.mark


class Copy:
    """The files made of a `gathering` (a Gathering) of what `catalogue` holds."""

    def __init__(self, gathering, catalogue):
        self.gathering, self.catalogue = gathering, catalogue
        self.site = gathering.site
        self.everything = TakenList(KINDS[ANY_KIND].filters(QueryDict(), catalogue), self.site.origin)

    def write(self, folder, progress):
        # What pages need is there before they are.
        ready = sorted([*self.gathering.gathered.values(), *self._abouts()], key=lambda one: (one.is_page, one.file))
        folder.begin([one.file for one in ready])
        for done, one in enumerate(ready, 1):
            self._write_anew(one)
            folder.put(one.file, one.kept)
            progress("Wrote", done, len(ready))
        folder.finish({"site": self.site.origin, "generation": self.catalogue.number})

    def _abouts(self):
        """The page that says what the copy is, in every language."""
        for code in codes():
            with override(code):
                yield self._about(code)

    def _about(self, code):
        """That page, as if it had been gathered."""
        context = {
            "page_title": _("About this copy"),
            "origin": self.site.origin,
            "date": self.everything.date,
            "words": self.everything.kind.words(self.everything.total),
            "packs": self._packs(),
        }
        address, file = home_in(code), about_in(code)
        kept = self.gathering.spool / file.replace("/", "-")
        kept.write_text(render_to_string("mirror/copy.html", context, self.site.request(address)), "utf-8")
        about = Gathered(address, file, HTML, kept)
        about.take_apart()
        return about

    def _packs(self):
        """[(what is in it, its address)] of the files that can be searched without the site."""
        if "html" not in offered.of_lists():
            return []
        addresses = [(kind.label, f"{kind.list_url.rstrip('/')}.html") for kind in KINDS.values()]
        return [(label, address) for label, address in addresses if self.gathering.file_at(address)]

    def _write_anew(self, one):
        """Put links for where the files lie into the page or style sheet that was kept."""
        if one.is_page:

            def link_of(link, tag, rel):
                return self._link(one, link, tag, rel)

            with override(one.language):
                text = links.put_together(one.pieces, link_of, lambda attrs: self._instead(one, attrs))
        elif one.media_type == CSS:
            text = links.css_rewritten(one.text, lambda link: self._link(one, link, "", set()))
        else:
            return
        one.kept.write_bytes(text.encode())

    def _link(self, one, link, tag, rel):
        """What stands for `link` in the file of `one`. An `external` one leaves the copy, even for the site."""
        own = own_address(link, one.address, self.site.origin)
        if link.startswith("#") or own is None or "external" in rel:
            return link
        address, fragment = own
        file = self.gathering.file_at(address)
        if tag == "link" and (file is None or "canonical" in rel):
            return self.site.origin + address
        if file is None and link.startswith(self.site.origin):
            return link  # an address to cite: it is given in full, and answers there alone
        if file is None:
            file, fragment = about_in(one.language), ""
        return links.relative(file, one.file) + (f"#{fragment}" if fragment else "")

    def _instead(self, one, attrs):
        """What stands where a form was: the way to the page that says why."""
        if links.LIVE in attrs:
            return ""
        searching = attrs.get("role") == "search"
        label = _("About this copy") if searching else _("Filters and forms need the site itself")
        kind = "seek" if searching else "note"
        return f'<p class="{kind}"><a href="{links.relative(about_in(one.language), one.file)}">{escape(label)}</a></p>'
