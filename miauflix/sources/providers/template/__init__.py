"""A provider to copy. What it can do is in `adapter.py`; this face is what the registry takes.

1. Copy this folder and give it the provider's name.
2. Say in `KIND` how it is called, whether it needs a key, and how much of it may be asked.
3. Add the line to `registry.KINDS`, a fake to tests/fakes/providers and a row to its `FAKES`: every failure of the
   table is tested with no further line.
"""

from miauflix.sources.providers.kinds import Kind
from miauflix.sources.providers.template.adapter import Template

KIND = Kind("template", "Template", Template)
