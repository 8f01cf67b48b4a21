"""Golden files: expected scripts under review, compiled anew, compared by meaning, accepted on purpose.

What others build on, each a frozen value or a plain function:

`matrix.load_matrix(directory, ...) -> Matrix`      the cells of ``[golden]``, in their order
`matrix.Cell`                                       a project, a dialect, a range; `Cell.stem` is its path
`check.check(matrix, ...) -> list[Outcome]`         compile, compare, name the cause; in processes
`check.check_cells(matrix, cells) -> list[Outcome]` the same for some, in this process (a test item each)
`outcome.Outcome`, `outcome.Verdict`                a file and what became of it; `Outcome.clean`
`findings.findings(matrix, outcomes)`               as `sqlgen.report.finding.Finding`, on migrations' lines
`update.accept(matrix, outcomes)`                   write what is accepted, take stale files away
"""
