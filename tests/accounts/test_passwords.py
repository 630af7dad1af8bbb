import pytest
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError

from tests.gsx_site.test_settings import setting_in

GOOD = [
    "tangerine kettle orbit moss",
    "correct horse battery staple",
    "my neighbour plays the tuba",
    "shaded by seven old mango trees",
    "قهوة باردة على سطح البيت",
    "x7!pQ2#vL9@mZ4$kR",
    "password and four tall giraffes",
]
BAD = {
    "fourteen chars": "at least 15 characters",
    "a" * 20: "repeats the same few characters",
    "abcabcabcabcabcabc": "repeats the same few characters",
    "riverriverriverriv": "repeats the same few characters",
    "121212121212121212": "entirely numeric|repeats the same few",
    "qwertyuiopasdfghjkl": "follows the keyboard",
    "abcdefghijklmnopqrst": "follows the keyboard",
    "09876543210987654321": "repeats|follows the keyboard",
    "Poiuytrewq1234567890": "follows the keyboard",
    "password1234567890!!": "follows the keyboard|common one",
    "!!!Liverpool!!!2026?!": "common one",
    "administrator!?!?2026": "common one",
    "gsx-directory-2026-07": "common one",
    "GSX directory editors": "common one",
    "x7!pQ2#vL9@mZ4$kR" * 60: "longer than 1000 characters",
}


@pytest.mark.parametrize("password", GOOD)
def test_a_long_password_needs_no_signs_and_capitals(password):
    validate_password(password)


@pytest.mark.parametrize("password", BAD)
def test_a_password_that_is_guessed_early_is_refused_with_the_reason(password):
    with pytest.raises(ValidationError) as refused:
        validate_password(password)
    said = " ".join(refused.value.messages)
    assert any(words in said for words in BAD[password].split("|")), said


def test_passwords_are_kept_as_argon2():
    hashed = setting_in(
        "__import__('django.contrib.auth.hashers', fromlist=['x']).make_password('x')[:16]", SECRET_KEY="s"
    )
    assert hashed == "argon2$argon2id$"
