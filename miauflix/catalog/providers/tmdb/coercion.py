"""Reading what should be a number, a date or a list and often is something else.

Recorded answers hold empty strings for missing dates, numbers as strings, integers where floats belong, nulls and
missing members; a field that cannot be read is missing, a list's entry that cannot be read is left out, and only what
has no id at all is nothing. A generated client would refuse all of these.
"""

import math
import re
from collections.abc import Callable
from datetime import date
from typing import Annotated, Any, TypeVar

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, ValidationError

_MOST_ID = 2_000_000_000
_LARGEST = 9_000_000_000_000_000
_PICTURE = re.compile(r"/[A-Za-z0-9_-]{1,120}\.(?:jpg|jpeg|png|webp)")
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff]")

Model = TypeVar("Model", bound=BaseModel)


def text(value: object) -> str:
    """A string without control characters or lone surrogates; anything else is the empty one."""
    if isinstance(value, bool) or not isinstance(value, (str, int, float)):
        return ""
    return _CONTROL.sub("", str(value)).strip()


def optional_text(value: object) -> str | None:
    return text(value) or None


def number(value: object) -> float | None:
    if isinstance(value, bool) or not isinstance(value, (str, int, float)):
        return None
    try:
        read = float(value)
    except (ValueError, OverflowError):
        return None
    return read if math.isfinite(read) and abs(read) <= _LARGEST else None


def whole(value: object) -> int | None:
    """A whole number that is not negative."""
    read = number(value)
    return int(read) if read is not None and read >= 0 else None


def identity(value: object) -> object:
    """A TMDB id; what is none is handed on as it is, and refused."""
    read = whole(value)
    return read if read and read <= _MOST_ID else "no id"


def day(value: object) -> date | None:
    """The first ten characters as a date; TMDB says "" where it knows none, and release dates carry a time."""
    try:
        return date.fromisoformat(value[:10]) if isinstance(value, str) else None
    except ValueError:
        return None


def picture_path(value: object) -> str | None:
    return value if isinstance(value, str) and _PICTURE.fullmatch(value) else None


def truth(value: object) -> bool | None:
    return value if isinstance(value, bool) else None


def many(model: type[Model]) -> Callable[[object], list[Model]]:
    """Those entries of a list that can be read as `model`; of what is no list, none."""

    def read(value: object) -> list[Model]:
        found: list[Model] = []
        for entry in value if isinstance(value, list) else []:
            try:
                found.append(model.model_validate(entry))
            except ValidationError:
                continue
        return found

    return read


def strings(value: object) -> list[str]:
    return [one for one in map(text, value) if one] if isinstance(value, list) else []


def numbers(value: object) -> list[int]:
    return [one for one in map(whole, value) if one] if isinstance(value, list) else []


def member(model: type[Model]) -> Callable[[object], Model | None]:
    """The value as `model`, or none."""

    def read(value: object) -> Model | None:
        try:
            return model.model_validate(value)
        except ValidationError:
            return None

    return read


def unwrapped(name: str) -> Callable[[Any], object]:
    """The list that some members wrap into an object of their own: `{"results": […]}`."""

    def read(value: Any) -> object:
        return value.get(name) if isinstance(value, dict) else value

    return read


class Tolerant(BaseModel):
    model_config = ConfigDict(frozen=True, extra="ignore")

    @property
    def is_blank(self) -> bool:
        """Whether it came without the texts that every such answer has: spoiled on its way, and no better than none."""
        return False


Id = Annotated[int, BeforeValidator(identity)]
Text = Annotated[str, BeforeValidator(text), Field(default="")]
OptionalText = Annotated[str | None, BeforeValidator(optional_text), Field(default=None)]
Number = Annotated[float | None, BeforeValidator(number), Field(default=None)]
Whole = Annotated[int | None, BeforeValidator(whole), Field(default=None)]
Day = Annotated[date | None, BeforeValidator(day), Field(default=None)]
PicturePath = Annotated[str | None, BeforeValidator(picture_path), Field(default=None)]
Truth = Annotated[bool | None, BeforeValidator(truth), Field(default=None)]
Strings = Annotated[list[str], BeforeValidator(strings), Field(default_factory=list[str])]
Numbers = Annotated[list[int], BeforeValidator(numbers), Field(default_factory=list[int])]
