"""The elements of GB/T 39046: an item in the words, codes and rows that authorities exchange.

`profile` holds the code lists of a place, the national ones unless told otherwise; `table` lays an item out
in the rows of the standard's table 4. `engine.item.codes` takes item codes apart and checks them.
"""

from engine.item.codes import Implementation, split_implementation
from engine.item.elements.profile import Code, Profile, ProfileUnreadable, national_profile, read_profile
from engine.item.elements.table import Element, elements_of, material_elements, special_procedures

__all__ = [
    "Code",
    "Element",
    "Implementation",
    "Profile",
    "ProfileUnreadable",
    "elements_of",
    "material_elements",
    "national_profile",
    "read_profile",
    "special_procedures",
    "split_implementation",
]
