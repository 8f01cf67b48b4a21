"""Scripts of the bookshop for the tests of the comparison, compiled once, and what is done to them."""

from __future__ import annotations

import random
import re
from functools import lru_cache
from pathlib import Path

from sqlgen.compiler import Target, compile_range
from sqlgen.golden.compare.compare import compare
from sqlgen.golden.compile import start_of
from sqlgen.golden.outcome import Comparison
from sqlgen.project.project import find_project
from sqlgen.script.script import Script

ROOT = Path(__file__).parents[2]
BOOKSHOP = ROOT / "tests" / "projects" / "bookshop"


@lru_cache(maxsize=64)
def script(dialect: str, range_text: str = "a1:b2", direction: str = "upgrade", **options: bool) -> Script:
    """Return the script of a range of the bookshop, which keeps its changes."""
    target = Target(dialect, keep_changes=True, **options)
    return compile_range(find_project(BOOKSHOP), range_text, target, direction=direction)


def compared(accepted: Script, new: str) -> Comparison:
    """Compare the script with another text."""
    return compare(accepted.text(), new, accepted.dialect, start_of(accepted))


def swapped(text: str, first: str, second: str) -> str:
    """Return *text* with the paragraphs that hold *first* and *second* in each other's place."""
    blocks = text.split("\n\n")
    (one,) = (at for at, block in enumerate(blocks) if first in block)
    (other,) = (at for at, block in enumerate(blocks) if second in block)
    blocks[one], blocks[other] = blocks[other], blocks[one]
    return "\n\n".join(blocks)


def without(text: str, part: str) -> str:
    """Return *text* without the paragraph that holds *part*."""
    blocks = text.split("\n\n")
    kept = [block for block in blocks if part not in block]
    assert len(kept) == len(blocks) - 1, part
    return "\n\n".join(kept)


def mutated(text: str, seed: str) -> str:
    """Return *text* with one of its paragraphs swapped, moved, dropped, doubled or changed, by *seed*."""
    chance = random.Random(seed)
    blocks = text.rstrip("\n").split("\n\n")
    at = chance.randrange(1, len(blocks))
    match chance.choice(["swap", "near", "near", "drop", "double", "move", "number", "word"]):
        case "swap":
            other = chance.randrange(1, len(blocks))
            blocks[at], blocks[other] = blocks[other], blocks[at]
        case "near":
            other = min(len(blocks) - 1, at + chance.randint(1, 4))
            blocks[at], blocks[other] = blocks[other], blocks[at]
        case "drop":
            del blocks[at]
        case "double":
            blocks.insert(chance.randrange(1, len(blocks)), blocks[at])
        case "move":
            block = blocks.pop(at)
            blocks.insert(max(1, at - chance.randint(1, 6)), block)
        case "number":
            number = re.compile(r"(?m)^(?!--)(.*?)\b(\d+)\b")
            blocks[at] = number.sub(lambda found: f"{found[1]}{int(found[2]) + 1}", blocks[at], count=1)
        case "word":
            words = list(
                re.finditer(r"(?m)^(?!--).*?\b(NOT NULL|UNIQUE|DEFAULT 0|CASCADE|book|id)\b", blocks[at])
            )
            if words:
                word = chance.choice(words)
                told = _OTHER_WORDS[word[1]]
                blocks[at] = blocks[at][: word.start(1)] + told + blocks[at][word.end(1) :]
    return "\n\n".join(blocks) + "\n"


_OTHER_WORDS = {
    "NOT NULL": "",
    "UNIQUE": "",
    "DEFAULT 0": "DEFAULT 1",
    "CASCADE": "RESTRICT",
    "book": "author",
    "id": "name",
}
