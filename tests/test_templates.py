"""Simple templates say what Jinja would make of them, and all others are left to it."""

from __future__ import annotations

from itertools import product
from typing import Any

import jinja2
import jinja2.meta
import pytest

from sqlgen.dialect import BadDialectFile, dialects_root, load_dialect
from sqlgen.templates import line_template

TEMPLATES = sorted(dialects_root().glob("*/statements/*.sql.j2"))
JINJA = jinja2.Environment(undefined=jinja2.StrictUndefined, trim_blocks=True, lstrip_blocks=True)


def same(source: str) -> int:
    """Compare with Jinja for all answers to the conditions; return how many there were."""
    line = line_template(source)
    assert line is not None, source
    template = JINJA.from_string(source)
    names = sorted(jinja2.meta.find_undeclared_variables(JINJA.parse(source)))
    compared = 0
    for chosen in product((False, True), repeat=len(names)):
        values: dict[str, Any] = {
            name: f"<{name} {{0}} %s>" if yes else "" for name, yes in zip(names, chosen, strict=True)
        }
        assert line.fill(values).strip() == template.render(values).strip()
        compared += 1
    return compared


def test_bundled_lines_are_what_jinja_makes_of_them() -> None:
    """Many of the bundled templates are lines, and each says the same in both ways."""
    lines = [source for path in TEMPLATES if line_template(source := path.read_text("utf-8"))]
    assert len(lines) > len(TEMPLATES) / 3
    assert sum(map(same, lines)) > len(lines)


@pytest.mark.parametrize(
    "source",
    [
        "",
        "{{ a }}",
        "{ {{ a }} } {a} {{ a }}{{ b }}",
        "x{% if a %}1{% elif not b %}2{% elif c %}3{% else %}4{% endif %}y",
        "{% if a %}{% if b %}{{ c }}{% else %}-{% endif %}+{% endif %}",
        "{#- head: a. https://x -#}\n  {% if not a %} {{ b }} {% endif %}\n",
        "100% {{ a }} %d {0}",
        "a\n{{ b }}\n\n  {{ a }}\nc",
        "{{ a }}\n{% if b %}\n  x\n  {% if c %}\n    y\n  {% else %}\nz\n  {% endif %}\n{% endif %}\n end",
        "{{ a }}  \n  {%- if b %} x {% endif %}\n y {% if c -%}  \n  z {%- endif -%}\n  w",
        "({{ a | join(', ') }}) [{{ a | join(\",\\n    \") }}] {{ a }} {{ b | join('') }}",
    ],
)
def test_lines(source: str) -> None:
    """Braces, nested choices and blanks come out as with Jinja."""
    same(source)


@pytest.mark.parametrize(
    "source",
    [
        "{{ a | join(': ') }}",
        "{{ a | upper }}",
        "{{ a or b }}",
        "{{a}}",
        "{% if a == 'b' %}x{% endif %}",
        "{% if a %}x",
        "x{% endif %}",
        "{% if a %}x{% else %}y{% else %}z{% endif %}",
        "{% if a %}x{% else %}y{% elif b %}z{% endif %}",
        "{% for a in b %}{{ a }}{% endfor %}",
        "{{ a }} {# later #}",
        "{{ 1 }}",
        "{{ a.b }}",
    ],
)
def test_what_is_left_to_jinja(source: str) -> None:
    """Whatever says more, or is at fault, is Jinja's to read and to refuse."""
    assert line_template(source) is None


def test_a_name_that_is_not_offered_is_told_by_jinja(tmp_path) -> None:  # type: ignore[no-untyped-def]
    """A company's template gets the same message whichever way it is read."""
    statements = tmp_path / "sqlite" / "statements"
    statements.mkdir(parents=True)
    (statements / "drop_table.sql.j2").write_text("DROP TABLE {{ tabel }}")
    dialect = load_dialect("sqlite", None, tmp_path)
    with pytest.raises(BadDialectFile, match="'tabel' is undefined"):
        dialect.spell("drop_table", table="t", if_exists=False)


def test_names_that_jinja_has_by_itself(tmp_path) -> None:  # type: ignore[no-untyped-def]
    """A constant of Jinja's is no name that is missing."""
    statements = tmp_path / "sqlite" / "statements"
    statements.mkdir(parents=True)
    (statements / "drop_table.sql.j2").write_text("DROP{% if true %} TABLE{% endif %} {{ table }}")
    assert (
        load_dialect("sqlite", None, tmp_path).spell("drop_table", table="t", if_exists=False)
        == "DROP TABLE t"
    )
