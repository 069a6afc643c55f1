"""Django's PostgreSQL backend, made to keep what SQLite keeps and to order it alike.

- Text has no greatest length: SQLite knows none, and a paper's own words must not stop a batch.
- Text compares by code points (collation C), whatever the cluster's language; so lists, spans of dates
  and beginnings of words are the same everywhere, and one index serves equality, order and LIKE.
- JSON is text, as in SQLite: jsonb would refuse U+0000 and put keys in another order.
- U+0000 in text becomes U+FFFD, as the importers do: PostgreSQL keeps none.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from django.db.backends.postgresql import base, operations, schema
from psycopg.types.string import StrDumperUnknown


class Text(StrDumperUnknown):
    """Strings on their way to the server."""

    def dump(self, obj: str) -> Any:
        return super().dump(obj.replace("\0", "�") if "\0" in obj else obj)


class SchemaEditor(schema.DatabaseSchemaEditor):
    """Makes columns of text with the collation C, and no second indexes for LIKE, which that makes needless."""

    def _iter_column_sql(self, column_db_type: str, *rest: Any) -> Iterator[str]:
        yield from super()._iter_column_sql(  # type: ignore[misc]
            f'{column_db_type} COLLATE "C"' if column_db_type == "text" else column_db_type, *rest
        )

    def _create_like_index_sql(self, model: Any, field: Any) -> None:
        return None


class Operations(operations.DatabaseOperations):
    """JSON goes in as text."""

    def adapt_json_value(self, value: Any, encoder: Any) -> Any:
        return json.dumps(value, cls=encoder)


class DatabaseWrapper(base.DatabaseWrapper):
    """A connection."""

    data_types = {**base.DatabaseWrapper.data_types, "CharField": "text", "JSONField": "text"}  # noqa: RUF012
    SchemaEditorClass = SchemaEditor
    ops_class = Operations

    def get_new_connection(self, conn_params: Any) -> Any:
        """Opens it."""
        connection = super().get_new_connection(conn_params)
        connection.adapters.register_dumper(str, Text)
        return connection
