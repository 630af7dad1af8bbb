"""The rules of an offline pack as a page: each element is closed where it should be."""

from html.parser import HTMLParser
from types import SimpleNamespace

from tests.pages import Page, squeeze


class Strict(HTMLParser):
    """Fails for an element that is not closed where it should be; collects (tag, attributes) and the text of each."""

    def __init__(self, html):
        super().__init__(convert_charrefs=True)
        self.open, self.elements = [], []
        self.feed(html)
        assert self.open == []

    def handle_starttag(self, tag, attrs):
        names = [name for name, _value in attrs]
        assert len(names) == len(set(names)), (tag, names)
        element = SimpleNamespace(tag=tag, attrs=dict(attrs), inside=list(self.open), text="")
        self.elements.append(element)
        if tag not in Page.VOID:
            self.open.append(element)

    def handle_endtag(self, tag):
        assert self.open.pop().tag == tag

    def handle_data(self, data):
        for element in self.open:
            element.text += data

    def all(self, tag, **attrs):
        return [one for one in self.elements if one.tag == tag and attrs.items() <= one.attrs.items()]

    def words(self, tag, **attrs):
        return [squeeze(one.text) for one in self.all(tag, **attrs)]

    def within(self, element, tag):
        return [one for one in self.elements if one.tag == tag and element in one.inside]
