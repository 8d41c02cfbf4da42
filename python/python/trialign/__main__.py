"""The command ``trialign``, as the wheel installs it."""

from __future__ import annotations

import signal
import sys

from ._trialign import run


def main() -> None:
    """Runs the command with the arguments of this process and ends with its exit code."""
    # The command ends by itself on Ctrl+C; Python's handler would wait for it to come back.
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    sys.exit(run(sys.argv[1:]))


if __name__ == "__main__":
    main()
