"""What runners print, cut down.

Captured from pytest 9, unittest of Python 3.11, node 20 and npm; jest, vitest, go and cargo, which are not
installed here, are written after their known form.
"""

SUMMARY = "=========================== short test summary info ============================\n"

PASSED = ".   [100%]\n" + SUMMARY + "PASSED t/test_a.py::test_a\n1 passed in 0.02s\n"
ASSERTED = (
    "F   [100%]\n=================================== FAILURES ===================================\n"
    "    def test_a(): assert 1 == 2\nE   assert 1 == 2\n\nt/test_a.py:1: AssertionError\n"
    + SUMMARY
    + "FAILED t/test_a.py::test_a - assert 1 == 2\n1 failed in 0.02s\n"
)
RAISED = (
    "E   KeyError: 'x'\nt/test_a.py:1: KeyError\n"
    + SUMMARY
    + "FAILED t/test_a.py::test_a - KeyError: 'x'\n1 failed in 0.02s\n"
)
MISSING = (
    "_____ ERROR collecting t/test_m.py _____\nImportError while importing test module '/r/t/test_m.py'.\n"
    "t/test_m.py:1: in <module>\n    from nowhere import x\n"
    "E   ModuleNotFoundError: No module named 'nowhere'\n"
    + SUMMARY
    + "ERROR t/test_m.py\n!!!!!! Interrupted: 1 error during collection !!!!!!\n1 error in 1.41s\n"
)
SYNTAX = (
    "_____ ERROR collecting t/test_s.py _____\n"
    'E     File "/r/t/test_s.py", line 1\nE       def test_a(: pass\n'
    "E   SyntaxError: invalid syntax\n" + SUMMARY + "ERROR t/test_s.py\n1 error in 1.61s\n"
)
SETUP = (
    "E   [100%]\n____ ERROR at setup of test_a ____\nE   OSError: refused\n\nt/test_setup.py:3: OSError\n"
    + SUMMARY
    + "ERROR t/test_setup.py::test_a - OSError: refused\n1 error in 1.09s\n"
)
XPASS = (
    "[XPASS(strict)] \n" + SUMMARY + "FAILED t/test_x.py::test_a - [XPASS(strict)] \n1 failed in 2.35s\n"
)
SKIPPED = "s   [100%]\n" + SUMMARY + "SKIPPED [1] t/test_a.py:2: unconditional skip\n1 skipped in 0.46s\n"
EMPTY = "\nno tests ran in 0.02s\n"
NO_FILE = "\nno tests ran in 0.02s\nERROR: file or directory not found: t/test_z.py\n"
CONFTEST = (
    "ImportError while loading conftest '/r/t/conftest.py'.\nt/conftest.py:1: in <module>\n"
    "    from app import store\nE   ModuleNotFoundError: No module named 'app.store'\n"
)
COLLECTED = "<Module test_ok.py>\n  <Function test_a>\n\n1 test collected in 0.01s\n"
NO_PYTEST = "/usr/bin/python3: No module named pytest\n"

UNIT_FAILED = (
    "F\nFAIL: test_a (u.T.test_a)\nTraceback (most recent call last):\nAssertionError: 1 != 2\n\n"
    "Ran 1 test in 0.000s\n\nFAILED (failures=1)\n"
)
UNIT_MISSING = (
    "ModuleNotFoundError: No module named 'nowhere'\n\nRan 1 test in 0.002s\n\nFAILED (errors=1)\n"
)
UNIT_SYNTAX = (
    '  File "/r/t.py", line 1\n    def (:\nSyntaxError: invalid syntax\n\n'
    "Ran 1 test in 0.0s\n\nFAILED (errors=1)\n"
)
UNIT_EMPTY = "\nRan 0 tests in 0.000s\n\nOK\n"
UNIT_OK = "..\nRan 2 tests in 0.000s\n\nOK (skipped=1)\n"
UNIT_SKIPPED = "s\nRan 1 test in 0.000s\n\nOK (skipped=1)\n"
UNIT_XPASS = "u\nRan 1 test in 0.000s\n\nFAILED (unexpected successes=1)\n"

NODE_OK = "TAP version 13\nok 1 - a\n1..1\n# tests 1\n# pass 1\n# fail 0\n# skipped 0\n"
NODE_SKIPPED = "TAP version 13\nok 1 - a # SKIP\n1..1\n# tests 1\n# pass 0\n# fail 0\n# skipped 1\n"
NODE_EMPTY = "TAP version 13\n1..0\n# tests 0\n# pass 0\n"
NODE_FAILED = (
    "not ok 1 - a\n  ---\n  duration_ms: 1.5\n  error: |-\n    1 == 2\n  code: 'ERR_ASSERTION'\n  ...\n"
    "1..1\n# tests 1\n# pass 0\n# fail 1\n"
)
NODE_EXPORT = (
    "# SyntaxError: The requested module './lib.mjs' does not provide an export named 'x'\n"
    "not ok 1 - t/m.test.mjs\n# tests 1\n# pass 0\n# fail 1\n"
)
NODE_SYNTAX = (
    "# SyntaxError: Unexpected end of input\nnot ok 1 - t/s.test.mjs\n# tests 1\n# pass 0\n# fail 1\n"
)
NODE_NO_FILE = "Could not find '/r/t/z.test.mjs'\n"
NPM_NO_SCRIPT = 'npm error Missing script: "nothing"\n'
JEST_EMPTY = "No tests found, exiting with code 1\n"
JEST_SKIPPED = "Tests:       2 skipped, 2 total\n"
JEST_OK = "Tests:       1 skipped, 3 passed, 4 total\n"

GO_UNDEFINED = "# m\n./a_test.go:6:2: undefined: Save\nFAIL\tm [build failed]\n"
GO_FAILED = "--- FAIL: TestA (0.00s)\n    a_test.go:6: got 1\nFAIL\tm\t0.001s\n?   \tm/x\t[no test files]\n"
GO_SYNTAX = "# m\n./a_test.go:5:1: syntax error: unexpected }\nFAIL\tm [setup failed]\n"
GO_EMPTY = "?   \tm\t[no test files]\n"
CARGO_FAILED = (
    "running 1 test\ntest a ... FAILED\nthread 'a' panicked at src/lib.rs:3:5:\n"
    "assertion `left == right` failed\n"
    "test result: FAILED. 0 passed; 1 failed;\n"
)
CARGO_EMPTY = "running 0 tests\n\ntest result: ok. 0 passed; 0 failed;\n"

NODE_NO_PACKAGE = """TAP version 13
# node:internal/modules/cjs/loader:1210
#   throw err;
#   ^
# Error: Cannot find module 'fastq'
# Require stack:
# - /checkout/lib/a.js
#     at Module._resolveFilename (node:internal/modules/cjs/loader:1207:15)
#   code: 'MODULE_NOT_FOUND',
# }
# Node.js v20.20.2
# Subtest: test/a.test.js
not ok 1 - test/a.test.js
  ---
  duration_ms: 271.252182
  failureType: 'testCodeFailure'
  error: 'test failed'
  code: 'ERR_TEST_FAILURE'
  ...
1..1
# tests 1
# pass 0
# fail 1
"""

NODE_COMPARED = """TAP version 13
# Subtest: alpha
not ok 1 - alpha
  ---
  duration_ms: 8.500803
  error: |-
    Expected values to be strictly equal:

    2 !== 1

  code: 'ERR_ASSERTION'
  stack: |-
    TestContext.<anonymous> (/checkout/test/c.test.js:3:30)
    node:internal/process/task_queues:140:7
  ...
1..1
# fail 1
"""
