"""Set up, run and test Hipgui from a clone, with nothing but Python 3.11 or newer.

    python3 dev.py setup            make .venv ready; install what the system lacks, or say what to install
    python3 dev.py run [ARGUMENTS]  the same, then start hipgui with the arguments
    python3 dev.py test [ARGUMENTS] the same, then ruff, mypy and pytest; with arguments, pytest alone with these

On Windows say `py dev.py`. Each command does again only what has changed since. On Linux without a display, `run`
without arguments plays a short demonstration on a virtual one.
"""

from __future__ import annotations

import contextlib
import ctypes
import hashlib
import importlib.util
import json
import os
import platform
import shlex
import shutil
import signal
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

ROOT = Path(__file__).resolve().parent
VENV = ROOT / ".venv"
BIN = VENV / ("Scripts" if os.name == "nt" else "bin")
PYTHON = BIN / ("python.exe" if os.name == "nt" else "python")
HIPGUI = BIN / ("hipgui.exe" if os.name == "nt" else "hipgui")
STAMP = VENV / "hipgui-setup.json"
COMPILED = ROOT / "src" / "hipgui" / "resources.rcc"  # made by the installation, not in the repository
LINUX = sys.platform.startswith("linux")

PYTHON_KIND = f"{sys.implementation.cache_tag} {platform.machine()}"  # what installed packages depend on
OLDEST_PYTHON = (3, 11)
OLDEST_GLIBC = {"x86_64": (2, 34), "aarch64": (2, 39)}  # what PySide6's wheels were built for
OLDEST_MACOS = 14
LOCKS = {"run": "requirements.lock", "test": "requirements-dev.lock"}

# Debian's package for each library that is opened at run time, most of them by Qt. Where a line has two libraries,
# either will do.
LIBRARIES = {
    ("libGL.so.1",): "libgl1",
    ("libEGL.so.1",): "libegl1",
    ("libglib-2.0.so.0",): "libglib2.0-0",
    ("libdbus-1.so.3",): "libdbus-1-3",
    ("libfontconfig.so.1",): "libfontconfig1",
    ("libfreetype.so.6",): "libfreetype6",
    ("libxkbcommon.so.0",): "libxkbcommon0",
    ("libxkbcommon-x11.so.0",): "libxkbcommon-x11-0",
    ("libbrotlidec.so.1",): "libbrotli1",
    ("libgssapi_krb5.so.2",): "libgssapi-krb5-2",
    ("libX11.so.6",): "libx11-6",
    ("libX11-xcb.so.1",): "libx11-xcb1",
    ("libxcb-cursor.so.0",): "libxcb-cursor0",
    ("libxcb-icccm.so.4",): "libxcb-icccm4",
    ("libxcb-image.so.0",): "libxcb-image0",
    ("libxcb-keysyms.so.1",): "libxcb-keysyms1",
    ("libxcb-randr.so.0",): "libxcb-randr0",
    ("libxcb-render-util.so.0",): "libxcb-render-util0",
    ("libxcb-shape.so.0",): "libxcb-shape0",
    ("libxcb-sync.so.1",): "libxcb-sync1",
    ("libxcb-xfixes.so.0",): "libxcb-xfixes0",
    ("libxcb-xkb.so.1",): "libxcb-xkb1",
    ("libpulse.so.0", "libasound.so.2"): "libpulse0",
}
SCREEN_PROGRAMS = {"Xvfb": "xvfb"}
TEST_PROGRAMS = {
    **SCREEN_PROGRAMS,
    "appstreamcli": "appstream",
    "dbus-run-session": "dbus",
    "desktop-file-validate": "desktop-file-utils",
    "flite": "flite",
    "git": "git",
    "pactl": "pulseaudio-utils",
    "parec": "pulseaudio-utils",
    "pulseaudio": "pulseaudio",
}


class CannotGoOnError(Exception):
    """What the person has to do, in plain words."""


def main(arguments: list[str]) -> int:
    """Carry out one command; the exit code."""
    command, rest = (arguments[0], arguments[1:]) if arguments else ("", [])
    if command in {"-h", "--help"}:
        print(__doc__)
        return 0
    if command not in {"setup", "run", "test"} or (command == "setup" and rest):
        said = " ".join(arguments) or "nothing"
        print(f"dev.py: {said}: it knows setup, run [ARGUMENTS] and test [ARGUMENTS]", file=sys.stderr)
        return 2
    try:
        return carry_out(command, rest)
    except CannotGoOnError as problem:
        print(f"\n{problem}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 130


def carry_out(command: str, rest: list[str]) -> int:
    """Set up for one known command and do it; the exit code. Raises CannotGoOnError."""
    if command == "test":
        set_up("test", TEST_PROGRAMS)
        return test(rest)
    demonstrate = command == "run" and not rest and has_no_display()
    set_up("run", SCREEN_PROGRAMS if demonstrate else {})
    if command == "setup":
        say(f"ready; start with: {'py' if os.name == 'nt' else 'python3'} dev.py run")
        return 0
    return demonstration() if demonstrate else run(rest)


def say(text: str) -> None:
    """One line about what happens now, in order with what programs print."""
    print(f"dev.py: {text}", flush=True)


# Setting up


def set_up(kind: str, programs: dict[str, str]) -> None:
    """Make .venv hold what `kind` ("run" or "test") needs; raises CannotGoOnError."""
    check_machine()
    if LINUX:
        provide_packages(programs)
    wanted = {
        "python": PYTHON_KIND,
        "root": str(ROOT),
        "project": project_digest(),
        "lock": digest([ROOT / LOCKS[kind]]),
    }
    stamps = read_stamps()
    if stamps.get(kind) == wanted and COMPILED.exists():
        return
    kept = stamps.get(kind, {})
    if not python_works() or any(stamp["python"] != PYTHON_KIND for stamp in stamps.values()):
        make_venv()
        kept, stamps = {}, {}
    if kept.get("lock") != wanted["lock"]:
        say(f"installing the packages of {LOCKS[kind]} into .venv")
        pip("--require-hashes", "--no-deps", "--requirement", LOCKS[kind])
    say("installing Hipgui from this folder into .venv")
    pip("--no-build-isolation", "--no-deps", "--editable", ".")
    check_qt()
    stamps[kind] = wanted
    if kind == "test":  # everything that running needs is among it
        stamps["run"] = {**wanted, "lock": digest([ROOT / LOCKS["run"]])}
    STAMP.write_text(json.dumps(stamps, indent=1), encoding="utf-8")


def check_machine() -> None:
    """Raises CannotGoOnError where the locked packages cannot work."""
    if sys.version_info < OLDEST_PYTHON:
        have = platform.python_version()
        newer = [f"python3.{minor}" for minor in range(14, 10, -1) if shutil.which(f"python3.{minor}")]
        remedy = f"Say instead: {newer[0]} dev.py" if newer else "Install a newer Python and say it again."
        raise CannotGoOnError(f"Hipgui needs Python 3.11 or newer; this is {have}. {remedy}")
    if LINUX:
        name, version = platform.libc_ver()
        needed = OLDEST_GLIBC.get(platform.machine())
        have_glibc = tuple(int(part) for part in version.split(".")) if name == "glibc" else ()
        if needed is None or have_glibc < needed:
            raise CannotGoOnError(
                "Qt for Python has no package for this system: it needs glibc 2.34 on x86_64 or 2.39 on aarch64; "
                f"here is {name or 'another C library'} {version} on {platform.machine()}."
            )
    elif sys.platform == "darwin" and int(platform.mac_ver()[0].split(".")[0]) < OLDEST_MACOS:
        raise CannotGoOnError(f"Qt for Python needs macOS {OLDEST_MACOS} or newer; this is {platform.mac_ver()[0]}.")


def project_digest() -> str:
    """A digest of what the installed package depends on besides the sources, which are used in place."""
    assets = sorted(path for path in (ROOT / "assets").rglob("*") if path.is_file())
    names = ("pyproject.toml", "resources.qrc", "packaging/hatch_build.py", "src/hipgui/__init__.py")
    return digest([*(ROOT / name for name in names), *assets])


def digest(paths: list[Path]) -> str:
    """One digest over names and contents."""
    total = hashlib.sha256()
    for path in paths:
        total.update(f"{path.relative_to(ROOT).as_posix()}\n".encode())
        total.update(path.read_bytes())
    return total.hexdigest()


def read_stamps() -> dict[str, dict[str, str]]:
    """What was set up last time, by kind; empty if that cannot be told."""
    try:
        stamps: dict[str, dict[str, str]] = json.loads(STAMP.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return stamps


def python_works() -> bool:
    """Whether .venv is there and its Python is of the kind that runs this."""
    code = "import sys, pip; print(sys.implementation.cache_tag)"
    try:
        done = subprocess.run([str(PYTHON), "-c", code], capture_output=True, text=True, check=False)
    except OSError:
        return False
    return done.returncode == 0 and done.stdout.strip() == sys.implementation.cache_tag


def make_venv() -> None:
    """Make .venv anew; raises CannotGoOnError."""
    say(f"making .venv with Python {platform.python_version()}")
    # A Python that was itself started from a virtual environment still makes one of its own here.
    done = subprocess.run([sys.executable, "-m", "venv", "--clear", str(VENV)], check=False)
    if done.returncode:
        raise CannotGoOnError(f"Python could not make {VENV}; its reason stands above.")


def pip(*arguments: str) -> None:
    """Run pip install in .venv; raises CannotGoOnError."""
    command = [str(PYTHON), "-m", "pip", "install", "--disable-pip-version-check", "--quiet", *arguments]
    if subprocess.run(command, cwd=ROOT, check=False).returncode:
        raise CannotGoOnError("pip could not install that; its reason stands above. Is there a network connection?")


def check_qt() -> None:
    """Load Qt as the program will; raises CannotGoOnError with the loader's own words."""
    code = "import PySide6.QtDBus, PySide6.QtNetwork, PySide6.QtSvg, PySide6.QtWidgets"
    done = subprocess.run([str(PYTHON), "-c", code], capture_output=True, text=True, check=False)
    if done.returncode:
        last = (done.stderr.strip().splitlines() or ["no reason given"])[-1]
        raise CannotGoOnError(f"Qt is installed but does not load: {last}")


# What the system has to bring (Linux)


def provide_packages(programs: dict[str, str]) -> None:
    """Install what is missing if that is allowed without asking; raises CannotGoOnError with the line that does it."""
    missing = missing_parts(programs)
    if not missing:
        return
    if not shutil.which("apt-get"):
        raise CannotGoOnError(
            "This system lacks parts that Hipgui needs. Install the packages that bring them, then say it again:\n\n  "
            + "\n  ".join(missing)
        )
    packages = sorted(set(missing.values()))
    say(f"missing on this system: {', '.join(packages)}")
    prefix = apt_prefix()
    if prefix is None:
        line = f"sudo apt-get update && sudo apt-get install -y --no-install-recommends {' '.join(packages)}"
        raise CannotGoOnError(f"Install them with this line, then say it again:\n\n  {line}")
    quiet = [*prefix, "apt-get", "-qq", "-o", "Dpkg::Use-Pty=0"]
    say("installing them with apt-get")
    subprocess.run([*quiet, "update"], check=False)
    log = subprocess.run(
        [*quiet, "install", "-y", "--no-install-recommends", *packages], check=False, capture_output=True, text=True
    )
    still = missing_parts(programs)
    if log.returncode or still:
        print(log.stdout, log.stderr, sep="", file=sys.stderr)
        raise CannotGoOnError(f"apt-get did not bring: {', '.join(sorted(set(still.values())) or packages)}")


def missing_parts(programs: dict[str, str]) -> dict[str, str]:
    """What cannot be loaded or found, with the Debian package that brings it."""
    missing = {" or ".join(names): package for names, package in LIBRARIES.items() if not any(map(loads, names))}
    missing.update({name: package for name, package in programs.items() if not shutil.which(name)})
    if not PYTHON.exists() and not importlib.util.find_spec("ensurepip"):
        missing["Python's venv and ensurepip"] = "python3-venv"
    if platform.machine() != "x86_64" and not shutil.which("cc"):
        missing["a C compiler (miniaudio has no wheel for this processor)"] = "build-essential"
        missing["Python's headers"] = "python3-dev"
    return missing


def loads(soname: str) -> bool:
    """Whether the dynamic loader finds a library that fits this Python."""
    try:
        ctypes.CDLL(soname)
    except OSError:
        return False
    return True


def apt_prefix() -> list[str] | None:
    """What to put before apt-get so that it neither asks nor is refused; None if there is no such way."""
    settings = ["env", "DEBIAN_FRONTEND=noninteractive"]
    if os.geteuid() == 0:
        return settings
    sudo = shutil.which("sudo")
    if sudo and not subprocess.run([sudo, "-n", "true"], check=False, capture_output=True).returncode:
        return [sudo, "-n", *settings]
    return None


# Running


def has_no_display() -> bool:
    """Whether a window cannot appear because no display server is named."""
    return LINUX and not os.environ.get("DISPLAY") and not os.environ.get("WAYLAND_DISPLAY")


def run(arguments: list[str]) -> int:
    """Start hipgui in place of this process where the system can do that."""
    command = [str(HIPGUI), *arguments]
    if os.name == "posix":
        sys.stdout.flush()
        os.execv(command[0], command)  # noqa: S606  # the signals that follow are the program's
    return subprocess.run(command, check=False).returncode


def demonstration() -> int:
    """Play `hipgui demo` on a virtual display; its exit code."""
    say("no display here: playing a short demonstration on a virtual one")
    reads, writes = os.pipe()
    command = ["Xvfb", "-displayfd", str(writes), "-screen", "0", "1920x1080x24", "-nolisten", "tcp", "-noreset"]
    screen = subprocess.Popen(command, pass_fds=[writes], stderr=subprocess.DEVNULL)
    os.close(writes)
    signal.signal(signal.SIGTERM, signal.default_int_handler)  # so that ending this also ends the display
    try:
        with os.fdopen(reads) as answer:
            number = answer.readline().strip()  # arrives once the display is ready
        if not number:
            raise CannotGoOnError("The virtual display (Xvfb) did not start.")
        env = {**os.environ, "DISPLAY": f":{number}", "QT_QPA_PLATFORM": "xcb"}
        return subprocess.run([str(HIPGUI), "demo"], env=env, check=False).returncode
    finally:
        screen.terminate()
        screen.wait()


# Testing


FIRST = (("ruff", "check"), ("ruff", "format", "--check"))
TIMED_ALONE = ("pytest", "-q", "-m", "timed", "-o", "cache_dir=.pytest_cache/timed")
TIMED = (*TIMED_ALONE, "-n", "2", "--dist", "worksteal")
"""What measures real sound, a real screen or real time; most of it is waiting."""
ONCE_MORE = (*TIMED_ALONE, "--last-failed", "--last-failed-no-failures=none")
"""What failed beside the rest: a busy machine says little of real time, so it is measured once more, alone."""
BESIDE = (("mypy",), ("pytest", "-q", "-m", "not timed", "-n", "auto", "--dist", "loadfile"))
"""What meanwhile uses the rest of the machine, and is shown when it is done."""


def test(arguments: list[str]) -> int:
    """Every check; with arguments only pytest. 0 if all is well."""
    if arguments:
        return int(not passes(("pytest", *arguments)))
    failed = [shlex.join(check) for check in FIRST if not passes(check)]
    with contextlib.ExitStack() as ends:
        running = [(check, ends.enter_context(beside(check))) for check in BESIDE]
        in_time = passes(TIMED)
        for check, finish in running:
            failed += [] if finish() else [shlex.join(check)]
    if not in_time and not passes(ONCE_MORE):
        failed.append(shlex.join(ONCE_MORE))
    if failed:
        say(f"failed: {', '.join(failed)}")
    return int(bool(failed))


def passes(check: tuple[str, ...]) -> bool:
    """Run a module of Python's with its arguments; whether all is well."""
    say(shlex.join(check))
    return not subprocess.run([str(PYTHON), "-m", *check], cwd=ROOT, check=False).returncode


@contextlib.contextmanager
def beside(check: tuple[str, ...]) -> Iterator[Callable[[], bool]]:
    """Run it in the background; what is given waits for it, shows what it said and tells whether all is well."""
    with tempfile.TemporaryFile() as said:
        process = subprocess.Popen([str(PYTHON), "-m", *check], cwd=ROOT, stdout=said, stderr=subprocess.STDOUT)

        def finish() -> bool:
            process.wait()
            say(shlex.join(check))
            said.seek(0)
            print(said.read().decode(errors="replace"), end="", flush=True)
            return not process.returncode

        try:
            yield finish
        finally:
            process.terminate()
            process.wait()


if __name__ == "__main__":
    with contextlib.suppress(BrokenPipeError):
        sys.exit(main(sys.argv[1:]))
