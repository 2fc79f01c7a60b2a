"""Collections while a command's modules are loaded."""

from __future__ import annotations

import gc

import pytest

from newsarchive.gc_tuning import loading


def test_none_while_loading_and_as_before_afterwards() -> None:
    with loading():
        assert not gc.isenabled()
    assert gc.isenabled()
    with pytest.raises(ImportError), loading():
        raise ImportError("no such module")
    assert gc.isenabled()


def test_whoever_switched_it_off_finds_it_off() -> None:
    gc.disable()
    try:
        with loading():
            pass
        assert not gc.isenabled()
    finally:
        gc.enable()
