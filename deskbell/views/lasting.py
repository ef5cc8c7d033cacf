"""Pure. Can only a change of a ticket itself bring it into a view, or take it out?"""

from collections.abc import Mapping

from deskbell.views.filter import Group, Leaf, leaves
from deskbell.views.filter_property import FilterProperty

# As time passes, tickets come and go by themselves. Days don't: "today" is another condition tomorrow.
_PASSING = frozenset({"within_last", "within_next", "more_than_ago"})


def is_lasting(group: Group, properties: Mapping[str, FilterProperty]) -> bool:
    """Not where the filter asks for how long ago something was, or looks into another table than that of tickets."""
    return all(_is_lasting(leaf, properties[leaf.property]) for leaf in leaves(group))


def _is_lasting(leaf: Leaf, prop: FilterProperty) -> bool:
    if leaf.operator in _PASSING or _goes_by_the_time(leaf, prop):
        return False
    return prop.kind != "words" and " FROM " not in prop.source.sql.as_string()


def _goes_by_the_time(leaf: Leaf, prop: FilterProperty) -> bool:
    asked = leaf.value if isinstance(leaf.value, tuple) else (leaf.value,)
    return prop.forms is not None and any("{now}" in prop.forms.get(str(one), "") for one in asked)
