"""The tables that are shipped are those of the models."""

from __future__ import annotations

from django.core.management import call_command

from fonds import store


def test_every_change_of_a_model_has_its_migration() -> None:
    store.ready()
    # SystemExit where something is missing.
    call_command("makemigrations", "fonds_store", check=True, dry_run=True, verbosity=0)
