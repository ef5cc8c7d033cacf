"""Where do tests keep their databases? In memory where there is plenty, since no test cuts the power."""

import os
import shutil
from pathlib import Path

_IN_MEMORY = Path("/dev/shm")  # noqa: S108 - each test makes a folder of its own in it
_PLENTY = 2 << 30


def fast_disk() -> str:
    if _IN_MEMORY.is_dir() and os.access(_IN_MEMORY, os.W_OK) and shutil.disk_usage(_IN_MEMORY).free > _PLENTY:
        return str(_IN_MEMORY)
    return "/tmp"  # noqa: S108 - each test makes a folder of its own in it
