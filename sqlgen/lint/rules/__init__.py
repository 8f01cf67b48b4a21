"""The rules, one a file: `sqlgen.lint.rule` finds them by walking this folder."""
