"""What archivists' two formats (EAD3, EAC-CPF) share: a record is its control and what is described; a file may hold many.

One record is a file of its format as it is. Several stand in an element that neither schema knows: each is valid alone.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable

from fonds.exporters.exporter import Format, T
from fonds.exporters.xml import PROLOG, element


def written(
    root: str, namespace: str, control: Iterable[str], described: str, *, status: str | None = None
) -> str:
    """A record from the parts of its control and what is behind it; ``status`` is that of its maintenance."""
    content = element("control", "".join(control), maintenanceStatus=status) + described
    return element(root, content, xmlns=namespace) + "\n"


def archival_format(
    record: Callable[[T, str | None, str | None], str],
    *,
    name: str,
    title: str,
    suffix: str,
    cannot_carry: str,
    several: str,
) -> Format[T]:
    """The format of such records; ``several`` is the element around more than one."""
    return Format(
        name=name,
        title=title,
        suffix=suffix,
        media_type="application/xml",
        cannot_carry=cannot_carry,
        record=record,
        prolog=PROLOG,
        opening=f"<{several}>\n",
        closing=f"</{several}>\n",
        one_is_a_list=False,
    )
