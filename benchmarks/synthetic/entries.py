"""Synthetic records: networks, organisations and practices that refer to each other as the real ones do."""

from dataclasses import dataclass
from functools import cached_property
from random import Random

from benchmarks.synthetic import uid_of
from benchmarks.synthetic.skew import PROSE, skew
from benchmarks.synthetic.words import OTHER_LANGUAGES, foreign, lexicon, prose, zipf
from networks.records import (
    MembershipRecord,
    NetworkRecord,
    NetworkTextRecord,
    OrganisationRecord,
    OrganisationTextRecord,
)
from places.levels import Level
from practices.records import IllustrationRecord, ParticipationRecord, PracticeRecord, PracticeTextRecord
from publishing.editions.redaction import publishable
from publishing.records.record import SourceRecord

SHARES = {"network": 0.03, "organisation": 0.12}
"""The shares of the kinds; the rest are practices."""
SECOND_LANGUAGE = 0.05
# The real directory holds open entries only. A few careful ones make the index and the pages take those paths too.
CAREFUL = ((0.005, Level.ANONYMISED), (0.02, Level.GENERALISED))
BLOCK = 1000
"""Entries are drawn in blocks with a seed each, so that any part can be made without those before it."""


@dataclass(frozen=True)
class Entries:
    """A catalogue of `size` entries for a `seed`: the networks come first, then organisations, then practices."""

    size: int
    seed: int

    @cached_property
    def networks(self):
        return max(1, round(self.size * SHARES["network"]))

    @cached_property
    def organisations(self):
        return max(1, round(self.size * SHARES["organisation"]))

    def kind(self, number):
        if number < self.networks:
            return "network"
        return "organisation" if number < self.networks + self.organisations else "practice"

    def blocks(self):
        """The ranges of numbers that are drawn together."""
        return [range(start, min(start + BLOCK, self.size)) for start in range(0, self.size, BLOCK)]

    def records(self, block):
        """The records of a block, each at the level it is published at."""
        random = Random(f"{self.seed} {self.size} {block.start}")
        return [self._published(random, number) for number in block]

    def _published(self, random, number):
        record = getattr(self, f"_{self.kind(number)}")(random, number)
        drawn = random.random()
        level = next((level for share, level in CAREFUL if drawn < share), Level.OPEN)
        return record if level is Level.OPEN else publishable(record, level)

    def _network(self, random, number):
        drawn = skew().network
        return NetworkRecord(
            uid=uid_of(number),
            texts=self._texts(random, number, NetworkTextRecord, {"about": "networks"}),
            kind=drawn["kind"].one(random),
            scale=drawn["scale"].one(random),
            places=drawn["countries"].some(random),
            audiences=drawn["audiences"].some(random),
            founded_year=drawn["founded_year"].one(random),
            parent=self._any_network(random) if random.random() < 0.2 and number > 0 else "",
            secretariat=self._any_organisation(random) if random.random() < 0.3 else "",
        )

    def _organisation(self, random, number):
        drawn = skew().organisation
        country = drawn["country"].one(random)
        member = random.random() < 0.45
        return OrganisationRecord(
            uid=uid_of(number),
            texts=self._texts(random, number, OrganisationTextRecord, {"about": "organisations"}),
            kind=drawn["kind"].one(random),
            places=(country,) if country else (),
            women_led=drawn["women_led"].one(random),
            youth_led=drawn["youth_led"].one(random),
            memberships=(MembershipRecord(network=self._any_network(random), role="member"),) if member else (),
        )

    def _practice(self, random, number):
        drawn = skew().practice
        texts = self._texts(random, number, PracticeTextRecord, {name: name for name in (*PROSE, "evidence_note")})
        networks = {self._any_network(random) for _ in range(drawn["networks"].one(random))}
        empty = {name for name in PROSE if not getattr(texts[0], name)}
        return PracticeRecord(
            uid=uid_of(number),
            unanswered={name: why for name, why in drawn["unanswered"].one(random) if name in empty},
            sources=_sources(drawn["sources"].one(random), number),
            texts=texts,
            places=drawn["countries"].some(random),
            themes=drawn["themes"].some(random),
            gender=drawn["gender"].some(random),
            youth=drawn["youth"].some(random),
            groups=drawn["groups"].some(random),
            scale=drawn["scale"].one(random),
            evidence=drawn["evidence"].one(random),
            start_year=drawn["start_year"].one(random),
            ongoing=drawn["ongoing"].one(random),
            participations=self._participations(random),
            networks=tuple(sorted(networks)),
            recommendations=tuple(IllustrationRecord(number=one) for one in drawn["recommendations"].some(random)),
        )

    def _participations(self, random):
        roles = random.choice(skew().roles)
        parts = {(role, self._any_organisation(random)) for role in roles}
        return tuple(ParticipationRecord(role=role, organisation=uid) for role, uid in sorted(parts))

    def _any_network(self, random):
        return uid_of(random.choices(range(self.networks), cum_weights=self._popularity[0])[0])

    def _any_organisation(self, random):
        drawn = random.choices(range(self.organisations), cum_weights=self._popularity[1])[0]
        return uid_of(self.networks + drawn)

    @cached_property
    def _popularity(self):
        return zipf(self.networks), zipf(self.organisations, 0.8)

    def _texts(self, random, number, text_class, fields):
        """The original and, now and then, one in a second language. `fields` is {field: where its length is from}."""
        texts = [self._text(random, number, text_class, fields, "en", lexicon(self.seed))]
        if random.random() < SECOND_LANGUAGE:
            language = random.choice(list(OTHER_LANGUAGES))
            texts.append(self._text(random, number, text_class, fields, language, foreign(language)))
        return tuple(texts)

    def _text(self, random, number, text_class, fields, language, words):
        lengths = skew().lengths
        written = {name: prose(random, words, random.choice(lengths[source])) for name, source in fields.items()}
        title = prose(random, words, max(2, random.choice(lengths["title"]) - 3))
        return text_class(
            language=language,
            origin="original" if language == "en" else "human",
            title=f"Synthetic {self.kind(number)} {number}: {title.rstrip('.')}",
            **written,
        )


def _sources(count, number):
    return tuple(
        SourceRecord(
            title=f"Synthetic report {(number + at) % 997}", publisher="Nobody", year=2020, locator=f"page {at}"
        )
        for at in range(1, count + 1)
    )
