from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hipgui.doctor import NAMES, NEEDED, examine

if TYPE_CHECKING:
    from collections.abc import Callable

SOUND = {name: lambda: (True, "there", "") for name in NAMES}


def missing() -> tuple[bool, str, str]:
    return False, "not there", "Bring it."


def test_a_sound_machine_is_told_so() -> None:
    examination = examine(SOUND)
    assert examination.ok
    assert examination.lines() == [
        "works    voice         there",
        "works    sound device  there",
        "works    display       there",
        "works    session bus   there",
        "works    folders       there",
        "works    content       there",
        "",
        "A spoken session can run here.",
    ]


def test_the_json_is_the_contract() -> None:
    told = json.loads(json.dumps(examine({**SOUND, "voice": missing}).as_json()))
    assert list(told) == ["ok", "checks"]
    assert told["ok"] is False
    assert [check["name"] for check in told["checks"]] == list(NAMES)
    assert told["checks"][0] == {"name": "voice", "ok": False, "found": "not there", "remedy": "Bring it."}


@given(st.sets(st.sampled_from(NAMES)))
def test_only_what_a_spoken_session_needs_decides(absent: set[str]) -> None:
    examination = examine({**SOUND, **dict.fromkeys(absent, missing)})
    assert examination.ok == (not absent & {"voice", "sound device", "folders", "content"})
    assert {check.name for check in examination.checks if not check.ok} == absent
    assert sum("Bring it." in line for line in examination.lines()) == len(absent)
    assert set(NAMES) >= NEEDED


@pytest.mark.parametrize("trouble", [OSError(5, "Input/output error"), RuntimeError("no")], ids=["system", "ours"])
def test_a_check_that_breaks_is_told_like_any_other(trouble: Exception) -> None:
    def broken() -> tuple[bool, str, str]:
        raise trouble

    probes: dict[str, Callable[[], tuple[bool, str, str]]] = {**SOUND, "display": broken}
    examination = examine(probes)
    assert examination.ok
    check = examination.checks[2]
    assert not check.ok
    assert type(trouble).__name__ in check.found
    assert check.remedy


def test_a_forgotten_probe_is_a_mistake_of_ours() -> None:
    with pytest.raises(KeyError, match="content"):
        examine({name: probe for name, probe in SOUND.items() if name != "content"})
