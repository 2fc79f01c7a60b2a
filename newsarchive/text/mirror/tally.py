"""What a walk through a text met, counted."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(slots=True)
class Tally:
    """What was met on the way; the evidence is judged from it (evidence.py)."""

    converted_notes: int = 0  # with its tone, on an everyday character that has a Simplified form
    converted_needless: int = 0  # of these, on characters that nobody explains, with their usual reading
    other_toned_notes: int = 0  # on a character that an engine would not have noted
    toneless_notes: int = 0  # where the reading has a tone
    back_to_back: int = 0  # toneless notes on neighbours: 你(ni)好(hao)
    running_notes: int = 0  # toneless notes with a bare character after them
    needless_notes: set[str] = field(default_factory=set)  # characters of 的(de) 是(shi)
    letter_notes: int = 0  # W(wǎng): a note on a pair that display tore apart
    control_runs: int = 0
    controls_before_signs: int = 0
    undecided: int = 0
    stripped_notes: int = 0
    wreck_gains: list[float] = field(default_factory=list)
    cut_gains: list[float] = field(default_factory=list)
