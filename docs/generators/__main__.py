"""`python -m docs.generators` writes the generated pages and says which of them changed."""

from __future__ import annotations

import sys

from docs.generators import write_pages

for path in write_pages():
    sys.stdout.write(f"docs/{path}\n")
