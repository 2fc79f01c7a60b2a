"""A program with busy workers, for a test to kill: it prints the workers' numbers and goes on."""

from __future__ import annotations

import os
import sys
from itertools import repeat

from newsarchive.workers import ExtractionPool
from tests.workers.functions import process_number, shout

if __name__ == "__main__":
    finder = ExtractionPool(process_number, workers=2)
    sys.stdout.write(f"{os.getpid()} {' '.join(map(str, set(finder.map(range(20)))))}\n")
    sys.stdout.flush()
    with ExtractionPool(shout, workers=2) as pool:
        for _ in pool.map(repeat(sys.argv[1])):
            pass
