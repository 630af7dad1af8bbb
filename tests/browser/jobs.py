"""Three jobs of an editor's afternoon, done in a browser as a person would, and what they cost.

Counted are clicks, pages and pixels. A click is any pressing of the mouse; who goes on to the very next field presses
Tab instead, and the first letters of what is meant choose in a list that is open. Pages are those loaded. Pixels are
those between one thing that is clicked or filled in and the next: what a person scrolls and reaches.
"""

from dataclasses import dataclass

from tests.sheets import A_PRACTICE, as_csv

HERE = "(one) => one === document.activeElement || one.contains(document.activeElement)"
PLACE = "(one) => { const box = one.getBoundingClientRect(); return box.top + box.height / 2 + scrollY }"
TEXTS = (
    *("context", "approach", "outcomes", "key_finding", "steps", "duration", "dose", "team", "partners_needed"),
    *("permission", "core", "changeable", "conditions", "lessons", "safeguards"),
)
LONG = "They meet on two evenings a week, and what is said there stays there."


@dataclass
class Cost:
    clicks: int = 0
    pages: int = 0
    pixels: int = 0

    def __str__(self):
        return f"{self.clicks} clicks, {self.pages} pages, {self.pixels} pixels"


class Hand:
    """The hand of an editor at `page`, with what its work costs."""

    def __init__(self, page):
        self.page, self.cost, self._at = page, Cost(), 0
        page.on("request", self._asked)

    def _asked(self, request):
        # When it is asked for: a page that comes late would be counted amid the work on what there is of it.
        if request.is_navigation_request() and not request.redirected_from and request.frame == self.page.main_frame:
            self.cost.pages += 1
            self._at = 0

    def done(self):
        """What it cost; called when the page that the last click leads to is there."""
        self.page.remove_listener("request", self._asked)
        return self.cost

    def _reach(self, target):
        place = target.evaluate(PLACE)
        self.cost.pixels += round(abs(place - self._at))
        self._at = place

    def click(self, target):
        """Click on `target`; if a section that is folded holds it, on that first."""
        self._unfold(target)
        self._reach(target)
        target.click()
        self.cost.clicks += 1

    def _unfold(self, target):
        folded = target.locator("xpath=ancestor::details[not(@open)]")
        while folded.count():
            summary = folded.first.locator("> summary")
            self._reach(summary)
            summary.click()
            self.cost.clicks += 1

    def go_to(self, target):
        """Into a field: with Tab if it is the next one, else with a click."""
        self._unfold(target)
        self.page.keyboard.press("Tab")
        self._reach(target)
        if not target.evaluate(HERE):
            target.click()
            self.cost.clicks += 1

    def write(self, name, words):
        field = self.page.locator(f"[name={name}]")
        self.go_to(field)
        field.fill(words)

    def select(self, name, label):
        """Open a list and choose in it by the first letters."""
        field = self.page.locator(f"[name={name}]")
        self.go_to(field)
        field.select_option(label=label)

    def pick(self, row, *names):
        """What the picker in `row` offers for each of `names`."""
        box = self.page.locator(f"{row} .select2-selection")
        self.click(box)
        for number, name in enumerate(names):
            if number:
                self.page.locator(f"{row} .select2-search__field").click()
                self.cost.clicks += 1
            self.page.keyboard.type(name)
            self.page.locator(".select2-results__option--highlighted", has_text=name).wait_for()
            self.page.keyboard.press("Enter")

    def tick(self, name, *values):
        for value in values:
            self.click(self.page.locator(f'[name={name}][value="{value}"]'))

    def add_row(self, prefix):
        self.click(self.page.locator(f"#{prefix}-group .add-row a"))

    def answer(self):
        """The questions of the checklist that are still open."""
        for question in ("naming", "place", "people"):
            radio = self.page.locator(f"#id_{question} input[value=no]")
            if radio.count() and not radio.is_checked():
                self.click(radio)
        empty = self.page.locator("#id_empty")
        if empty.count() and not empty.is_checked():
            self.click(empty)


def whole_practice(page):
    """From the first page: a practice in all that its page has at least, to being public."""
    hand = Hand(page)
    hand.click(page.locator(".model-practice .addlink").first)
    page.wait_for_load_state("networkidle")
    hand.write("texts-0-title", "Tea with the neighbours")
    hand.write("texts-0-summary", "Neighbours drink tea and talk in the evning.")
    for name in TEXTS:
        hand.write(f"texts-0-{name}", LONG)
    for name in ("went_wrong", "harms"):
        hand.select(f"unanswered_{name}", "Not reported")
    hand.pick(".field-countries", "Kenya", "Uganda")
    hand.select("scale", "Local")
    hand.write("start_year", "2019")
    for name, many in (("gender", 1), ("youth", 1), ("groups", 2), ("prevention", 1), ("setting", 2), ("mode", 1)):
        boxes = page.locator(f"[name={name}]")
        hand.tick(name, *boxes.evaluate_all("(boxes, many) => boxes.slice(0, many).map(box => box.value)", many))
    hand.select("evidence", "Described")
    for number, (organisation, role) in enumerate((("Riverbank Circle", "Lead"), ("Hillside Circle", "Partner"))):
        hand.add_row("participations")
        hand.pick(f"#participations-{number}", organisation)
        hand.select(f"participations-{number}-role", role)
    for number, theme in enumerate(("Sport, arts and culture", "Education and critical thinking")):
        hand.add_row("theme_links")
        hand.pick(f"#theme_links-{number}", theme)
    hand.add_row("reached")
    hand.write("reached-0-number", "120")
    hand.write("reached-0-who", "Families of three streets")
    hand.add_row("costs")
    hand.write("costs-0-amount", "4000")
    hand.write("costs-0-currency", "KES")
    hand.add_row("citations")
    hand.pick("#citations-0", "A public report")
    hand.write("citations-0-locator", "page 12")
    hand.add_row("consents")
    hand.select("consents-0-basis", "A published source")
    hand.click(page.locator("[name=_publish]").first)
    publish(hand)
    return hand.done()


def publish(hand):
    """On the page that publishes."""
    hand.page.locator(".ask-page").wait_for()
    hand.answer()
    hand.click(hand.page.locator(".submit-row input[type=submit]"))
    hand.page.wait_for_url("**/change/")


def typo(page, slug):
    """A slip in a published practice, from its list."""
    page.goto("/admin/practices/practice/")
    hand = Hand(page)
    hand.click(page.locator("#result_list a", has_text=slug).first)
    page.wait_for_load_state("networkidle")
    hand.write("texts-0-summary", "Neighbours drink tea and talk in the evening.")
    hand.click(page.locator("[name=_publish]").first)
    publish(hand)
    return hand.done()


def sheet_of_eight(page):
    """A partner's sheet of eight practices, to all of them being public."""
    page.goto("/admin/practices/practice/")
    hand = Hand(page)
    titles = [f"Evening school {number}" for number in "ABCDEFGH"]
    rows = [
        A_PRACTICE | {"title": title, "themes": "Sport, arts and culture", "countries": "Kenya", "sources": "report"}
        for title in titles
    ]
    hand.click(page.get_by_role("link", name="Import", exact=True))
    page.locator("#id_import_file").set_input_files(
        {"name": "eight.csv", "mimeType": "text/csv", "buffer": as_csv(*rows)}
    )
    hand.cost.clicks += 2  # the file is chosen
    hand.click(page.get_by_role("button", name="Look at the file"))
    hand.click(page.get_by_role("button", name="Import these rows"))
    hand.click(page.get_by_role("button", name="They rest on published sources"))
    hand.click(page.get_by_role("button", name="Do it to the 8 entries"))
    hand.click(page.get_by_role("link", name="Go through the questions of the 8 drafts"))
    for place in range(1, 9):
        page.get_by_text(f"{place} of 8").first.wait_for()
        hand.click(page.get_by_label("No to each of them"))
        hand.click(page.locator(".submit-row input[type=submit]"))
    page.wait_for_url("**/practices/practice/")
    return hand.done()
