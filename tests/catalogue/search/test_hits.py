"""What a search finds, the same on every database: by language, by syntax, and against a plain search in Python."""

import pytest
from django.db import transaction
from django.utils import translation
from hypothesis import given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from catalogue import catalogue
from catalogue.search import texts
from catalogue.search.query import parse
from catalogue.search.words import algorithm, stem, words
from publishing.safety.publication import publish
from tests.catalogue.search.finding import hits, search
from tests.factories import make_practice

pytestmark = pytest.mark.usefixtures("world")

# {title: (language, summary)}
DIRECTORY = {
    "Evening football": ("en", "Communities reintegrated young people."),
    "École ouverte": ("fr", "La réinsertion des jeunes par les écoles."),
    "Radio for peace": ("en", "The school's own radio. Peace talks on air."),
    "Long talks": ("en", "Talks about peace and schools."),
    "السلام في المدارس": ("ar", "بَرنامَجٌ للشباب والسلام في الأردن"),
    "শান্তির পথ": ("bn", "তরুণদের সঙ্গে কাজ।"),
    "Мирные дворы": ("ru", "Молодёжь и примирение."),
    "Vijana na amani": ("sw", "Vijana wanajenga amani shuleni."),
    "和平教育": ("zh", "学校里的和平。"),
}


@pytest.fixture
def directory(world):
    for number, (title, (language, summary)) in enumerate(DIRECTORY.items()):
        practice = make_practice(
            title, slug=f"practice-{number}", countries=[], published=False, original_language=language
        )
        practice.texts.update(language=language, summary=summary)
        publish(practice)


FRENCH, RADIO, TALKS, ARABIC = "École ouverte", "Radio for peace", "Long talks", "السلام في المدارس"


FOUND = {
    "reintegration": ["Evening football"],  # English stems
    "COMMUNITY": ["Evening football"],
    "ecole": [FRENCH],
    "École": [FRENCH],
    "E\u0301COLES": [FRENCH],
    "réinsertion": [FRENCH],
    "reinsertions": [FRENCH],
    "السلام": [ARABIC],
    "السَّلام": [ARABIC],
    "والسلام": [ARABIC],
    "برنامج": [ARABIC],
    "الاردن": [ARABIC],
    "তরুণদের": ["শান্তির পথ"],
    "তরণদর": [],  # its vowel signs are letters
    "молодежи": ["Мирные дворы"],
    "ПРИМИРЕНИЯ": ["Мирные дворы"],
    "vijana": ["Vijana na amani"],
    "Amani shuleni": ["Vijana na amani"],
    "和平": ["和平教育"],
    "平和": [],
    "peace talks": [TALKS, RADIO],
    '"peace talks"': [RADIO],
    '"talks about peace"': [TALKS],
    '"radio peace"': [RADIO],  # a full stop parts no phrase
    '"long about"': [],
    '"air communities"': [],
    "peace -air": [TALKS],
    'schools -"peace talks"': [TALKS],
    "air OR football": ["Evening football", RADIO],
    "air OR ecole -football": [RADIO, FRENCH],
    "football AND": ["Evening football"],  # a common word beside another is not looked for
    "the schools": [TALKS, RADIO],
    "les ecoles": [FRENCH],
    "and": [TALKS],  # by itself it is
    '"the school"': [RADIO],
    "peace-talks": [RADIO],
    "title:peace": [],
    "peace*": [TALKS, RADIO],
    "NEAR(peace talks)": [],
    "'peace' & (talks)": [TALKS, RADIO],
    "z": [],
    "s": [RADIO],  # one letter: the school's own
    "": sorted(DIRECTORY),
}


def test_the_same_is_found_on_every_database(directory):
    assert {text: hits(text) for text in FOUND} == {text: sorted(expected) for text, expected in FOUND.items()}


def test_a_phrase_never_goes_from_one_text_into_the_next(directory):
    practice = make_practice("Chess club", text={"summary": "Played at dawn", "context": "Rivers flood"})
    practice.texts.create(language="fr", title="Club des ponts", summary="Une soirée", origin="human")
    publish(practice)
    assert hits('"club played"') == hits('"club club"') == hits('"dawn rivers"') == hits('"dawn une"') == []
    assert hits('"rivers flood"') == hits('"club des ponts"') == ["Chess club"]


# {what is typed: what a text may say}
WRITTEN = {
    "l'éducation": "Education for all",
    "d’amitié": "Amitié",
    "women's": "A woman",
    "man": "Men at work",
    "NGO": "NGOs meet",
    "CSOs": "A CSO",
    "interfaith": "Inter-faith talks",
    "inter-faith": "Interfaith talks",
    "elearning": "E-learning",
    "well-being": "Wellbeing",
    "UN": "The U.N. met",
    "N.G.O.": "An NGO",
    "Sana'a": "In Sanaʿa",
    "Sanaa": "In Sana'a",
    "Quran": "Qurʼan",
    "Qur'an": "Qurʼan",
    "зʼявилися": "з'явилися",
    "mothers": "MotherSchools",
    "reinteg*": "Reintegration",
}


@pytest.mark.parametrize("typed", WRITTEN)
def test_words_are_found_however_people_write_them(typed):
    make_practice("As written", countries=[], text={"summary": WRITTEN[typed]})
    make_practice("Another", countries=[], text={"summary": "Nothing of it."})
    assert hits(typed) == ["As written"]


def test_not_in_capitals_is_minus(directory):
    assert hits("peace NOT air") == hits("peace -air") == [TALKS]
    assert hits("peace not air") == [RADIO]
    assert hits("peace NOT") == hits("peace not")


def test_a_word_is_looked_for_in_what_readers_are_shown(directory):
    told = make_practice("MENA women", countries=[], text={"summary": "Nobody says men here."})
    told.texts.create(language="fr", title="Le pain", summary="Ils mènent le travail.", origin="machine")
    publish(told)
    assert hits("men") == hits("pain talks OR women") == ["MENA women"]
    assert hits("travail") == hits("pain") == ["MENA women"]  # no English text holds them
    assert hits("pain radio") == []
    make_practice("Pain", countries=[])
    assert hits("pain") == ["Pain"]
    assert hits("ecole") == [FRENCH]  # there is nothing else to show of it
    with translation.override("fr"):
        assert hits("pain") == ["MENA women", "Pain"]
        assert hits("ecoles") == [FRENCH]
        assert hits("travails") == ["MENA women"]
        assert hits("schools") == sorted([TALKS, RADIO])


def test_while_typing_the_last_word_is_a_beginning(directory):
    assert hits("reintegr", typing=True) == hits("reintegrat", typing=True) == ["Evening football"]
    assert hits("peace ta", typing=True) == sorted([TALKS, RADIO])
    assert hits("reinser", typing=True) == [FRENCH]
    assert hits("ال", typing=True) == [ARABIC]
    assert hits("foo bal", typing=True) == []


def test_a_beginning_that_very_many_words_share_still_finds_them(directory):
    make_practice(
        "Many words", text={"summary": " ".join(f"foo{chr(97 + n // 26)}{chr(97 + n % 26)}" for n in range(150))}
    )
    assert hits("foo", typing=True) == ["Evening football", "Many words"]
    assert hits("fooa", typing=True) == ["Many words"]


def test_words_far_into_a_long_text_are_found_until_no_more_are_kept():
    text = "word " * (texts.MOST_WORDS - 1) + "nearly beyond"
    make_practice("Long text", text={"context": text})
    assert hits("nearly") == ["Long text"]
    assert hits("beyond") == []


def test_a_phrase_with_a_word_that_a_text_repeats_without_end_is_the_same_everywhere():
    make_practice("Long text", text={"context": "again, " * 255 + "again and so"})
    assert hits('"again again"') == hits('"and so"') == ["Long text"]
    assert hits('"again and"') == []  # the 256th: PostgreSQL keeps no more places of one word


def test_the_longest_words_of_the_longest_text_can_be_published():
    words_ = (f"{'ক' * 58}{number:06}" for number in range(texts.MOST_WORDS))
    make_practice("Long words", text={"context": " ".join(words_)})
    assert hits("ক" * 58 + "000007") == ["Long words"]
    assert hits("ক" * 58 + f"{texts.MOST_WORDS - 1:06}") == []  # more than PostgreSQL takes


@pytest.mark.parametrize("text", ["a" * 1_000_000, "peace " * 200_000, '"' * 1_000_000, "和" * 1_000_000])
def test_a_million_letters_are_searched_for_by_their_beginning(directory, text):
    one = search(text)
    assert one.query.cut
    assert len(one.found) <= len(DIRECTORY)


# --- against a plain search: what is not shared with the code is where words stand and what phrases are.

WORDS = ["peace", "peaceful", "talk", "talks", "school", "école", "écoles", "сад", "سلام", "x", "和平"]
languages = st.sampled_from(["en", "fr", "sw"])
plain_texts = st.lists(st.sampled_from(WORDS), min_size=1, max_size=5).map(" ".join)
entries = st.lists(st.tuples(languages, plain_texts, plain_texts, plain_texts), min_size=1, max_size=4)
parts = st.tuples(
    st.sampled_from(["", "-"]),
    st.sampled_from(["{}", '"{}"']),
    st.lists(st.sampled_from(WORDS), min_size=1, max_size=2),
).map(lambda part: part[0] + part[1].format(" ".join(part[2])))
queries = st.lists(parts | st.just("OR"), min_size=1, max_size=4).map(" ".join)


def plain_hits(entries_, query):
    """The numbers of the entries that hold all clauses of `query`, by looking through each text."""
    vocabulary = {(language, word.folded) for language, *texts_ in entries_ for text in texts_ for word in words(text)}
    found = set()
    for number, (language, *texts_) in enumerate(entries_):
        lines = [[stem(word.folded, algorithm(language)) for word in words(text)] for text in texts_]
        if all(
            any(_stands(term, lines, language, vocabulary) for term in clause.terms) is not clause.negative
            for clause in (*query.positive, *query.negative)
        ):
            found.add(number)
    return found


def _stands(term, lines, language, vocabulary):
    begun = {one for of, one in vocabulary if of == language and one.startswith(term.words[-1])} if term.prefix else ()
    by, lasts = algorithm(language), {term.words[-1], *begun}
    sought = [[stem(word, by) for word in (*term.words[:-1], last)] for last in lasts] + [list(term.words)]
    return any(line[at : at + len(s)] == s for line in lines for at in range(len(line)) for s in sought)


@hypothesis_settings(max_examples=60)
@given(entries, st.lists(queries, min_size=1, max_size=6), st.booleans())
def test_a_search_finds_what_looking_through_every_text_finds(entries_, texts_, typing):
    with transaction.atomic():
        numbers = {}
        for number, (language, title, summary, context) in enumerate(entries_):
            practice = make_practice(
                title, slug=f"practice-{number}", countries=[], published=False, original_language=language
            )
            practice.texts.update(language=language, summary=summary, context=context)
            publish(practice)
            numbers[practice.uid] = number
        for text in texts_:
            one = search(text, "practice", typing=typing)
            found = {numbers[one.index.documents[number].uid] for number in one._typed.whole}
            assert found == plain_hits(entries_, parse(text, typing=typing)), text
        transaction.set_rollback(True)
    catalogue.forget()


@pytest.mark.parametrize(
    "spellings",
    [
        ("Sana'a", "Sana’a", "Sanʿāʾ", "Sanaa", "sanaa"),
        ("Qurʼan", "Qur'an", "Quran", "Qur`an", "Qurʾan"),
        ("з'явилися", "з’явилися", "зʼявилися", "зявилися"),
        ("Łódź", "Lodz", "lódź"),
    ],
)
def test_all_spellings_of_a_word_find_each_other(spellings):
    for number, spelling in enumerate(spellings):
        make_practice(f"Talks in {spelling} {number}")
    for spelling in spellings:
        assert len(hits(spelling, "practice")) == len(spellings), spelling
