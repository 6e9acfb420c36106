"""A folder of item files, opened: which editions there are, and a rulebook for each without a second reading.

The index remembers every file by its size and times, every content by its hash. Opening is a walk and a
comparison; only what changed is read and compiled.
"""

from engine.catalog.catalog import Catalog, Choice, NoEdition, NoItem, TwoEditions, open_catalog
from engine.catalog.loose import open_file
from engine.catalog.store import Row

__all__ = ["Catalog", "Choice", "NoEdition", "NoItem", "Row", "TwoEditions", "open_catalog", "open_file"]
