"""The headers of a revision file (``revision = ...``, ``down_revision = ...``) read from its source.

Two readers give one answer. The quick one knows the form that Alembic's template writes and must be sure of
it; for anything else the syntax tree is asked. Where not even that is sure, because a header is computed or
bound in some other way than by a plain assignment, the answer is `Computed`: the file has to be executed.
"""

from __future__ import annotations

import ast
import re
import warnings
from collections.abc import Iterator
from enum import Enum
from functools import lru_cache
from typing import Final, NamedTuple

from sqlgen.values import dataclass

NAMES = ("revision", "down_revision", "branch_labels", "depends_on")


class Absent(Enum):
    """The value of a header that the file does not have; one object even where it comes out of a cache."""

    ABSENT = "absent"


ABSENT: Final = Absent.ABSENT


class Header(NamedTuple):
    """The four names as the file binds them (text, texts, None, or something wrong), and its docstring."""

    revision: object = ABSENT
    down_revision: object = ABSENT
    branch_labels: object = ABSENT
    depends_on: object = ABSENT
    docstring: str | None = None


@dataclass(frozen=True, slots=True)
class Computed:
    """The value of *name*, bound at *line*, is known only once the file has been executed."""

    name: str
    line: int
    docstring: str | None


def read_header(source: bytes) -> Header | Computed:
    """Return what the file with the bytes *source* says of itself.

    Raises: SyntaxError, ValueError, RecursionError or MemoryError, as Python's parser does.
    """
    return _plain_header(source) or _parsed_header(source)


# The quick reader goes from the docstring on, line by line, as long as each line is a whole statement that it
# knows: nothing that it reads can lie inside a string. Strings with backslashes, imports that name a header,
# semicolons, continued lines and all else are left to the syntax tree. The lines before revision and after
# down_revision are mostly the same in every file of a history: what they mean is kept.
_STRING = r"""u?+(?:'[^'\\\n]*'|"[^"\\\n]*")"""
_STRINGS = rf"[ \t]*+(?:{_STRING}[ \t]*+(?:,[ \t]*+{_STRING}[ \t]*+)*+,?[ \t]*+)?"
_VALUE = rf"(None|{_STRING}|\({_STRINGS}\)|\[{_STRINGS}\])"
_EQUALS = r"[ \t]*+(?::[\w \t\[\],.|]++)?=[ \t]*+"
_REST = r"[ \t]*+(?:\#[^\n]*+)?(?:\n|\Z)"
_REST_OF_LINE = re.compile(_REST)
_PAIR = re.compile(rf"revision{_EQUALS}({_STRING}){_REST}down_revision{_EQUALS}{_VALUE}{_REST}")
_OTHER = re.compile(rf"(branch_labels|depends_on){_EQUALS}{_VALUE}{_REST}")
_FILLING = re.compile(
    r"(?:(?:(?:from|import)[ \t](?![^\n]*(?:revision|branch_labels|depends_on))[^\n\#;\\(*]*+)?"
    r"[ \t]*+(?:\#[^\n]*+)?\n)*+"
)
_EACH_STRING = re.compile(_STRING)
_LEADING = re.compile(r"(?:[ \t]*+(?:\#[^\n]*+)?\n)*+")
# A comment in one of the first two lines may name another encoding: PEP 263.
_COOKIE = re.compile(
    rb"(?:\xef\xbb\xbf)?(?:[ \t\f]*(?:\#[^\r\n]*)?(?:\r\n?|\n))?[ \t\f]*\#[^\r\n]*?coding[:=][ \t]*([-\w.]+)"
)

# Where only functions follow the headers, and their first lines compute nothing, no header can be bound
# again: their bodies do not run yet. Else these words could do it; from outside a module's name cannot be
# set without sys.modules. Each pattern begins with plain text, which is looked for quickly.
_REBINDING = tuple(
    (word, re.compile(rf"{word}(?!\w)"))
    for word in (*NAMES[:1], *NAMES[2:], "globals", "locals", "vars", "exec", "eval", "modules")
)
_OTHER_CODE = re.compile(r"\n(?![ \t\n#]|\Z|def \w+\([\w:, ]*\)(?: *-> *\w+)?:[ \t]*(?:#[^\n]*)?(?:\n|\Z))")
_STAR_IMPORT = re.compile(r"import[\s\\]*\*")


def _plain_header(source: bytes) -> Header | None:
    """Return the headers of a file of the plain form; None where it is not surely one."""
    cookie = None if source[:1] == b'"' else _COOKIE.match(source)
    if cookie is not None and cookie[1].lower() not in (b"utf-8", b"utf8"):
        return None
    try:
        text = source.decode("utf-8-sig" if source[:1] == b"\xef" else "utf-8")
    except UnicodeDecodeError:
        return None
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    start, docstring = _plain_docstring(text)
    if start < 0:
        return None
    first = start if text.startswith("revision", start) else text.find("\nrevision", max(start - 1, 0)) + 1
    pair = _PAIR.match(text, first)
    if pair is None or not _is_filling(text[start:first]):
        return None
    function = text.find("\ndef ", pair.end() - 1) + 1 or len(text)
    others = _others(text[pair.end() : function])
    if others is None or (_OTHER_CODE.search(text, function - 1) and _may_rebind(text[function:])):
        return None
    return Header(_plain_value(pair[1]), _plain_value(pair[2]), *others, docstring)


@lru_cache(maxsize=256)
def _is_filling(lines: str) -> bool:
    """Tell whether *lines* are all empty, comments or imports that bind no header."""
    return _FILLING.fullmatch(lines) is not None


@lru_cache(maxsize=256)
def _others(lines: str) -> tuple[object, object] | None:
    """Return branch_labels and depends_on as *lines* bind them; None where that is not sure."""
    values: dict[str, object] = {}
    position = 0
    while (filling := _FILLING.match(lines, position)) and (found := _OTHER.match(lines, filling.end())):
        values[found[1]] = _plain_value(found[2])
        position = found.end()
    if _may_rebind(lines[position:]):
        return None
    return values.get("branch_labels", ABSENT), values.get("depends_on", ABSENT)


def _plain_docstring(text: str) -> tuple[int, str | None]:
    """Return where the first line after the docstring starts, and the docstring; -1 where unsure."""
    leading = None if text.startswith('"""') else _LEADING.match(text)
    start = leading.end() if leading else 0
    quotes = text[start : start + 3]
    if quotes[:1] not in ("'", '"'):
        return start, None
    end = text.find(quotes, start + 3)
    if quotes not in ("'''", '"""') or end < 0 or "\0" in text:
        return -1, None
    docstring = text[start + 3 : end]
    if text.startswith("\n", end + 3) and "\\" not in docstring:
        return end + 4, docstring
    rest = _REST_OF_LINE.match(text, end + 3)
    return (-1, None) if rest is None or "\\" in docstring else (rest.end(), docstring)


def _plain_value(literal: str) -> object:
    if literal == "None":
        return None
    if literal[0] in "([":
        return tuple([_plain_value(string) for string in _EACH_STRING.findall(literal)])
    return literal[2:-1] if literal[0] == "u" else literal[1:-1]


def _may_rebind(text: str) -> bool:
    for word, pattern in _REBINDING:
        if word in text and pattern.search(text):
            return True
    return "*" in text and _STAR_IMPORT.search(text) is not None


def _parsed_header(source: bytes) -> Header | Computed:
    """Return the headers as the syntax tree gives them."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # an invalid escape is the script's business, at its execution
        tree = ast.parse(source)
    docstring = ast.get_docstring(tree, clean=False)
    values: dict[str, ast.expr] = {}
    starred = 0
    for statement in tree.body:
        targets, rest = _plain_binding(statement)
        for name, line in _other_bindings(rest):
            if name != "*":
                return Computed(name, line, docstring)
            values, starred = {}, line
        if isinstance(rest, ast.expr):
            values |= dict.fromkeys(targets, rest)
    literals: list[object] = []
    for name in NAMES:
        literal = _literal(values[name]) if name in values else (ABSENT if not starred else _UNSURE)
        if literal is _UNSURE:
            return Computed(name, values[name].lineno if name in values else starred, docstring)
        literals.append(literal)
    return Header._make((*literals, docstring))


_UNSURE = object()
_DYNAMIC = frozenset(("globals", "locals", "vars", "exec", "eval", "modules"))
_DYNAMIC_ATTRIBUTES = frozenset(("f_globals", "f_locals", "modules"))


def _plain_binding(statement: ast.stmt) -> tuple[list[str], ast.expr | ast.stmt | None]:
    """Return the headers that *statement* binds by ``name = value``, and the part that is left to look at."""
    if isinstance(statement, ast.Assign) and all(isinstance(t, ast.Name) for t in statement.targets):
        return [t.id for t in statement.targets if isinstance(t, ast.Name) and t.id in NAMES], statement.value
    if isinstance(statement, ast.AnnAssign) and isinstance(statement.target, ast.Name):
        return [statement.target.id] if statement.target.id in NAMES else [], statement.value
    return [], statement


def _other_bindings(node: ast.AST | None) -> Iterator[tuple[str, int]]:
    """Yield each header that *node* may bind while the module is executed, and ``*`` for a star import.

    Bodies of functions count only as far as they reach for the module's names; those of upgrade and
    downgrade do not count, because nothing calls them while the module is executed.
    """
    todo = [] if node is None else [(node, True)]
    while todo:
        here, module_level = todo.pop()
        line = getattr(here, "lineno", 0)
        yield from ((name, line) for name in _names_bound(here, module_level) if name in (*NAMES, "*"))
        body = _own_scope(here)
        uncalled = isinstance(here, ast.FunctionDef) and here.name in ("upgrade", "downgrade")
        for child in ast.iter_child_nodes(here):
            if id(child) not in body:
                todo.append((child, module_level))
            elif not uncalled:
                todo.append((child, False))


def _own_scope(node: ast.AST) -> set[int]:
    """Return the parts of *node* whose assignments are not the module's; decorators and defaults are."""
    if isinstance(node, ast.Lambda):
        return {id(node.body)}
    if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)):
        return {id(statement) for statement in node.body}
    return set()


def _names_bound(node: ast.AST, module_level: bool) -> tuple[str | None, ...]:
    match node:
        case ast.Name(id=name, ctx=ast.Load()):
            return NAMES[:1] if name in _DYNAMIC else ()
        case ast.Attribute(attr=name):
            return NAMES[:1] if name in _DYNAMIC_ATTRIBUTES else ()
        case ast.Global(names=names):
            return tuple(names)
    if not module_level:
        return ()
    match node:
        case ast.Name(id=name):
            return (name,)
        case ast.alias(name=name, asname=alias):
            return (alias or name.split(".")[0],)
        case ast.FunctionDef(name=name) | ast.AsyncFunctionDef(name=name) | ast.ClassDef(name=name):
            return (name,)
        case ast.ExceptHandler(name=bound) | ast.MatchAs(name=bound) | ast.MatchStar(name=bound):
            return (bound,)
        case ast.MatchMapping(rest=bound):
            return (bound,)
    return ()


def _literal(node: ast.expr) -> object:
    if isinstance(node, ast.Constant):
        return node.value
    if isinstance(node, (ast.Tuple, ast.List, ast.Set)):
        values = [element.value for element in node.elts if isinstance(element, ast.Constant)]
        return tuple(values) if len(values) == len(node.elts) else _UNSURE
    return _UNSURE
