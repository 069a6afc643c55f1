"""The store as a Django application."""

from django.apps import AppConfig


class StoreConfig(AppConfig):
    """Its label keeps table names apart from those of other applications."""

    name = "fonds.store"
    label = "fonds_store"
