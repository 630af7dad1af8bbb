"""What a directory file (fixtures/directory.json) says beside its entries: sources, recommendations, key themes."""

from typing import Annotated, ClassVar, Literal

from pydantic import BaseModel, ConfigDict, Field, field_validator

from places.names import OTHER_LANGUAGES
from places.plain_text import in_values
from publishing.editing.sheets.directory import LONGEST_TEXT, is_text

Slug = Annotated[str, Field(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", max_length=80)]
Number = Annotated[
    str, Field(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", max_length=8)
]  # of a recommendation, as in addresses
Prose = Annotated[str, Field(min_length=1, max_length=LONGEST_TEXT)]


class Row(BaseModel):
    """A row of the file; two may not agree in `KEY`."""

    model_config = ConfigDict(extra="forbid", strict=True)
    KEY: ClassVar = "number"
    _where: str = ""

    @property
    def where(self):
        """Where in the file the row stands: sources[3] “voices-from-the-valley”."""
        return self._where

    @property
    def key(self):
        return getattr(self, self.KEY)

    @field_validator("*", mode="before")
    @classmethod
    def _plain_text(cls, value):
        if isinstance(value, str) and not is_text(value):
            raise ValueError("NUL and halves of characters are no text")
        return in_values(value)


class SourceRow(Row):
    KEY = "slug"

    slug: Slug
    title: str = Field(min_length=1, max_length=300)
    publisher: str = ""
    year: Annotated[int | None, Field(ge=1900, le=2100)] = None
    url: str = ""


class PointText(BaseModel):
    """What a recommendation or key theme is in another language."""

    model_config = ConfigDict(extra="forbid", strict=True)

    title: str = Field(min_length=1, max_length=120)
    gist: Prose


Texts = dict[Literal[OTHER_LANGUAGES], PointText]


class RecommendationRow(Row):
    number: Number
    label: str = Field(min_length=1, max_length=12)
    parent: str = ""
    title: str = Field(min_length=1, max_length=120)
    gist: Prose
    source_locator: str = Field("", max_length=80)
    texts: Texts = {}


class KeyThemeRow(Row):
    number: str = Field(pattern=r"^[1-9][0-9]{0,2}$")
    title: str = Field(min_length=1, max_length=120)
    gist: Prose
    source_locator: str = Field("", max_length=80)
    texts: Texts = {}


ROWS = {"sources": SourceRow, "recommendations": RecommendationRow, "key_themes": KeyThemeRow}
