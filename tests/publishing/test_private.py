"""Phones, e-mail addresses, coordinates and streets are found in texts; years, amounts and resolutions are not."""

import json
from pathlib import Path

import pytest
from django.conf import settings
from hypothesis import given
from hypothesis import strategies as st

from publishing.records.naming import findings
from publishing.safety.publication import NotPublishable, publish
from tests.factories import cite, make_practice


@pytest.mark.parametrize(
    ("words", "found", "what"),
    [
        ("Ring +254 712 345 678 at night", "+254 712 345 678", "a phone number"),
        ("Ring 0020-2-1234-5678", "0020-2-1234-5678", "a phone number"),
        ("(020) 7946 0958", "(020) 7946 0958", "a phone number"),
        ("the line 555-123-4567", "555-123-4567", "a phone number"),
        ("tel: 55 12 34", "tel: 55 12 34", "a phone number"),
        ("واتساب ٠٧٩١٢٣٤٥٦٧", "واتساب ٠٧٩١٢٣٤٥٦٧", "a phone number"),
        ("write to amina.k+x@circle.example", "amina.k+x@circle.example", "an e-mail address"),
        ("amina (at) circle.example", "amina (at) circle.example", "an e-mail address"),
        ("near -1.29210, 36.82190", "-1.29210, 36.82190", "coordinates"),
        ("1°17'32\"S 36°49'19\"E", "1°17'32\"S 36°49'19\"E", "coordinates"),
        ("by 6GCRPR78+PJ", "6GCRPR78+PJ", "coordinates"),
        ("https://maps.app.goo.gl/abc", "maps.app.goo.gl/abc", "coordinates"),
        ("at 12 Long Street, Nairobi", "12 Long Street", "a street address"),
        ("Lange Straße 12", "Lange Straße 12", "a street address"),
        ("Main Road No. 5", "Main Road No. 5", "a street address"),
        ("12 rue Haute", "12 rue Haute", "a street address"),
        ("rue de la Paix 12", "rue de la Paix 12", "a street address"),
        ("House 12, block B", "House 12", "a street address"),
        ("P.O. Box 1234", "P.O. Box 1234", "a street address"),
    ],
)
def test_it_is_found(words, found, what):
    assert [(found, str(what)) for found, what in findings(words)] == [(found, what)]


@pytest.mark.parametrize(
    "words",
    [
        "in 2016-2018, 12,000 people",
        "Resolutions 1325, 2250 (2015) and 2419",
        "300 000 dollars in 2010 to 2015; KES 100 000 000",
        "17–18 October 2017",
        "0.512 per cent of 12.345",
        "40°C in the shade",
        "the road to peace in 2016, a street of 300 houses",
        "https://report.example/2016/0712345678/1234567890.pdf",
        "S/2015/730, ISBN 978-3-16-148410-0 and A/70/674",
    ],
)
def test_what_only_looks_a_little_like_it_is_left_alone(words):
    assert list(findings(words)) == []


def test_nothing_in_the_directory_itself_is_taken_for_private_data():
    directory = json.loads((Path(settings.BASE_DIR) / "fixtures/directory.json").read_text("utf-8"))
    words = [
        words for part in ("practices", "organisations", "networks", "sources") for words in texts(directory[part])
    ]
    assert len(words) > 1000
    assert [found for text in words for found in findings(text)] == []


def texts(value):
    if isinstance(value, dict | list):
        for inner in value.values() if isinstance(value, dict) else value:
            yield from texts(inner)
    elif isinstance(value, str):
        yield value


@given(st.text(), st.from_regex(r"\+254 7[0-9]{2} [0-9]{3} [0-9]{3}", fullmatch=True), st.text())
def test_a_number_is_found_whatever_stands_around_it(before, number, after):
    assert any(number in found for found, _what in findings(f"{before}\n{number}\n{after}"))


@pytest.mark.parametrize("piece", ["a", "A a ", "1.", "+1 ", "a@", "rue ", "1°"])
def test_long_texts_of_one_piece_are_read_to_their_end(piece):
    list(findings(piece * 20_000))


@pytest.mark.usefixtures("world")
class TestPublishing:
    def test_private_data_stops_publishing_until_it_is_confirmed(self):
        practice = make_practice(published=False, text={"lessons": "Ring +254 712 345 678."})
        with pytest.raises(NotPublishable) as refused:
            publish(practice)
        assert [(stop.field, stop.message, stop.words) for stop in refused.value.stops] == [
            (
                "texts",
                "The what was learnt (en) holds “Ring +254 712 345 678”, which looks like a phone number: "
                "take it out, or confirm that it may stay.".replace("Ring ", ""),
                "+254 712 345 678",
            )
        ]
        practice.confirmed = ["+254 712 345 678"]
        practice.save()
        assert publish(practice).number == 1

    def test_sources_are_looked_at_too(self):
        practice = make_practice(published=False)
        cite(practice, "Yearbook", locator="ask amina@circle.example")
        with pytest.raises(NotPublishable, match="The field “sources” holds “amina@circle.example”"):
            publish(practice)

    def test_what_the_level_hides_is_not_asked_about(self):
        practice = make_practice(published=False, level="generalised")
        cite(practice, "Yearbook", locator="ask amina@circle.example")
        assert publish(practice).number == 1
