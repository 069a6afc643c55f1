"""The form of answers to harvesters: envelope, errors, datestamps, names of sets.

>>> set_of_name("Papers of the Bridge/Письма")
'Papers~20of~20the~20Bridge:~D0~9F~D0~B8~D1~81~D1~8C~D0~BC~D0~B0'
>>> name_of_set(set_of_name("a~b/c:d")), name_of_set("a b"), name_of_set("~GG")
('a~b/c:d', None, None)
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import UTC, datetime

from fonds.exporters.xml import PROLOG, leaf

NAMESPACE = "http://www.openarchives.org/OAI/2.0/"
_START = (
    f'{PROLOG}<OAI-PMH xmlns="{NAMESPACE}" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" '
    f'xsi:schemaLocation="{NAMESPACE} {NAMESPACE}OAI-PMH.xsd">'
)
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_SECOND = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}Z")
_SET = re.compile(r"[A-Za-z0-9_.!~*'()-]+(:[A-Za-z0-9_.!~*'()-]+)*")
_NOT_IN_SET = re.compile(rb"[^A-Za-z0-9_.!*'()/-]")


class BadRequest(Exception):
    """A mistake of the harvester; ``code`` is one of the protocol's eight."""

    def __init__(self, code: str, sentence: str) -> None:
        super().__init__(sentence)
        self.code = code


def envelope(base: str, told: Mapping[str, str], content: str) -> str:
    """The whole answer; ``told`` are the arguments that it repeats."""
    now = leaf("responseDate", written(datetime.now(UTC)))
    return f"{_START}{now}{leaf('request', base, **told)}{content}</OAI-PMH>\n"


def fault(mistake: BadRequest) -> str:
    """The mistake as the protocol tells it."""
    return leaf("error", str(mistake), code=mistake.code)


def written(moment: datetime) -> str:
    """A datestamp, to the second."""
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def moment_of(text: str | None) -> datetime | None:
    """The first moment of a day or second. BadRequest: it is neither."""
    if text is None:
        return None
    if _DAY.fullmatch(text) or _SECOND.fullmatch(text):
        try:
            return datetime.fromisoformat(text.rstrip("Z")).replace(tzinfo=UTC)
        except ValueError:
            pass
    raise BadRequest("badArgument", "Dates are written 1950-05-13 or 1950-05-13T12:15:00Z.")


def set_of_name(name: str) -> str:
    """The set of a collection."""
    escaped = _NOT_IN_SET.sub(lambda found: b"~%02X" % found[0][0], name.encode("utf-8", "replace"))
    # An empty step has no form of its own.
    return ":".join(step or "~" for step in escaped.decode().split("/"))


def name_of_set(spec: str) -> str | None:
    """The collection of a set; None where no collection could be written so."""
    if not _SET.fullmatch(spec):
        return None
    try:
        steps = [_unescaped(step) for step in spec.split(":")]
    except ValueError:
        return None
    return "/".join(steps)


def _unescaped(step: str) -> str:
    if step == "~":
        return ""
    first, *rest = step.encode().split(b"~")
    return (first + b"".join(bytes([int(piece[:2], 16)]) + piece[2:] for piece in rest)).decode()
