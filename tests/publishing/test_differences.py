"""What differs between two texts and between two structures of texts."""

from django.template.loader import render_to_string
from hypothesis import example, given
from hypothesis import strategies as st

from publishing.editing.differences import Kind, compare, item_pieces, word_pieces

words = st.lists(st.sampled_from(["tea ", "and ", "talk", ", ", "\n", "they ", "চা", "茶", " "])).map("".join)


def side(pieces, kind):
    return [piece.text for piece in pieces if piece.kind in (Kind.SAME, kind)]


def marked(pieces):
    signs = {Kind.SAME: "{}", Kind.DELETED: "[-{}-]", Kind.INSERTED: "[+{}+]"}
    return "".join(signs[piece.kind].format(piece.text) for piece in pieces)


@given(st.text() | words, st.text() | words)
@example("a b " * 300, "b a " * 300)
def test_pieces_make_up_both_texts(before, after):
    pieces = word_pieces(before, after)
    assert "".join(side(pieces, Kind.DELETED)) == before
    assert "".join(side(pieces, Kind.INSERTED)) == after
    assert all(piece.text for piece in pieces)


@given(st.lists(st.sampled_from("abcd")), st.lists(st.sampled_from("abcd")))
def test_pieces_make_up_both_lists(before, after):
    pieces = item_pieces(before, after)
    assert side(pieces, Kind.DELETED) == before
    assert side(pieces, Kind.INSERTED) == after


@given(words)
def test_what_is_the_same_is_one_piece(text):
    assert [piece.kind for piece in word_pieces(text, text)] == [Kind.SAME] * bool(text)


def test_words_are_the_smallest_thing_that_differs():
    before, after = "Neighbours drink tea, twice a week.", "Neighbours drink coffee, twice a month."
    assert marked(word_pieces(before, after)) == "Neighbours drink [-tea-][+coffee+], twice a [-week-][+month+]."


def test_where_words_are_not_written_apart_letters_are_compared():
    assert marked(word_pieces("我们喝茶", "我们喝水")) == "我们喝[-茶-][+水+]"


def test_very_long_texts_that_share_nothing_are_not_compared_word_by_word():
    before, after = "".join(f"a{n} " for n in range(6000)), "".join(f"b{n} " for n in range(6000))
    assert [piece.kind for piece in word_pieces(before, after)] == [Kind.DELETED, Kind.INSERTED]


def test_structures_are_compared_field_by_field_through_all_that_is_nested():
    before = {"Scale": "Local", "Texts": {"en": {"title": "Tea", "summary": "They talk."}}, "Themes": ["Sport"]}
    after = {"Scale": "Local", "Texts": {"en": {"title": "Tea", "summary": "They sing."}}, "Themes": ["Arts", "Sport"]}
    summary, themes = compare(before, after)
    assert (summary.label, summary.before, summary.after) == ("Texts › en › summary", "They talk.", "They sing.")
    assert marked(summary.pieces) == "They [-talk-][+sing+]."
    assert (themes.path, themes.before, themes.after, themes.is_list) == (
        ("Themes",),
        ["Sport"],
        ["Arts", "Sport"],
        True,
    )
    assert marked(themes.pieces) == "[+Arts+]Sport"


def test_what_one_side_lacks_is_empty_there():
    gone, new = compare({"Notes": "Call them."}, {"Texts": {"fr": {"title": "Thé", "summary": ""}}})[::-1]
    assert (gone.label, gone.after) == ("Notes", "")
    assert (new.label, new.before, new.after) == ("Texts › fr › title", "", "Thé")


def test_a_part_without_words_of_its_own_shows_as_its_label():
    [new] = compare({}, {"Sources": {"A public report": {"where": ""}}})
    assert (new.label, new.before, new.after) == ("Sources › A public report", "", "A public report")
    [gone] = compare({"Sources": {"A public report": {}}}, {"Sources": {}})
    assert (gone.before, gone.after) == ("A public report", "")


def test_how_lines_end_makes_no_difference():
    assert compare({"Notes": "one\r\ntwo\rthree"}, {"Notes": "one\ntwo\nthree"}) == []
    assert compare({"Notes": ""}, {}) == []


def test_the_page_marks_what_is_new_and_what_is_gone_and_escapes_both():
    differences = compare({"Notes": "<b> one", "Themes": ["Sport"]}, {"Notes": "<i> one", "Themes": ["Sport", "Arts"]})
    html = render_to_string("admin/publishing/_difference.html", {"differences": differences})
    assert '<del><span class="visually-hidden">[deleted: </span>&lt;b&gt; ' in html
    assert '<ins><span class="visually-hidden">[inserted: </span>&lt;i&gt; ' in html
    assert '<li dir="auto">Sport</li><li dir="auto"><ins>' in html
