"""Pages as every list answers them."""

from typing import Annotated, Generic, TypeVar

from pydantic import BaseModel, Field

PageNumber = Annotated[int, Field(ge=1, le=10_000, description="Counts from 1")]
PageSize = Annotated[int, Field(ge=1, le=100, description="Items on a page")]

Item = TypeVar("Item")


class Page(BaseModel, Generic[Item]):
    """One page of a list; `total` counts the items of all pages."""

    page: int
    page_size: int
    total: int
    items: list[Item]
