"""Miauflix: one self-hosted place for everything a household watches.

The packages below are rooms; ARCHITECTURE.md says what each is for and which way imports may point.
"""

__version__ = "0.1.0"
