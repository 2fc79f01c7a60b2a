"""What a server that listens does with the memory of answers that are gone."""

from __future__ import annotations

import subprocess
import sys

import pytest

_LONG_ANSWERS = """
from newsarchive.cli.listening import _give_memory_back

def resident():
    with open("/proc/self/statm") as file:
        return int(file.read().split()[1]) * 4096

_give_memory_back()
before = resident()
for _ in range(2):  # the first that is given back raises glibc's threshold
    answers, kept = [], []
    for _ in range(10):
        answers.append(b"x" * (20 << 20))
        kept.append(b"y" * 100_000)  # what lives on behind it
    del answers
print((resident() - before) >> 20)
"""


@pytest.mark.skipif(sys.platform != "linux", reason="asks /proc")
def test_memory_of_long_answers_goes_back() -> None:
    done = subprocess.run([sys.executable, "-c", _LONG_ANSWERS], capture_output=True, text=True, check=True)
    assert int(done.stdout) < 60
