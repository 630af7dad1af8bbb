"""Errors for programs: problem details (RFC 9457)."""

from http import HTTPStatus

from django.http import HttpResponse
from pydantic import BaseModel, ConfigDict, Field

MEDIA_TYPE = "application/problem+json"


class Problem(BaseModel):
    """What went wrong (RFC 9457, 3.1). `parameter` is the one at fault; `formats` and others say what there is."""

    model_config = ConfigDict(extra="allow")

    type: str = Field("about:blank", description="What kind of problem it is: always that of its status.")
    title: str = Field(description="The status in words.")
    status: int = Field(description="The status of the reply.")
    detail: str = Field(description="What went wrong, in a sentence.")
    parameter: str = Field("", description="The parameter at fault; not there when it is none.")


def problem(status, detail, **more):
    """The reply `status` with a problem document; `detail` is a sentence for people, `more` further members."""
    document = Problem(title=HTTPStatus(status).phrase, status=status, detail=detail, **more)
    return HttpResponse(document.model_dump_json(exclude_defaults=True), status=status, content_type=MEDIA_TYPE)


def problem_of(fault):
    """The reply 400 for a Fault of a filter set."""
    return problem(400, fault.refused or fault.words, parameter=fault.parameter)
