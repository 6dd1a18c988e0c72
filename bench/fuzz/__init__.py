"""Mutated files before every eye that reads them: `python -m bench.fuzz`.

`corpus` finds real sources on the machine, `mutations` spoils them, `mutants` numbers the results, `eyes`
lists what reads them, `worker` is a process that lets them look, `herd` keeps such processes going and
notes how each ends, and `minimise` makes a finding's input small. A finding is an exception that is no
refusal, a call of more than five seconds of processor time, or the death of the process. The same seed and
files give the same mutants.
"""
