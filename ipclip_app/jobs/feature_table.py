"""The statistics of many images under several views, as one table."""

from dataclasses import dataclass

from ipclip_app.data.domains import ImageFile
from ipclip_app.errors import ImageError
from ipclip_app.model.statistics import ImageStatistics


@dataclass(frozen=True)
class FeatureTable:
    """Statistics of F usable images under V views each.

    Attributes:
        files: The images, in the order in which they were given.
        views: Names of the views.
        statistics: F * V rows, float32 on the CPU; the row of view v of image f is f * V + v.
        failures: Why each of the other images was left out.
    """

    files: tuple[ImageFile, ...]
    views: tuple[str, ...]
    statistics: ImageStatistics
    failures: tuple[ImageError, ...] = ()

    def __post_init__(self) -> None:
        """Check the size.

        Raises:
            ValueError: The rows are not one per image and view.
        """
        if len(self.statistics) != len(self.files) * len(self.views):
            raise ValueError(f"{len(self.statistics)} rows for {len(self.files)} images x {len(self.views)} views")

    def __len__(self) -> int:
        """Number of images."""
        return len(self.files)

    def view(self, name: str) -> ImageStatistics:
        """One view of every image, (F, ...), sharing the table's memory.

        Raises:
            ValueError: The table has no such view.
        """
        if name not in self.views:
            raise ValueError(f"there is no view '{name}' among {', '.join(self.views)}")
        return self.statistics[self.views.index(name) :: len(self.views)]

    def plain(self) -> ImageStatistics:
        """The first view, the one that stands for the image: as it is, unless the scenario shows it otherwise."""
        return self.view(self.views[0])
