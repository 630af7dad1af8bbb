import json
from collections import Counter
from pathlib import Path
from typing import Annotated, Literal

import pydantic
from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from pydantic import BaseModel, ConfigDict, Field, field_validator

from catalogue.search.synonyms import load_synonyms
from places.names import OTHER_LANGUAGES
from practices.vocabulary import LEFT_ALONE, load_themes
from publishing.editions.former_terms import load_terms

Words = Annotated[str, Field(pattern=r"^[^\x00]*$")]
Slug = Annotated[str, Field(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", max_length=50)]


class TermText(BaseModel):
    """What a term is in another language."""

    model_config = ConfigDict(extra="forbid")

    label: Annotated[Words, Field(min_length=1, max_length=80)]
    description: Words = ""
    aliases: list[Words] = []


class ThemeText(TermText):
    label: Annotated[Words, Field(min_length=1, max_length=100)]


class TermRow(BaseModel):
    slug: Slug
    label: Annotated[Words, Field(min_length=1, max_length=80)]
    description: Words = ""
    aliases: list[Words] = []
    texts: dict[Literal[OTHER_LANGUAGES], TermText] = {}


class ThemeRow(TermRow):
    label: Annotated[Words, Field(min_length=1, max_length=100)]
    texts: dict[Literal[OTHER_LANGUAGES], ThemeText] = {}
    description: Words
    un_area: Annotated[Words, Field(max_length=1)] = ""
    dac: list[Words] = []


TERMS = (
    "groups",
    "gender",
    "youth",
    "scale",
    "evidence",
    "setting",
    "mode",
    "prevention",
    "design",
    "finding",
    "network_kinds",
    "organisation_kinds",
    "audiences",
    "un_areas",
)


class VocabularyFile(BaseModel):
    """What fixtures/vocabulary.json holds. Anything else about a term is kept with its codes."""

    groups: list[TermRow]
    gender: list[TermRow]
    youth: list[TermRow]
    scale: list[TermRow]
    evidence: list[TermRow]
    setting: list[TermRow]
    mode: list[TermRow]
    prevention: list[TermRow]
    design: list[TermRow]
    finding: list[TermRow]
    network_kinds: list[TermRow]
    organisation_kinds: list[TermRow]
    audiences: list[TermRow]
    un_areas: list[TermRow]
    themes: list[ThemeRow]
    synonyms: list[list[Annotated[Words, Field(min_length=1, max_length=100)]]] = []

    @field_validator(*TERMS, "themes")
    @classmethod
    def _once_each(cls, rows):
        if doubles := [slug for slug, times in Counter(row.slug for row in rows).items() if times > 1]:
            raise ValueError(f"more than once: {', '.join(doubles)}")
        return rows


class Command(BaseCommand):
    help = "Load themes, terms and synonyms from a file like fixtures/vocabulary.json. A second run changes nothing."

    def add_arguments(self, parser):
        parser.add_argument("path", type=Path)

    def handle(self, *, path, **options):
        try:
            changed = self._load(json.loads(path.read_text("utf-8")))
        except pydantic.ValidationError as error:
            faults = [f"{'.'.join(map(str, one['loc'])) or 'the file'}: {one['msg']}" for one in error.errors()]
            raise self._refusal(path, faults) from error
        except ValidationError as error:
            raise self._refusal(path, error.messages) from error
        except (OSError, ValueError, RecursionError) as error:
            raise CommandError(f"{path} can't be read as JSON: {error}") from error
        self.stdout.write(f"Vocabulary: {', '.join(changed)} changed" if changed else "Vocabulary: nothing changed")

    @transaction.atomic
    def _load(self, data):
        VocabularyFile.model_validate(data)
        changed = [name for name in TERMS if load_terms(name, data[name])]
        loads = {
            "themes": lambda: set(load_themes(data["themes"])) - {LEFT_ALONE},
            "synonyms": lambda: load_synonyms(data.get("synonyms", [])),
        }
        for name, load in loads.items():
            try:
                if load():
                    changed.append(name)
            except ValidationError as error:
                raise ValidationError([f"{name}: {message}" for message in error.messages]) from error
        return changed

    def _refusal(self, path, faults):
        lines = "\n".join(f"  {fault}" for fault in faults)
        return CommandError(f"{path} was not loaded and nothing was written:\n{lines}")
