"""Long lists cut into pages: what a page weighs does not grow with the directory."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeVar

Item = TypeVar("Item")

PAGE_SIZE = 60  # records of a page that shows them in full


def parts(items: Sequence[Item], size: int) -> list[Sequence[Item]]:
    """The items, `size` a page. There is always a first page, even without items."""
    starts = range(0, max(len(items), 1), size)
    return [items[start : start + size] for start in starts]


def paged(items: Sequence[Item], size: int) -> list[tuple[int, Sequence[Item]]]:
    """The items, `size` a page: (number of the page from 1, its items)."""
    return list(enumerate(parts(items, size), 1))


def page_number(rank: int, size: int) -> int:
    """The number of the page that has the item of rank `rank`, from 0, among `size` a page."""
    return rank // size + 1


def page_path(first: str, number: int) -> str:
    """The source path of a page of a list whose first is `a/59.md`: `a/59/2.md`."""
    return first if number == 1 else f"{first.removesuffix('.md')}/{number}.md"


@dataclass(frozen=True)
class ListPage:
    """One of the pages of a long list.

    Attributes:
        first: the source path of the first page, such as `a/59.md`.
        number: its number, from 1.
        count: how many pages there are.
    """

    first: str
    number: int
    count: int

    @property
    def path(self) -> str:
        """Its source path: `a/59.md`, then `a/59/2.md`."""
        return page_path(self.first, self.number)

    @property
    def previous(self) -> "ListPage | None":
        """The page before, if any."""
        if self.number == 1:
            return None
        return ListPage(self.first, self.number - 1, self.count)

    @property
    def next(self) -> "ListPage | None":
        """The page after, if any."""
        if self.number == self.count:
            return None
        return ListPage(self.first, self.number + 1, self.count)

    def title(self, title: str) -> str:
        """The title of the list, made different on each page: `Nord`, then `Nord, page 2`."""
        return title if self.number == 1 else f"{title}, page {self.number}"
