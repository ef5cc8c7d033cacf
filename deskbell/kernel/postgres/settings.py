"""Pure. With which settings does the embedded server run on a machine of this size?"""

from pathlib import Path

_MB = 1 << 20


def settings(*, memory: int, shared_memory: int | None, socket_folder: Path) -> dict[str, str]:
    """Return the server's settings; `memory` and `shared_memory` (the size of /dev/shm) in bytes.

    Whether a committed word survives a power cut is never traded for speed: fsync and its kin are on.
    """
    chosen = {
        "listen_addresses": "",
        "unix_socket_directories": str(socket_folder),
        "unix_socket_permissions": "0700",
        "fsync": "on",
        "synchronous_commit": "on",
        "full_page_writes": "on",
        "max_connections": "200",
        "shared_buffers": _megabytes(min(max(memory // 8, 64 * _MB), 2048 * _MB)),
        "effective_cache_size": _megabytes(max(memory // 2, 128 * _MB)),
        "work_mem": "16MB",
        "maintenance_work_mem": _megabytes(min(max(memory // 32, 32 * _MB), 256 * _MB)),
        "random_page_cost": "1.1",  # solid state everywhere
        "jit": "off",  # it plans for reports; our statements end before it has compiled them
        "autovacuum_naptime": "15s",  # the queue's and the drafts' tables turn over quickly
        "max_wal_size": "2GB",
        "min_wal_size": "256MB",  # a new file of the log is filled with zeros while somebody waits for their commit
        # After a checkpoint each page that is touched goes into the log whole. A reply touches some fifty, most of them
        # of the search index, and pglz, all that this server was built with, takes 4 ms of its 12 for them.
        "wal_compression": "off",
        "checkpoint_completion_target": "0.9",
        "timezone": "UTC",
        "log_timezone": "UTC",
        "lc_messages": "C",  # we read the server's log
        "log_checkpoints": "off",
        "log_min_messages": "warning",
    }
    if shared_memory is not None and shared_memory < 256 * _MB:
        # Containers often give /dev/shm 64 MB, at which a parallel query dies with "No space left on device".
        chosen["dynamic_shared_memory_type"] = "sysv"
    return chosen


def _megabytes(size: int) -> str:
    return f"{size // _MB}MB"
