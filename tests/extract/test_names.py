"""Other names that a paper explains."""

import pytest
from growing import read


@pytest.mark.parametrize(
    ("words", "aliases"),
    [
        ("I saw Comrade Filo [Starn].", [("Filo", "Starn")]),
        # Two close to each other are both seen.
        ("It was Comrade Filo [Starn] who met Comrade Tarn [Osk].", [("Filo", "Starn"), ("Tarn", "Osk")]),
        ("I saw Comrade Filo.x/\n\nVENN\n\nx/ Pseudonym of Ivo Merrin.", [("Filo", "Ivo Merrin")]),
        ("I saw Comrade Filo.x/\n\nVENN\n\nx/ Pseudonym I.V. Merrin.", [("Filo", "I.V. Merrin")]),
        ("Filo is a pseudonym of Ivo Merrin.", [("Filo", "Ivo Merrin")]),
        ("Ivo Merrin, under the pseudonym Filo, came.", [("Filo", "Ivo Merrin")]),
        # What is supplied, a place, or stands beside nobody.
        ("I saw Comrade Ivo [and] Tarn.", []),
        ("I was in Comrade Peking [Beijing].", []),
        ("The Lamp [Tower] was dark.", []),
        ("The pseudonym was known to nobody.", []),
        (f"Comrade {'Filo' * 30} [Starn].", []),
    ],
)
def test_aliases(words: str, aliases: list[tuple[str, str]]) -> None:
    document = read(f"Telegram, Orlo to Venn\n\nTo Comrade VENN\n\n{words}\n")
    assert [(alias.alias, alias.name) for alias in document.aliases] == aliases
