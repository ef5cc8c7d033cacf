"""Who may have an exported file, and of which parts is it made?"""

from deskbell.kernel.errors import Conflict, NotAllowed, NotFound
from deskbell.kernel.reader import Reader
from deskbell.users.viewer import Viewer
from deskbell.work.starting import reach_of
from deskbell.work.work import get_work


async def find_parts(reader: Reader, viewer: Viewer, work_id: int) -> tuple[str, list[str]]:
    """The file's name and the hashes of its parts in order.

    Only its maker gets it, and only while they may see as much as when it was made. Raises NotFound, NotAllowed,
    Conflict while it is being written.
    """
    work = await get_work(reader, viewer, work_id)
    if work.kind != "export":
        raise NotFound("This work has no file.", code="work.no_file")
    if work.state != "done":
        raise Conflict("The file is not written yet.", code="work.not_done")
    if reach_of(viewer) not in {"everything", work.request["reach"]}:
        raise NotAllowed("What you may see has changed since. Export again.", code="export.other_reach")
    parts = await reader.values("SELECT sha256 FROM work_parts WHERE work_id = %s ORDER BY number", (work.id,))
    if not parts:
        raise NotFound("This file is no longer kept. Export again.", code="work.file_gone")
    return f"{work.request['name']} {work.created_at:%Y-%m-%d}.csv", parts
