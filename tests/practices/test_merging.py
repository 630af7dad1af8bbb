"""Themes that become one, or move to another address: nothing that readers, editors or editions hold is lost."""

import json

import pytest
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Permission
from django.core.exceptions import ValidationError
from django.core.management import call_command

from catalogue.catalogue import current
from practices.merging import leave_redirect, merge, touched_by_merge
from practices.models import FormerTheme, PracticeTheme, Theme
from practices.vocabulary import LEFT_ALONE, load_themes
from publishing.entries.history import newest
from publishing.models import Generation
from publishing.safety.publication import is_news, publish, restrict, standing
from tests.admin_forms import fields, save
from tests.factories import FIXTURES, make_practice, make_user, real_directory
from tests.pages import get

pytestmark = pytest.mark.usefixtures("world")
MERGED = "“Sport, arts and culture” was merged into “Livelihoods and skills”."
OLD, NEW, OTHER = "sport-arts-culture", "livelihoods-skills", "local-prevention"


def theme(slug):
    return Theme.objects.get(slug=slug)


def slugs(practice):
    return [link.tag.slug for link in practice.theme_links.all()]


def merged(slug=OLD, into=NEW):
    merge(theme(slug), theme(into))
    return theme(into)


def public_count(slug=NEW):
    return len(current().kinds["practice"].having("theme", slug))


# --- what editors work on


def test_practices_get_the_theme_that_stays_in_its_place_and_once():
    alone = make_practice(themes=[])
    alone.themes.add(theme(OTHER), theme(OLD))
    first, last = make_practice(), make_practice()
    first.themes.add(theme(OLD), theme(OTHER), theme(NEW))
    last.themes.add(theme(NEW), theme(OTHER), theme(OLD))
    merged()
    assert slugs(alone) == [OTHER, NEW]
    assert slugs(first) == [NEW, OTHER]
    assert slugs(last) == [NEW, OTHER]
    assert not Theme.objects.filter(slug=OLD).exists()


def test_the_names_of_the_theme_that_goes_lead_to_the_one_that_stays():
    Theme.objects.filter(slug=OLD).update(aliases=["football", "livelihoods and SKILLS", "work"])
    Theme.objects.filter(slug=NEW).update(aliases=["work"])
    kept = merged()
    assert kept.aliases == ["work", "Sport, arts and culture", "football"]
    assert Theme.objects.named("SPORT, arts  and culture") == kept
    practice = make_practice()
    practice.themes.add("Sport, arts and culture")
    assert slugs(practice) == [NEW]


def test_a_theme_is_not_merged_into_itself():
    with pytest.raises(ValueError, match="itself"):
        merge(theme(OLD), theme(OLD))
    assert theme(OLD)


def test_what_was_merged_is_not_made_again_by_hand_or_by_a_file():
    merged()
    with pytest.raises(ValidationError) as refused:
        Theme(name="Sport, arts and culture", slug="sport").full_clean()
    said = "A theme of this name was merged into “Livelihoods and skills”, and leads there."
    assert refused.value.message_dict == {"name": [said]}
    with pytest.raises(ValidationError) as refused:
        Theme(name="Games", slug=OLD).full_clean()
    said = "This address leads to “Livelihoods and skills”, which had it before."
    assert refused.value.message_dict == {"slug": [said]}
    assert Theme.objects.create(name="Sport arts culture").slug == "sport-arts-culture-1"

    rows = json.loads((FIXTURES / "vocabulary.json").read_text("utf-8"))["themes"]
    assert set(load_themes(rows)) == {LEFT_ALONE}
    assert "Sport, arts and culture" in theme(NEW).aliases
    assert not Theme.objects.filter(slug=OLD).exists()


def test_a_directory_file_that_holds_the_old_theme_changes_nothing():
    real_directory()
    links = PracticeTheme.objects.count()
    both = touched_by_merge(theme(OLD), theme(NEW)).both
    merged()
    before = Generation.objects.now().number
    call_command("load_directory", FIXTURES / "directory.json", verbosity=0)
    assert Generation.objects.now().number == before
    assert PracticeTheme.objects.count() == links - both


def test_a_merge_is_no_edit_of_the_practices():
    practice = make_practice(themes=[OLD, OTHER])
    merged()
    assert not is_news(practice)
    assert not standing(type(practice).objects.editable().get(pk=practice.pk)).changes
    practice.themes.add(theme("education-critical-thinking"))
    assert is_news(practice)


def test_the_history_of_a_practice_says_that_a_theme_was_merged_and_by_whom(admin_user):
    practice, other = make_practice(themes=[OLD]), make_practice(themes=[NEW])
    merge(theme(OLD), theme(NEW), by=admin_user)
    version = newest(practice)
    assert (version.comment, version.by) == (MERGED, admin_user)
    assert newest(other) is None


def test_what_a_merge_touches_is_counted_before():
    for themes in ([OLD], [OLD, NEW], [NEW], []):
        practice = make_practice(themes=themes)
    practice.texts.update(summary=f'They speak of "{OLD}".')
    publish(practice)
    changed = make_practice(themes=[OLD])
    changed.themes.set([theme(OTHER)])
    publish(changed)
    touched = touched_by_merge(theme(OLD), theme(NEW))
    assert (touched.practices, touched.both, touched.editions) == (2, 1, 3)


# --- what readers find


def test_the_old_address_leads_to_the_theme_that_stays(client):
    make_practice("Evening football", themes=[OLD])
    merged()
    response = client.get(f"/themes/{OLD}/")
    assert (response.status_code, response.headers["Location"]) == (301, f"/themes/{NEW}/")
    page = get(client, f"/themes/{NEW}/")
    assert page.h1() == ["Livelihoods and skills"]
    assert "1 practice" in page.main
    assert "Evening football" in page.main
    assert "Sport, arts and culture" in page.main  # among its other names


def test_a_list_by_the_old_theme_leads_to_the_list_by_the_new_one(client):
    make_practice("Evening football", themes=[OLD])
    merged()
    response = client.get(f"/practices/?place=KE&theme={NEW}&theme={OLD}")
    assert (response.status_code, response.headers["Location"]) == (301, f"/practices/?place=KE&theme={NEW}")
    response = client.get(f"/practices/?sort=title&theme={OLD}")
    assert response.headers["Location"] == f"/practices/?sort=title&theme={NEW}"
    page = get(client, response.headers["Location"])
    assert "Evening football" in page.main
    assert "left out" not in page.main


def test_every_page_shows_the_new_label_earlier_editions_too(client):
    practice = make_practice("Evening football", slug="evening-football", themes=[OLD, NEW])
    publish(practice)
    make_practice("Morning chess", themes=[NEW], countries=["BD"])
    assert "Sport, arts and culture" in get(client, "/practices/evening-football/").main
    merged()
    for address in ("", "editions/1/", "editions/2/"):
        page = get(client, f"/practices/evening-football/{address}")
        assert page.main.count("Livelihoods and skills") == 2, address  # at a glance, and why another is related
        assert "Sport, arts and culture" not in page.main, address
        assert OLD not in page.main, address  # as a slug that nobody knows would be shown
        assert page.links.count(f"/themes/{NEW}/") == 1, address
    assert "Also on Livelihoods and skills" in get(client, "/practices/evening-football/").main
    for card in client.get("/practices/").context["listing"].rows:
        assert [theme.label for theme in card.card.themes] == ["Livelihoods and skills"]


def test_a_practice_with_both_themes_counts_once_everywhere(client):
    make_practice("Evening football", themes=[OLD, NEW])
    make_practice("Morning chess", themes=[OLD])
    merged()
    listing = client.get("/practices/").context["listing"]
    found = {value.label: value.count for facet in listing.facets if facet.name == "theme" for value in facet.values}
    assert found["Livelihoods and skills"] == 2
    assert "Sport, arts and culture" not in found
    themes = {one.label: one.count for one in client.get("/places/KE/").context["place"]["themes"]}
    assert themes == {"Livelihoods and skills": 2}
    assert "2 practices" in get(client, f"/themes/{NEW}/").main


def test_a_search_for_the_old_name_finds_the_practices(client):
    make_practice("Evening talks", themes=[OLD])
    assert "Evening talks" in get(client, "/practices/?q=%22Sport%2C+arts+and+culture%22").main
    merged()
    assert "Evening talks" in get(client, "/practices/?q=%22Sport%2C+arts+and+culture%22").main


def test_merges_in_a_row_lead_to_the_last_theme(client):
    make_practice("Evening football", themes=[OLD])
    make_practice("Morning chess", themes=[NEW])
    merged(OLD, NEW)
    current()
    merged(NEW, OTHER)
    for slug in (OLD, NEW):
        assert client.get(f"/themes/{slug}/").headers["Location"] == f"/themes/{OTHER}/"
        assert client.get(f"/practices/?theme={slug}").headers["Location"] == f"/practices/?theme={OTHER}"
    assert public_count(OTHER) == 2
    assert dict(FormerTheme.objects.values_list("slug", "theme__slug")) == {OLD: OTHER, NEW: OTHER}


def test_a_practice_that_is_restricted_after_the_merge_keeps_the_new_theme(client):
    practice = make_practice("Evening football", themes=[OLD])
    merged()
    restrict(practice, "anonymised")
    assert public_count() == 1
    assert "Livelihoods and skills" in get(client, f"/practices/{practice.uid}/").main


def test_what_a_worker_held_before_the_merge_equals_what_it_would_build_anew():
    make_practice(themes=[OLD, NEW])
    assert public_count() == 1
    merged()
    make_practice(themes=[NEW])
    assert public_count() == 2
    assert public_count(OLD) == 0


# --- addresses


def test_a_theme_that_moves_leaves_a_redirect(client):
    make_practice("Evening football", slug="evening-football", themes=[OLD])
    one = theme(OLD)
    one.slug = "games"
    one.save()
    leave_redirect(one, OLD)
    assert client.get(f"/themes/{OLD}/").headers["Location"] == "/themes/games/"
    assert client.get(f"/practices/?theme={OLD}").headers["Location"] == "/practices/?theme=games"
    assert "/themes/games/" in get(client, "/practices/evening-football/").links
    assert public_count("games") == 1


def test_a_theme_that_comes_back_to_its_address_has_it_again(client):
    make_practice("Evening football", themes=[OLD])
    one = theme(OLD)
    for before, now in ((OLD, "games"), ("games", OLD)):
        one.slug = now
        one.full_clean()
        one.save()
        leave_redirect(one, before)
        assert public_count(now) == 1
    assert get(client, f"/themes/{OLD}/").h1() == ["Sport, arts and culture"]
    assert client.get("/themes/games/").headers["Location"] == f"/themes/{OLD}/"
    assert list(FormerTheme.objects.values_list("slug", flat=True)) == ["games"]


# --- in the admin


def page_of(slug, name="change"):
    return f"/admin/practices/theme/{theme(slug).pk}/{name}/"


@pytest.fixture
def staff(client):
    def sign_in(*names):
        user = get_user_model().objects.create_user("basil", is_staff=True)
        user.user_permissions.set(Permission.objects.filter(codename__in=names))
        client.force_login(user)
        return client

    return sign_in


def test_a_merge_asks_first_and_says_what_it_touches(admin_client, client):
    make_practice("Evening football", themes=[OLD, NEW])
    make_practice("Morning chess", themes=[OLD])
    assert page_of(OLD, "merge") in get(admin_client, page_of(OLD)).links
    choices = fields(admin_client.get(page_of(OLD, "merge")))
    asked = admin_client.post(page_of(OLD, "merge"), choices | {"into": theme(NEW).pk})
    words = " ".join(asked.content.decode().split())
    assert "2 practices get the theme that stays." in words
    assert "1 of them has it already, and has it once then." in words
    assert "2 editions show the theme that stays, at once." in words
    assert Theme.objects.filter(slug=OLD).exists()

    address, kept = page_of(OLD, "merge"), page_of(NEW)
    done = admin_client.post(address, fields(asked))
    assert (done.status_code, done.url) == (302, kept)
    assert "“Sport, arts and culture” was merged into “Livelihoods and skills”." in admin_client.get(kept).text
    assert public_count() == 2


def test_a_merge_into_itself_or_nothing_asks_again(admin_client):
    for into in ("", theme(OLD).pk, 999_999, "x", "\0"):
        response = admin_client.post(page_of(OLD, "merge"), {"into": into, "confirmed": "yes"})
        assert response.status_code == 200
        assert "errorlist" in response.text
    assert Theme.objects.filter(slug=OLD).exists()
    get(admin_client, "/admin/practices/theme/999999/merge/", 404)


@pytest.mark.parametrize("names", [(), ("view_theme",), ("change_theme",), ("delete_theme",)])
def test_only_who_may_change_and_delete_themes_may_merge_them(staff, names):
    client = staff(*names)
    address = page_of(OLD, "merge")
    assert client.get(address).status_code == 403
    assert client.post(address, {"into": theme(NEW).pk, "confirmed": "yes"}).status_code == 403
    if "change_theme" in names:
        assert address not in get(client, page_of(OLD)).links
    assert Theme.objects.filter(slug=OLD).exists()


def test_publishers_merge_themes_and_editors_do_not(client):
    for role, status in (("contributor", 403), ("editor", 403), ("publisher", 200)):
        client.force_login(make_user("basil", role))
        assert client.get(page_of(OLD, "merge")).status_code == status, role


def test_a_reviewer_is_told_of_no_change_that_the_merge_made(admin_client):
    practice = make_practice(themes=[OLD])
    merged()
    practice.texts.update(summary="They talk.")
    page = get(admin_client, f"/admin/practices/practice/{practice.pk}/publish/")
    changed = page.words.partition("What readers would see changed ")[2].partition(" Checklist")[0]
    assert changed.startswith("Summary [deleted: Neighbours play")
    assert "Themes" not in changed


def test_strangers_are_asked_to_sign_in_before_they_merge(client):
    assert client.get(page_of(OLD, "merge")).url == f"/admin/login/?next={page_of(OLD, 'merge')}"


def test_an_editor_changes_the_address_of_a_theme(admin_client, client):
    make_practice(themes=[OLD])
    address = page_of(OLD)
    assert save(admin_client, address, slug="games").status_code == 302
    assert client.get(f"/themes/{OLD}/").headers["Location"] == "/themes/games/"
    assert public_count("games") == 1
    refused = save(admin_client, page_of(NEW), slug=OLD)
    assert "This address leads to “Sport, arts and culture”, which had it before." in refused.text
    assert save(admin_client, address, name="Games and arts").status_code == 302
    assert FormerTheme.objects.count() == 1
