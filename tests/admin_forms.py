"""Filling in the forms of the admin as a browser would."""

from html.parser import HTMLParser


class Fields(HTMLParser):
    """What a browser would post of the page's fields as they stand: `values` is {name: list of values}."""

    def __init__(self, response):
        super().__init__(convert_charrefs=True)
        self.values, self._select, self._options, self._textarea = {}, None, [], None
        self.feed(response.content.decode())

    def handle_starttag(self, tag, attrs):
        attrs = dict(attrs)
        name = attrs.get("name")
        if tag == "input" and name and attrs.get("type") != "submit":
            if attrs.get("type") not in ("checkbox", "radio") or "checked" in attrs:
                self._add(name, attrs.get("value", "on" if attrs.get("type") == "checkbox" else ""))
        elif tag == "select":
            self._select, self._options, self._many = name, [], "multiple" in attrs
        elif tag == "option" and self._select:
            self._options.append((attrs["value"], "selected" in attrs))
        elif tag == "textarea":
            self._textarea = ""
            self._name = name

    def handle_data(self, data):
        if self._textarea is not None:
            self._textarea += data

    def handle_endtag(self, tag):
        if tag == "textarea":
            self._add(self._name, self._textarea.removeprefix("\n"))
            self._textarea = None
        elif tag == "select":
            chosen = [value for value, selected in self._options if selected]
            if not chosen and not self._many:
                chosen = [value for value, _selected in self._options[:1]]
            for value in chosen:
                self._add(self._select, value)
            self._select = None

    def _add(self, name, value):
        self.values.setdefault(name, []).append(value)


def fields(response):
    """The fields of the page in `response` as {name: list of values}, without those that stand for rows to come."""
    return {name: values for name, values in Fields(response).values.items() if "__prefix__" not in name}


def add_row(values, prefix, **facts):
    """Add a row to the inline `prefix` of `values`, and fill it in with `facts`."""
    number = int(values[f"{prefix}-TOTAL_FORMS"][0])
    values[f"{prefix}-TOTAL_FORMS"] = [str(number + 1)]
    values.update({f"{prefix}-{number}-{name}": value for name, value in facts.items()})


def save(client, address, button="_save", **changes):
    """Open the form at `address`, make `changes` (names of fields with their new values) and press `button`."""
    values = fields(client.get(address)) | changes | {button: "x"}
    return client.post(address, values)


# What a careful editor answers to the checklist of a harmless entry.
ANSWERS = {"naming": "no", "place": "no", "people": "no", "empty": "on", "note": ""}


def messages(response):
    """What the admin says at the top of the page that `response`, a redirect, leads to."""
    page = response.client.get(response.url)
    return [str(message) for message in page.context["messages"]]
