"""What a field of a declaration may hold; anything else is a ValueError that says what is allowed."""

from __future__ import annotations

import pytest
from pydantic import TypeAdapter, ValidationError

from newsarchive.listings.field_types import Regex


@pytest.mark.parametrize(
    "pattern", ["*", "(" * 20_000 + ")" * 20_000, "a{99999999999}"], ids=["no", "deep", "often"]
)
def test_no_expression_is_more_than_a_mistake(pattern: str) -> None:
    """One nested too deep ended each command that read the declarations."""
    with pytest.raises(ValidationError, match="allowed: a Python regular expression") as error:
        TypeAdapter(Regex).validate_python(pattern)
    assert error.value.error_count() == 1
