"""Simple templates, filled in without Jinja: texts, names, lists joined, choices by names; others are its.

Most statements are spelled by such a one, once for each revision at least. Jinja would take ten times as
long for it, and half as long as all else that a script of one revision imports.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

_HEADER = re.compile(r"\A\{#-(?:(?!#\}).)*-#\}\s*", re.DOTALL)
_TAG = re.compile(
    r"\{\{ (?P<name>[^\W\d]\w*)"
    r"(?: \| join\((?P<quote>['\"])(?P<between>(?:[^'\"\\{}:!.\[\]]|\\n)*)(?P=quote)\))? \}\}"
    r"|\{% (?:(?P<when>if|elif) (?P<never>not )?(?P<asked>[^\W\d]\w*)|(?P<word>else|endif)) %\}"
)
_JINJA = re.compile(r"[{}][{%#}]")
# What the dialects' environment takes away around blocks: trim_blocks, lstrip_blocks, and what "-" asks for.
_BLANKS = ((r"\s*\{%- ", "{% "), (r" -%\}\s*", " %}"), (r"(?m)^[ \t]+\{% ", "{% "), (r" %\}\n", " %}"))


class LineTemplate:
    """A template as a format for each way in which its conditions can come out."""

    def __init__(self, body: str) -> None:
        self._tags = [match.groupdict() for match in _TAG.finditer(body)]
        self._texts = [_escaped(text) for text in _TAG.sub("\0", body).split("\0")]
        self._asked = tuple(dict.fromkeys(tag["asked"] for tag in self._tags if tag["asked"]))
        self._joined = {
            _key(tag): (tag["name"], tag["between"].replace("\\n", "\n"))
            for tag in self._tags
            if tag["quote"]
        }
        self._formats: dict[tuple[bool, ...], str] = {}

    def fill(self, values: Mapping[str, Any]) -> str:
        """Return the text. Raises: KeyError: a name that is not among *values*."""
        answers = tuple([bool(values[name]) for name in self._asked])
        form = self._formats.get(answers)
        if form is None:
            form = self._formats[answers] = self._form(dict(zip(self._asked, answers, strict=True)))
        if self._joined:
            joined = {key: between.join(values[name]) for key, (name, between) in self._joined.items()}
            values = {**values, **joined}
        return form.format_map(values)

    def _form(self, answers: Mapping[str, bool]) -> str:
        """Return the format string for these answers."""
        written = [self._texts[0]]
        # For each condition that is open: whether its present part is taken, and whether one was before.
        taken: list[tuple[bool, bool]] = []
        for tag, text in zip(self._tags, self._texts[1:], strict=True):
            holds = tag["asked"] is not None and answers[tag["asked"]] != bool(tag["never"])
            if tag["when"] == "if":
                taken.append((holds, holds))
            elif tag["when"] == "elif":
                before = taken.pop()[1]
                taken.append((holds and not before, holds or before))
            elif tag["word"] == "else":
                before = taken.pop()[1]
                taken.append((not before, True))
            elif tag["word"] == "endif":
                taken.pop()
            if all(part for part, _ in taken):
                written += (f"{{{_key(tag)}}}", text) if tag["name"] else (text,)
        return "".join(written)


def line_template(source: str) -> LineTemplate | None:
    """Return *source* as such a template; None where it says more, or has faults for Jinja to tell."""
    body = _HEADER.sub("", source, count=1).strip()
    for blanks, left in _BLANKS:
        body = re.sub(blanks, left, body)
    rest = _TAG.sub("", body)
    if "\0" in body or _JINJA.search(rest):
        return None
    return LineTemplate(body) if _is_balanced(body) else None


def _is_balanced(body: str) -> bool:
    open_: list[bool] = []
    for tag in _TAG.finditer(body):
        if tag["when"] == "if":
            open_.append(False)
        elif tag["when"] or tag["word"]:
            if not open_ or (open_[-1] and tag["word"] != "endif"):
                return False
            if tag["word"] == "else":
                open_[-1] = True
            elif tag["word"] == "endif":
                open_.pop()
    return not open_


def _key(tag: Mapping[str, Any]) -> str:
    """Return what a tag's place is called in the format string."""
    return f"{tag['name']} joined with {tag['between']}" if tag["quote"] else tag["name"]


def _escaped(text: str) -> str:
    return text.replace("{", "{{").replace("}", "}}")
