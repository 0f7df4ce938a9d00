"""Resolve pyproject.toml into requirements.lock and requirements-dev.lock: `python packaging/lock.py [--upgrade]`.

Both files hold exact versions with hashes for every system and Python that the project supports, in the format that
plain pip reads. Without --upgrade, versions that still fit are kept. Needs uv (`pip install uv` into any virtual
environment); using the locks does not.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
RUNTIME = "requirements.lock"
DEVELOPMENT = "requirements-dev.lock"

COMMON = [
    "--universal",
    "--generate-hashes",
    "--no-annotate",
    "--no-emit-index-url",
    "--quiet",
    "--python-version=3.11",
]
COMMON += ["--custom-compile-command=python packaging/lock.py", "--override=packaging/lock-overrides.txt"]


def main() -> int:
    """Write both locks; the exit code of the first uv that failed."""
    parser = argparse.ArgumentParser(description="Lock the project's dependencies.")
    parser.add_argument("--upgrade", action="store_true", help="take the newest versions that fit")
    extra = ["--upgrade"] if parser.parse_args().upgrade else []
    return compiled(RUNTIME, ["--group=build", *extra]) or compiled(
        DEVELOPMENT, ["--group=dev", f"--constraint={RUNTIME}", *extra]
    )


def compiled(target: str, options: list[str]) -> int:
    """Resolve the project and the groups in `options` into `target`; uv's exit code."""
    sources = ["pyproject.toml", "packaging/lock-extra.txt"]
    command = [sys.executable, "-m", "uv", "pip", "compile", *sources, *COMMON, *options, f"--output-file={target}"]
    return subprocess.run(command, cwd=ROOT, check=False).returncode


if __name__ == "__main__":
    sys.exit(main())
