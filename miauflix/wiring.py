"""Builds the parts of one process from the settings; the only place that knows which real thing stands where.

`running` brings them to life in the order of their need and takes them down in reverse. Every step down is bounded,
so that a stop never hangs: the whole takes under five seconds whatever the peers, the disk or a client do.
"""

import structlog

_log = structlog.get_logger(__name__)
