"""Which characters can be looked at one by one, and which only together with their neighbours."""

from __future__ import annotations

import re

# Characters that neither join with a neighbour nor change places with it under NFKC, before or after case
# folding: of a text of these each is folded by itself, once for all (four times faster). Latin, Cyrillic,
# signs, kana, Han, Hangul syllables, full-width forms; `tests/text/words/test_folding.py` holds it.
ALONE = (
    "\x00-\xa7\xa9-\xae\xb0-\xb3\xb5-\xb7\xb9-\u012f\u0131-\u01ef\u01f1-\u024f\u0400-\u0482\u048a-\u052f"
    "\u1ea0-\u1eff\u2000-\u2016\u2018-\u203d\u203f-\u20cf\u2100-\u2adb\u3000-\u3029\u3030-\u3098\u309d-\u30ff"
    "\u3400-\u9fff\uac00-\ud7a3\uf900-\ufaff\uff00-\uff9d\U00020000-\U0002ffff"
)
TOGETHER = re.compile(f"[^{ALONE}]")
