"""Pictures of entries: what they need to be published, how far they are shown, how they go."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from places.levels import Level
from publishing.editions.redaction import draft_record
from publishing.models import Edition, Event, Image, PublishedPicture, Rendition
from publishing.safety.pictures import forget_unused, keep, mind_consents, published_file, take_down
from publishing.safety.publication import NotPublishable, is_news, publish, restrict, standing, withdraw
from tests.factories import agree, make_file, make_network, make_organisation, make_picture, make_practice

pytestmark = pytest.mark.usefixtures("world")

NO_CONSENT = "There is no consent for photographs: add one that covers them, or take the pictures out."


def reasons(entry):
    with pytest.raises(NotPublishable) as refused:
        publish(entry)
    return [(stop.field, str(stop)) for stop in refused.value.stops]


def digests(picture):
    return [rendition.digest for rendition in picture.image.renditions.all()]


def shown(picture):
    """Whether the public can read the files of `picture`: all or none of them."""
    (answer,) = {published_file(digest) is not None for digest in digests(picture)}
    return answer


def everything_published():
    return "".join(Edition.objects.values_list("record", flat=True))


def set_level(entry, level):
    type(entry).objects.filter(pk=entry.pk).update(level=level)
    return publish(entry)


# --- what a picture needs


@pytest.mark.parametrize("make", [make_practice, make_organisation, make_network])
def test_every_kind_of_entry_has_pictures(make):
    entry = make(published=False)
    picture = make_picture(
        entry, alt="Tea on a wall", caption="In spring", licence="cc-by-4.0", credit="Riverbank Circle"
    )
    assert not shown(picture)
    (record,) = publish(entry).read().pictures
    assert (record.alt, record.caption, record.licence, record.credit) == (
        "Tea on a wall",
        "In spring",
        "cc-by-4.0",
        "Riverbank Circle",
    )
    assert [(one.width, one.height) for one in record.renditions] == [(320, 240), (640, 480), (1280, 960)]
    assert [one.digest for one in record.renditions] == digests(picture)
    assert shown(picture)


@pytest.mark.parametrize(
    "facts",
    [
        {"alt": ""},
        {"licence": ""},
        {"licence": "mine"},
        {"people": ""},
        {"people": "unsure"},
        {"licence": "cc-by-4.0", "credit": ""},
        {"licence": "cc-by-sa-4.0", "credit": ""},
    ],
)
def test_the_database_refuses_a_picture_without_alt_text_licence_consent_of_people_or_due_credit(facts):
    practice = make_practice()
    with pytest.raises(IntegrityError), transaction.atomic():
        make_picture(practice, **facts)


@pytest.mark.parametrize(
    "consent", [None, {"photographs": False}, {"photographs": True, "until": date(2020, 1, 1)}], ids=str
)
def test_pictures_are_published_only_under_a_consent_in_force_that_covers_photographs(consent):
    practice = make_practice(published=False)
    picture = make_picture(practice, consent=False)
    if consent:
        agree(practice, **consent)
    assert reasons(practice) == [("pictures", NO_CONSENT)]
    assert not shown(picture)
    agree(practice, photographs=True, until=timezone.localdate())
    assert publish(practice).read().pictures


def test_what_is_not_shown_needs_no_consent():
    for facts in ({"level": Level.GENERALISED}, {"level": Level.WITHHELD}, {"unanswered": {"pictures": "withheld"}}):
        practice = make_practice(published=False, **facts)
        picture = make_picture(practice, consent=False)
        publish(practice)
        assert not shown(picture)


def test_words_of_a_picture_may_not_name_who_is_careful():
    lead = make_organisation("Quiet Harbour", level=Level.GENERALISED)
    practice = make_practice(lead=lead, published=False)
    make_picture(practice, alt="The door of Quiet Harbour")
    (stop,) = reasons(practice)
    assert stop == (
        "pictures",
        "The field “pictures” names “Quiet Harbour”, which may not be named here: reword it.",
    )


def test_an_organisation_that_becomes_careful_is_not_named_by_pictures_of_others():
    lead = make_organisation("Quiet Harbour")
    practice = make_practice(lead=lead, published=False)
    picture = make_picture(practice, caption="At Quiet Harbour")
    publish(practice)
    restrict(lead, Level.GENERALISED)
    assert not shown(picture)
    assert "Quiet Harbour" not in everything_published()


# --- levels, withholding, history


@pytest.mark.parametrize("level", [Level.GENERALISED, Level.ANONYMISED, Level.WITHHELD])
@pytest.mark.parametrize("way", [set_level, restrict])
def test_a_more_careful_level_takes_the_pictures_out_of_all_editions(level, way):
    practice = make_practice(published=False)
    picture = make_picture(practice, alt="Zornhut at dusk", credit="Zornhut")
    publish(practice)
    publish(practice)
    way(practice, level)
    assert not shown(picture)
    assert "Zornhut" not in everything_published()
    assert not [digest for digest in digests(picture) if digest in everything_published()]


def test_withheld_pictures_leave_the_earlier_editions_too():
    practice = make_practice(published=False)
    picture = make_picture(practice, alt="Zornhut at dusk")
    publish(practice)
    type(practice).objects.filter(pk=practice.pk).update(unanswered={"pictures": "withheld"})
    assert publish(practice).read().answer("pictures") == "withheld"
    assert not shown(picture)
    assert "Zornhut" not in everything_published()


def test_a_picture_that_is_taken_out_leaves_the_history_as_well_and_the_others_stay():
    practice = make_practice(published=False)
    gone, kept = (
        make_picture(practice, "red", alt="Zornhut"),
        make_picture(practice, "green", alt="Tea", consent=False),
    )
    publish(practice, note="With pictures")
    gone.delete()
    assert is_news(practice)
    publish(practice)
    assert "Zornhut" not in everything_published()
    assert [len(one.read().pictures) for one in Edition.objects.of(practice)] == [1]
    assert (shown(gone), shown(kept)) == (False, True)


def test_the_pictures_of_a_withdrawn_entry_are_gone_whatever_its_history_keeps():
    practice = make_practice(published=False)
    picture = make_picture(practice)
    publish(practice)
    withdraw(practice)
    assert digests(picture)[0] in everything_published()
    assert not shown(picture)


def test_a_draft_of_a_published_entry_shows_no_new_picture():
    practice = make_practice()
    picture = make_picture(practice)
    assert not shown(picture)
    publish(practice)
    assert shown(picture)


def test_an_image_that_two_entries_share_stays_while_one_of_them_shows_it():
    first, second = make_practice(published=False), make_practice(published=False)
    picture, same = make_picture(first), make_picture(second)
    assert picture.image == same.image
    publish(first)
    publish(second)
    withdraw(first)
    assert shown(picture)
    withdraw(second)
    assert not shown(picture)


def test_a_file_is_found_by_one_query_that_uses_the_indexes(django_assert_num_queries):
    practice = make_practice(published=False)
    picture = make_picture(practice)
    publish(practice)
    digest = digests(picture)[0]
    with django_assert_num_queries(1):
        assert published_file(digest).startswith(b"RIFF")
    with django_assert_num_queries(1):
        assert published_file("0" * 64) is None


def test_reading_an_entry_takes_no_more_queries_for_more_pictures_and_leaves_their_files_alone(
    django_assert_num_queries,
):
    practice = make_practice(published=False)
    for colour in ("red", "green", "blue"):
        make_picture(practice, colour, consent=False)
    with django_assert_num_queries(27) as asked:
        (entry,) = type(practice).objects.editable().filter(pk=practice.pk)
        assert len(draft_record(entry).pictures) == 3
    assert not [query for query in asked.captured_queries if '"data"' in query["sql"]]


def test_records_written_before_there_were_pictures_are_read_and_are_no_news():
    practice = make_practice()
    edition = Edition.objects.current().of(practice).get()
    old = edition.record.replace('"pictures":[],', "")
    assert old != edition.record
    Edition.objects.filter(pk=edition.pk).update(record=old)
    assert Edition.objects.current().of(practice).get().read().pictures == ()
    assert not is_news(practice)
    assert not standing(type(practice).objects.editable().get(pk=practice.pk)).changes


# --- consent that ends


def test_when_consent_ends_the_daily_round_takes_the_pictures_down_and_leaves_the_words():
    practice = make_practice("Evening football", published=False)
    picture = make_picture(practice, alt="Zornhut")
    publish(practice)
    assert mind_consents() == []
    practice.consents.update(until=timezone.localdate() - timedelta(days=1))
    assert mind_consents() == [practice]
    assert mind_consents() == []
    assert not shown(picture)
    assert "Zornhut" not in everything_published()
    current = Edition.objects.current().of(practice).get().read()
    assert (current.title(), current.answer("pictures")) == ("Evening football", "withheld")
    assert practice.pictures.count() == 1
    assert Event.objects.of(practice).first().what == Event.What.HELD_BACK


def test_taking_pictures_down_publishes_nothing_of_what_was_saved_since():
    practice = make_practice("Evening football", published=False)
    make_picture(practice)
    publish(practice)
    practice.texts.update(title="Zornhut")
    assert take_down(practice)
    assert "Zornhut" not in everything_published()
    assert not take_down(practice)


def test_pictures_of_earlier_editions_are_taken_down_too():
    practice = make_practice("Evening football", published=False)
    make_picture(practice, alt="Zornhut")
    publish(practice)
    current = Edition.objects.get()
    Edition.objects.create(
        **{field.attname: getattr(current, field.attname) for field in Edition._meta.fields if field.attname != "id"}
        | {"number": 2, "generation": current.generation + 100, "current": False}
    )
    Edition.objects.filter(number=1).update(current=False)
    assert take_down(practice)
    assert "Zornhut" not in everything_published()


def test_a_picture_can_come_back_under_a_new_consent():
    practice = make_practice(published=False)
    picture = make_picture(practice)
    publish(practice)
    take_down(practice)
    publish(practice)
    assert shown(picture)


# --- what nobody uses


def days_later(number):
    return timezone.localdate() + timedelta(days=number)


def test_an_image_is_kept_once_however_often_it_is_uploaded():
    assert keep(make_file()) == keep(make_file())
    assert (Image.objects.count(), Rendition.objects.count()) == (1, 3)


def test_images_that_nothing_used_for_ninety_days_are_forgotten():
    keep(make_file("red"))
    assert forget_unused(days_later(90)) == 0
    assert forget_unused(days_later(91)) == 1
    assert not Rendition.objects.exists()


def test_images_of_drafts_and_of_the_public_are_kept():
    draft, public = make_practice(published=False), make_practice(published=False)
    picture = make_picture(draft, "red")
    former = make_picture(public, "green")
    publish(public)
    former.delete()  # saved, and not yet published
    assert forget_unused(days_later(1000)) == 0
    assert shown(former)
    publish(public)
    assert forget_unused(days_later(1000)) == 0, "it was in use that day"
    assert forget_unused(days_later(1091)) == 1
    assert list(Image.objects.all()) == [picture.image]
    assert not PublishedPicture.objects.exists()


def test_an_upload_of_what_lay_unused_begins_its_time_anew():
    Image.objects.filter(pk=keep(make_file()).pk).update(used_on=days_later(-90))
    keep(make_file())
    assert forget_unused(days_later(1)) == 0
