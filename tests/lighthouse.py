"""Invented papers about a lighthouse that never was, as many as a test needs."""

from __future__ import annotations


def telegram(
    number: int = 1,
    *,
    sender: str = "Orlov",
    recipient: str = "Demin",
    day: str = "3 May 1931",
    body: str = "",
) -> str:
    """A telegram as an archive's page has it, about a quarrel over a lighthouse that never was."""
    return f"""Skip to content

{day}

Telegram No. {number}, {sender} to {recipient}

Ciphered Telegram

From PORT ANSELM

To Comrade {recipient.upper()}

The keeper of the lighthouse has told me that the lamp will be lit on the {number}th night of the month, whatever the Council says. {body}

I ask for instructions.

{sender}

Document Information

Source

State Archive of the Sea, f. 12, op. 3, d. {40 + number % 3}, l. {number}.
"""
