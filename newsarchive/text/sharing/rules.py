"""The rules by which a run cuts what the archive taught it; another run may know more, or less."""

from __future__ import annotations

# Lines known from other pages of the host, and blocks of links to hosts that its spam led to.
KNOWN, SPAM_LINKS = "host_lines", "spam_host"
RULES = frozenset({KNOWN, SPAM_LINKS})
