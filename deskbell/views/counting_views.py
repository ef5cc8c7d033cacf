"""How many tickets stand beside each view?"""

from collections.abc import Iterable

from deskbell.kernel.database import Reader
from deskbell.tickets.counting import count_sets
from deskbell.users.viewer import Viewer
from deskbell.views.default_views import get_view, views_of


async def count_views(reader: Reader, viewer: Viewer, keys: Iterable[str] | None = None) -> bytes:
    """`{key: count}` as JSON; without keys, of all the viewer's ticket views. Raises ViewNotFound."""
    views = views_of(viewer) if keys is None else [get_view(viewer, key) for key in dict.fromkeys(keys)]
    return await count_sets(reader, viewer, {view.key: view.tickets(viewer) for view in views})
