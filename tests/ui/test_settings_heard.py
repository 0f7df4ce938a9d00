from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from hipgui.core.cue import Talk
from hipgui.core.notice import Notice
from hipgui.core.plan import StepKind
from hipgui.core.session import Command, State
from hipgui.ui.picker import PickerRow
from hipgui.ui.tiles import TalkTile, TilesRow
from tests.rigs import until
from tests.ui.fakes import SilentSpeaker, Spoken
from tests.ui.fitting import texts
from tests.ui.settings_hands import bring, button_of, drag, page_of, press, row, until_voices

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.ui.conftest import Desk


@pytest.fixture
def opened(desk: Desk) -> Desk:
    """The settings, reached by their key."""
    desk.press(Qt.Key.Key_S)
    return desk


# Voice, device, example.


@pytest.mark.qt_log_ignore("This plugin does not support")
def test_english_voices_are_offered_and_one_can_be_chosen(opened: Desk) -> None:
    until_voices(opened, "The best there is", "English (America)", "English (Great Britain)")
    control = row(opened, "voice")
    assert isinstance(control, PickerRow)
    bring(opened, control.picker)
    QTest.mouseClick(control.picker, Qt.MouseButton.LeftButton)
    view = control.picker.view()
    assert view.isVisible()
    for key in (Qt.Key.Key_Down, Qt.Key.Key_Down, Qt.Key.Key_Return):
        QTest.keyClick(view, key)
    assert not view.isVisible()
    assert opened.window.settings.voice == "gmw/en"
    assert opened.speaker.chosen == [("pyttsx3", "gmw/en")]
    control.picker.setFocus(Qt.FocusReason.TabFocusReason)
    opened.press(Qt.Key.Key_Up)
    assert opened.window.settings.voice == "gmw/en-us"


def test_another_engine_has_voices_of_its_own(open_desk: Callable[..., Desk]) -> None:
    desk = open_desk(voice="gmw/en")
    desk.show()
    desk.press(Qt.Key.Key_S)
    assert "Flite is the clearest for English." in texts_of_words(desk)
    press(desk, button_of(row(desk, "engine"), 1))
    assert (desk.window.settings.engine, desk.window.settings.voice) == ("flite", "")
    assert desk.speaker.chosen == [("flite", "")]
    until_voices(desk, "The best there is", "flite slt")
    assert "Flite is the clearest for English." not in texts_of_words(desk)


def texts_of_words(desk: Desk) -> set[str]:
    return texts(page_of(desk))


def test_a_voice_that_is_gone_stays_chosen_until_another_is(open_desk: Callable[..., Desk]) -> None:
    desk = open_desk(voice="old/one")
    desk.show()
    desk.press(Qt.Key.Key_S)
    until_voices(desk, "The best there is", "English (America)", "English (Great Britain)", "old/one (not found)")
    assert row(desk, "voice").picker.currentText() == "old/one (not found)"  # type: ignore[attr-defined]  # a PickerRow


def test_an_engine_without_languages_offers_all_it_has(open_desk: Callable[..., Desk]) -> None:
    speaker = SilentSpeaker(known={"pyttsx3": (Spoken("b", "Berta"), Spoken("a", "Anna"))})
    desk = open_desk(speaker=speaker)
    desk.show()
    desk.press(Qt.Key.Key_S)
    until_voices(desk, "The best there is", "Anna", "Berta")


def test_a_sound_device_is_offered_as_soon_as_it_is_known(open_desk: Callable[..., Desk]) -> None:
    desk = open_desk(speaker=SilentSpeaker(plugged=None), sound_device="Headphones")
    desk.show()
    desk.press(Qt.Key.Key_S)
    control = row(desk, "sound_device")
    assert isinstance(control, PickerRow)
    assert control.picker.currentText() == "Headphones"
    desk.speaker.plugged = ("Desk loudspeakers",)

    def there() -> bool:
        QApplication.processEvents()
        return control.values == ["", "Desk loudspeakers", "Headphones"]

    until(there, what="the devices")
    assert control.picker.currentText() == "Headphones (not there now)"
    control.picker.setFocus(Qt.FocusReason.TabFocusReason)
    desk.press(Qt.Key.Key_Up)
    assert desk.speaker.device == desk.window.settings.sound_device == "Desk loudspeakers"


def examples(desk: Desk) -> dict[str, str]:
    talk = row(desk, "talk")
    assert isinstance(talk, TilesRow)
    return {tile.text(): tile.example for tile in talk.tiles if isinstance(tile, TalkTile)}


def test_each_amount_of_talk_shows_what_it_says(opened: Desk) -> None:
    shown = examples(opened)
    assert shown["Full"].startswith("“Two. Down. Three. ")
    assert shown["Brief"].startswith("“Two. Three. ")
    assert shown["Brief"][13:-1] in shown["Full"]
    assert shown["Counts"] == "“Two. Three.”"
    assert shown["Tones"] == "Signals at starts, turns and ends"


def test_silence_is_told_and_has_no_example(open_desk: Callable[..., Desk]) -> None:
    desk = open_desk(talk="tones", tones=False)
    desk.show()
    desk.press(Qt.Key.Key_S)
    assert examples(desk)["Tones"] == "Silence: the screen alone leads"
    assert not page_of(desk).rows.hear.isEnabled()
    press(desk, button_of(row(desk, "tones"), 0))
    assert examples(desk)["Tones"] == "Signals at starts, turns and ends"
    assert page_of(desk).rows.hear.isEnabled()


@pytest.mark.parametrize("talk", Talk)
def test_what_is_heard_is_what_is_shown(open_desk: Callable[..., Desk], talk: Talk) -> None:
    desk = open_desk(talk=talk.value, rate=1.5)
    desk.show()
    desk.press(Qt.Key.Key_S)
    press(desk, page_of(desk).rows.hear)
    [cues] = desk.speaker.begun
    said = " ".join(cue.text.rstrip(".") + "." for cue in cues if cue.is_speech)
    name = {"full": "Full", "brief": "Brief", "counts": "Counts", "tones": "Tones"}[talk]
    assert examples(desk)[name].strip("“”") == (said or "Signals at starts, turns and ends")
    assert all(cue.item.wpm == round(125 * 1.5) for cue in cues if cue.is_speech)  # type: ignore[union-attr]  # a Phrase


def tick(desk: Desk) -> None:
    from PySide6.QtCore import QTimer

    for timer in page_of(desk).findChildren(QTimer):
        if timer.isActive() and timer.interval() < 100:
            timer.timeout.emit()


def test_the_example_runs_ends_and_can_be_stopped(opened: Desk) -> None:
    hear = page_of(opened).rows.hear
    press(opened, hear)
    shown = [hear.share]
    for share in (0.4, 0.8):
        opened.speaker.heard = share
        tick(opened)
        shown.append(hear.share)
    opened.speaker.heard = None
    opened.speaker.told.append(Notice("The voice is gone.", "Choose another."))
    tick(opened)
    assert [*shown, hear.share] == [-1.0, 0.4, 0.8, None]
    assert opened.speaker.ends == 0
    assert "The voice is gone. Choose another." in texts(opened.window.notice)
    press(opened, hear)
    press(opened, hear)
    assert (opened.speaker.ends, hear.share) == (1, None)


def test_leaving_the_page_silences_the_example(opened: Desk) -> None:
    press(opened, page_of(opened).rows.hear)
    opened.press(Qt.Key.Key_Escape)
    assert opened.speaker.ends == 1


def test_a_remote_that_starts_a_session_silences_the_example_first(opened: Desk) -> None:
    press(opened, page_of(opened).rows.hear)
    opened.window.command(Command.PLAY_PAUSE)
    assert opened.speaker.ends == 1
    assert opened.shows("player_page")


# In a session that stands.


def stand_still(desk: Desk) -> None:
    """Stop a session in its first set, and open the settings."""
    desk.play_to(StepKind.REPS, 0, 12_000)
    for _ in range(2):
        desk.press(Qt.Key.Key_Escape)
    assert desk.is_in(State.STOPPED)
    desk.press(Qt.Key.Key_S)


def test_what_is_set_meanwhile_holds_when_the_session_goes_on(desk: Desk) -> None:
    stand_still(desk)
    press(desk, button_of(row(desk, "talk"), 1))
    press(desk, button_of(row(desk, "tones"), 0))
    drag(desk, row(desk, "lead_in_s").slider, 4)  # type: ignore[attr-defined]  # a SliderRow
    drag(desk, row(desk, "volume").slider, 10)  # type: ignore[attr-defined]  # a SliderRow
    press(desk, button_of(row(desk, "theme"), 1))
    voice, lead_in_ms = desk.coach.adjusted[-1]
    assert (voice.talk, voice.tones, lead_in_ms) == (Talk.BRIEF, False, 7_000)
    assert desk.speaker.gain == 0.5
    assert len(desk.coach.adjusted) == 3, "neither volume nor theme is the session's"
    index = desk.coach.view().index
    desk.press(Qt.Key.Key_Escape)
    desk.press(Qt.Key.Key_Space)
    assert desk.is_in(State.LEAD_IN)
    assert desk.coach.view().lead_in_ms == 7_000
    assert desk.coach.view().index == index
    desk.beat(7_001)
    assert desk.is_in(State.PLAYING)
    desk.finish()
    assert desk.shows("finish")


def test_longer_rests_hold_for_the_next_session_alone(desk: Desk) -> None:
    stand_still(desk)
    plan = desk.coach.plan
    drag(desk, row(desk, "rest_s").slider, 9)  # type: ignore[attr-defined]  # a SliderRow
    assert desk.coach.plan == plan
    assert desk.coach.adjusted == []


def test_rests_of_the_next_session_have_the_set_length(opened: Desk) -> None:
    drag(opened, row(opened, "rest_s").slider, 9)  # type: ignore[attr-defined]  # a SliderRow
    opened.press(Qt.Key.Key_Escape)
    opened.press(Qt.Key.Key_Space)
    rests = {step.duration_ms for step in opened.coach.plan.steps if step.kind is StepKind.REST}
    assert 90_000 in rests
