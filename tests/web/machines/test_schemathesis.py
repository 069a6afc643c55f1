"""Requests that somebody else's program thinks up from the description of the API, valid ones and others."""

from __future__ import annotations

from contextlib import suppress
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis.errors import Unsatisfiable

from fonds.web.machines.endpoints import ENDPOINTS
from fonds.web.wsgi import application

schemathesis = pytest.importorskip("schemathesis", reason="a dependency of development, see pyproject.toml")
EXAMPLES = 10
"""Of each endpoint and mode: on one core all of it takes some ten seconds."""


@pytest.mark.parametrize("mode", schemathesis.GenerationMode, ids=lambda mode: mode.value)
def test_no_answer_breaks_the_description(ids: list[str], client: object, mode: Any) -> None:
    schema = schemathesis.openapi.from_wsgi("/api/v1/openapi.json", application)
    operations = [found.ok() for found in schema.get_all_operations()]
    assert len(operations) >= len(ENDPOINTS)
    asked = 0
    for operation in operations:

        @settings(
            max_examples=EXAMPLES, derandomize=True, deadline=None, suppress_health_check=list(HealthCheck)
        )
        @given(case=operation.as_strategy(generation_mode=mode))
        def ask(case: Any) -> None:
            nonlocal asked
            asked += 1
            case.call_and_validate()

        # Where nothing can be given, nothing wrong can be.
        with suppress(Unsatisfiable):
            ask()
    assert asked > len(ENDPOINTS) * EXAMPLES / 2
