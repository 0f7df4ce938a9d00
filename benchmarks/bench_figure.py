"""What the figure costs: first frame, turning, a session's frames, stalls of the GUI thread, memory.

    python benchmarks/bench_figure.py

Each bound stands in brackets. Times by the clock grow when others use the machine, so its load is told first and CPU
times stand beside them: those are the figure's own.
"""

from __future__ import annotations

import os
import statistics
import time
from typing import TYPE_CHECKING

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")  # before anything loads Qt

from PySide6.QtCore import QRectF
from PySide6.QtGui import QGuiApplication, QImage, QPainter

from hipgui.content.poses import load_figures
from hipgui.figure.model import Camera, Look
from hipgui.figure.motion import minimum_jerk, path_moment
from hipgui.figure.scene import frame
from hipgui.paint.figure import paint_figure
from hipgui.paint.frames import FrameCache, still
from hipgui.paint.takes import OWN, Course, Take

if TYPE_CHECKING:
    from collections.abc import Callable

    from hipgui.figure.model import Figures
    from hipgui.paint.frames import Frame

STAGE = (1102, 730)  # the player's stage at 1920x1080
TEMPO = (2.0, 1.0, 2.0)
FRAMES_PER_S = 24
PLAYED_S = 20.0


def main() -> None:
    """Measure and print."""
    application = QGuiApplication([])
    print(f"load of the machine     {os.getloadavg()[0]:7.1f} processes on {os.cpu_count()} cores")
    begin = time.perf_counter()
    figures = load_figures()
    print(f"load figures            {(time.perf_counter() - begin) * 1e3:7.1f} ms")
    first_frames(figures)
    turning(figures)
    for name, ways, way_ms in (("march_bell", 1, 2_000), ("lift_edge", 2, 2_000), ("lizard_glide", 1, 4_000)):
        session(figures, name, ways, way_ms)
    for name, course, way_ms in (
        ("march_setup", Course.SET_UP, 3_200),
        ("lift_edge", Course.ENTRY, 1_800),
        ("lizard_glide", Course.ENTRY, 1_800),
    ):
        way_in(figures, Take(name, "right", Look(), *STAGE, way_ms=way_ms, course=course))
    application.quit()


def first_frames(figures: Figures) -> None:
    """A frame of a movement that has not been seen."""
    still(figures, "march_body", "right", STAGE, Look())
    times, own = [], []
    for name in figures.movements:
        begin, began = time.perf_counter(), time.process_time()
        still(figures, name, "left", STAGE, Look(theme="light"))
        times.append((time.perf_counter() - begin) * 1e3)
        own.append((time.process_time() - began) * 1e3)
    print(
        f"first frame             {statistics.median(times):7.1f} ms median, {max(times):.1f} worst   (60) · "
        f"CPU {statistics.median(own):.1f} median, {max(own):.1f} worst"
    )


def turning(figures: Figures) -> None:
    """Frames of a figure that is turned: other camera each time."""
    image = QImage(*STAGE, QImage.Format.Format_ARGB32_Premultiplied)
    begin, began = time.perf_counter(), time.process_time()
    count = 36
    for step in range(count):
        painter = QPainter(image)
        drawn = frame(figures, "lizard_hands", "right", 1.0, Look().body, camera=Camera(10.0 * step, 14))
        paint_figure(painter, drawn, QRectF(image.rect()), Look())
        painter.end()
    rate, own_ms = count / (time.perf_counter() - begin), (time.process_time() - began) / count * 1e3
    print(f"turning                 {rate:7.1f} frames a second   (20) · CPU {own_ms:.1f} ms each")


def way_in(figures: Figures, take: Take) -> None:
    """A way into a movement as it is seen: with nothing painted ahead, and once more."""
    cache = FrameCache(figures)
    rates = []
    for _ in range(2):
        seen: list[Frame] = []
        begin = time.perf_counter()
        while (passed_s := time.perf_counter() - begin) < take.way_ms / 1000:
            share = passed_s / take.way_ms * 1000
            found = cache.at(take, minimum_jerk(share) if take.course in OWN else share)
            if found is not None and found not in seen[-1:]:
                seen.append(found)
            time.sleep(1 / 60)
        rates.append(len(seen) / take.way_ms * 1000)
    print(
        f"{take.movement:15} {take.course.value}: {rates[0]:4.1f} frames a second unprepared, {rates[1]:4.1f} once "
        f"painted (24) · {cache.used_bytes / 2**20:.0f} MB"
    )
    cache.close()


def session(figures: Figures, name: str, ways: int, way_ms: int) -> None:
    """A movement played at full rate: while its frames are being made, and once they are there."""
    cache = FrameCache(figures)
    take = Take(name, "right", Look(), *STAGE, ways=ways, way_ms=way_ms)
    image = QImage(1920, 1080, QImage.Format.Format_ARGB32_Premultiplied)
    begin = time.perf_counter()
    while cache.at(take, 0.0) is None:
        time.sleep(0.001)
    first_ms = (time.perf_counter() - begin) * 1e3
    stalls = []
    while not cache.is_complete(take):
        before = time.perf_counter()
        play(cache, take, image, before - begin)
        stalls.append((time.perf_counter() - before) * 1e3)
        time.sleep(1 / FRAMES_PER_S)
    made_s = time.perf_counter() - begin
    bare_s = timed(lambda _: bare(cache, take, image))
    full_s = timed(lambda at: play(cache, take, image, at))
    print(
        f"{name:15} first {first_ms:6.1f} ms (60) · loop made in {made_s:4.1f} s · "
        f"paint while made {statistics.median(stalls):.1f} ms median, {max(stalls):.1f} worst (12) · "
        f"then {full_s * 1e3:.2f} ms a frame = {full_s * FRAMES_PER_S * 100:.1f} % of a core (10), "
        f"{full_s / bare_s:.1f} x bare (4) · {cache.used_bytes / 2**20:.0f} MB (120)"
    )
    cache.close()


def play(cache: FrameCache, take: Take, image: QImage, at_s: float) -> None:
    """Paint one frame of a session, as the player does."""
    moment = path_moment(TEMPO, take.ways, at_s % (sum(TEMPO) * take.ways))
    painter = QPainter(image)
    painter.fillRect(0, 0, take.width, take.height, 0xFF101418)
    ground, found = cache.ground(take), cache.at(take, moment.amount)
    if ground is not None:
        ground.paint(painter, 0, 0)
    if found is not None:
        found.paint(painter, 0, 0)
    painter.end()


def bare(cache: FrameCache, take: Take, image: QImage) -> None:
    """A repaint of the same area with nothing but its ground."""
    painter = QPainter(image)
    painter.fillRect(0, 0, take.width, take.height, 0xFF101418)
    ground = cache.ground(take)
    if ground is not None:
        ground.paint(painter, 0, 0)
    painter.end()


def timed(work: Callable[[float], None]) -> float:
    """CPU seconds of one call, over as many as a session of `PLAYED_S` has."""
    count = int(PLAYED_S * FRAMES_PER_S)
    begin = time.process_time()
    for number in range(count):
        work(number / FRAMES_PER_S)
    return (time.process_time() - begin) / count


if __name__ == "__main__":
    main()
