"""The catalogues of translations: complete, of the sentences that the code has, and offered only then."""

import os
from collections import Counter

import pytest
from django.conf import settings
from django.core.management import call_command

from catalogue.languages import codes
from gsx_site import translations

LOCALE = settings.LOCALE_PATHS[0]
CATALOGUES = translations.sources(LOCALE)


@pytest.fixture(scope="module")
def sentences():
    return {message.id for message in translations.messages(translations.sentences())}


@pytest.fixture(params=CATALOGUES)
def catalogue(request):
    return translations.read(CATALOGUES[request.param])


def test_there_is_a_catalogue_of_every_language_but_that_of_the_code():
    assert sorted(CATALOGUES) == sorted(code for code in codes() if code != settings.LANGUAGE_CODE)


def test_a_catalogue_has_every_sentence_of_the_code_and_no_other(sentences, catalogue):
    has = {message.id for message in translations.messages(catalogue)}
    assert {"missing": sentences - has, "gone": has - sentences} == {"missing": set(), "gone": set()}, "make messages"


def test_every_sentence_is_translated_and_puts_in_the_same(catalogue):
    found = {message.id: translations.faults(message, catalogue) for message in translations.messages(catalogue)}
    assert {sentence: faults for sentence, faults in found.items() if faults} == {}


def test_every_sentence_keeps_its_elements_and_its_ends(catalogue):
    for message in translations.messages(catalogue):
        ids, strings = _forms(message)
        for string in strings:
            assert _elements(string) == _elements(ids[-1]), string
            assert (string == string.strip()) == (ids[-1] == ids[-1].strip()), string


def _forms(message):
    if message.pluralizable:
        return message.id, message.string
    return (message.id,), (message.string,)


def _elements(words):
    return Counter(piece.partition(">")[0] for piece in words.split("<")[1:])


def test_plurals_are_those_of_the_language():
    plurals = {code: translations.read(path).num_plurals for code, path in CATALOGUES.items()}
    assert plurals == {"ar": 6, "es": 3, "fr": 3}


# --- how they are made


def a_catalogue(folder, code, *, strings, flags=""):
    """A file with one sentence and one plural; `strings` are what they are translated as."""
    path = translations.source(folder, code)
    path.parent.mkdir(parents=True)
    one, few, many = strings
    path.write_text(
        f'msgid ""\nmsgstr ""\n"Plural-Forms: nplurals=2; plural=n > 1;\\n"\n\n{flags}msgid "About %(name)s"\n'
        f'msgstr "{one}"\n\nmsgid "%(n)s entry"\nmsgid_plural "%(n)s entries"\nmsgstr[0] "{few}"\nmsgstr[1] "{many}"\n'
    )
    return path


@pytest.mark.parametrize(
    ("strings", "flags", "wrong"),
    [
        (("À propos de %(name)s", "une fiche", "%(n)s fiches"), "", 0),
        (("", "%(n)s fiche", "%(n)s fiches"), "", 1),
        (("À propos de %(name)s", "%(n)s fiche", ""), "", 1),
        (("À propos", "%(n)s fiche", "%(n)s fiches"), "", 1),
        (("À propos de %(nom)s", "%(m)s fiche", "%(n)s fiches"), "", 2),
        (("À propos de %(name)s", "%(n)s fiche", "%(n)s fiches"), "#, fuzzy\n", 1),
    ],
)
def test_a_catalogue_is_compiled_and_offered_when_it_is_complete(tmp_path, strings, flags, wrong):
    path = a_catalogue(tmp_path, "fr", strings=strings, flags=flags)
    assert translations.compile_all(tmp_path) == ({"fr": wrong} if wrong else {})
    offered = translations.compiled(tmp_path, {"fr": "Français", "so": "Soomaali"})
    assert offered == ([] if wrong else [("fr", "Français")])
    assert [one.name for one in path.parent.iterdir() if one.suffix == ".part"] == []


def test_a_catalogue_that_lost_a_sentence_is_offered_no_more(tmp_path):
    complete = ("À propos de %(name)s", "%(n)s fiche", "%(n)s fiches")
    path = a_catalogue(tmp_path, "fr", strings=complete)
    translations.compile_all(tmp_path)
    path.write_text(path.read_text().replace(complete[0], ""))
    os.utime(path.with_suffix(".mo"), (0, 0))
    assert translations.compile_all(tmp_path) == {"fr": 1}
    assert translations.compiled(tmp_path, {"fr": "Français"}) == []


def test_sentences_are_found_in_code_templates_and_what_stands_inside_others(sentences):
    assert "Skip to the content" in sentences  # a template
    assert "Take it out of the file." in sentences  # a value in an f-string
    assert any(isinstance(one, tuple) for one in sentences)  # a plural


def test_bringing_catalogues_up_to_date_changes_nothing_when_no_sentence_did(tmp_path, settings, capsys):
    settings.LOCALE_PATHS = [tmp_path]
    path = translations.source(tmp_path, "fr")
    path.parent.mkdir(parents=True)
    path.write_bytes(CATALOGUES["fr"].read_bytes())
    call_command("messages")
    assert path.read_bytes() == CATALOGUES["fr"].read_bytes()
    assert "0 of them not translated" in capsys.readouterr().out


def test_a_new_language_begins_with_every_sentence_untranslated(tmp_path, settings, sentences, capsys):
    settings.LOCALE_PATHS = [tmp_path]
    call_command("messages", "pt")
    begun = translations.read(translations.source(tmp_path, "pt"))
    assert {message.id for message in translations.messages(begun)} == sentences
    assert f"pt: {len(sentences)} sentences, {len(sentences)} of them not translated." in capsys.readouterr().out
    assert translations.compile_all(tmp_path) == {"pt": len(sentences)}
