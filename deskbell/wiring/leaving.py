"""How does the process end, without waiting for a thread that waits for the network?"""

import os
import sys
import threading
from typing import NoReturn


def leave(code: int) -> NoReturn:
    sys.stdout.flush()
    sys.stderr.flush()
    if threading.active_count() > 1:
        os._exit(code)
    sys.exit(code)
