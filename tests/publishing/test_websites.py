import pytest

from publishing.records.naming import Names, web_names


@pytest.mark.parametrize(
    ("address", "names"),
    [
        ("https://www.zornhut.example/en/about?x=1#y", ["zornhut.example"]),
        ("http://Zornhut.Example:8080", ["zornhut.example"]),
        ("https://zornhut.blogspot.com/2024/", ["zornhut.blogspot.com"]),
        ("https://zornhut.medium.com/", ["zornhut.medium.com"]),
        ("https://medium.com/@zornhut/", ["medium.com/@zornhut"]),
        ("https://m.facebook.com/zornhut/?ref=x", ["facebook.com/zornhut"]),
        ("https://www.facebook.com/profile.php?id=1000", ["facebook.com/profile.php?id=1000"]),
        ("https://sites.google.com/view/zornhut", ["google.com/view/zornhut"]),
        ("https://linktr.ee/zorn%20hut", ["linktr.ee/zorn hut"]),
        ("https://www.facebook.com/", []),  # that would be everybody's
        ("https://medium.com", []),
        ("https://zörnhut.example/", ["xn--zrnhut-wxa.example", "zörnhut.example"]),
        ("https://xn--zrnhut-wxa.example/", ["xn--zrnhut-wxa.example", "zörnhut.example"]),
        ("", []),
        ("zornhut", []),
        ("https://[zornhut", []),
        (f"https://{'z' * 70}.example/", [f"{'z' * 70}.example"]),  # too long for the other form
    ],
)
def test_a_website_is_known_by_its_host_or_by_its_page_on_a_shared_one(address, names):
    assert web_names(address) == names


@pytest.mark.parametrize(
    ("website", "words", "found"),
    [
        ("https://zornhut.example/", "https://www.zornhut.example/reports/2024.pdf", True),
        ("https://zornhut.example/", "Write to office@zornhut.example, or see ZORNHUT.example.", True),
        ("https://zornhut.example/", "https://notzornhut.example/", False),
        ("https://www.facebook.com/zornhut", "https://fr-fr.facebook.com/Zornhut/posts/1", True),
        ("https://www.facebook.com/zornhut", "https://www.facebook.com/somebody", False),
        ("https://sites.google.com/view/zornhut", "https://sites.google.com/view/zornhut/home", True),
        ("https://sites.google.com/view/zornhut", "google.com/view/zornhut", True),
        ("https://zörnhut.example/", "https://xn--zrnhut-wxa.example/x", True),
    ],
)
def test_links_and_prose_that_hold_it_are_found(website, words, found):
    assert bool(Names(web_names(website)).in_words(words)) is found
