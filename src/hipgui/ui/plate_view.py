"""A picture on a page to read, with what is written in it: names tied to muscles, captions, the rows of a chart."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPen, QPolygonF
from PySide6.QtWidgets import QWidget

from hipgui.paint.text import fit
from hipgui.paint.theme import BODY, SEMIBOLD, SMALL
from hipgui.ui.charts import CHARTS, amounts_of, week_middles, week_rows
from hipgui.ui.label import CENTRE, Label
from hipgui.ui.paragraph import Texts, text_height
from hipgui.ui.plates import scene_for

if TYPE_CHECKING:
    from PySide6.QtGui import QPaintEvent

    from hipgui.core.model import Library
    from hipgui.ui.look import Look
    from hipgui.ui.plates import PlateMaker

HEIGHT = 27.0
FIGURE_SHARE, NAMES_LEFT = 0.40, 0.46
"""How much of the width a figure takes beside which names stand, and where those begin."""
NAME_GAP = 1.2
SUB = 2.1
LINE, DOT = 0.26, 0.72
PAD = 2.4
NAMES_BESIDE_TO = 1.3
"""Up to this text scale names stand in the picture; larger ones stand below it."""
CHART_TOP, CHART_FOOT = 0.12, 0.14


class PlateView(QWidget):
    """Shows the picture of a card; as high as `needed_height` says."""

    def __init__(self, parent: QWidget, library: Library, maker: PlateMaker) -> None:
        super().__init__(parent)
        self._library, self._maker = library, maker
        self._amounts = amounts_of(library)
        self._name = ""
        self._look: Look | None = None
        self._texts = Texts(self)
        self._captions: list[Label] = []
        self._name_tops: list[tuple[str, float]] = []
        self._picture = QRectF()
        maker.became_ready.connect(self.update)

    def show_picture(self, name: str, left: float, top: float, width: float, look: Look) -> float:
        """Show the picture `name` there, `width` wide; where it ends. All in pixels of the parent."""
        self._name, self._look = name, look
        self._texts.begin()
        for caption in self._captions:
            caption.hide()
        self._name_tops = []
        scene = scene_for(name)
        high = HEIGHT * look.u
        names = self._names(name)
        if names and look.text_scale <= NAMES_BESIDE_TO:
            high = self._names_beside(names, width, high, look)
        self._picture = QRectF(0, 0, width, high)
        if name == "week":
            self._week_words(width, look)
        elif name not in CHARTS and any(one.caption for one in scene.figures):
            self._caption_words(width, high, look)
        bottom = high
        if names and look.text_scale > NAMES_BESIDE_TO:
            bottom = self._names_below(names, width, high, look)
        self._texts.end()
        self.setGeometry(QRectF(left, top, width, bottom).toAlignedRect())
        self.setAccessibleName(", ".join(title for _, title, _ in names) or "Picture")
        self.update()
        return top + bottom

    def _names(self, name: str) -> list[tuple[str, str, str]]:
        """Muscle, title and where it is, for what is named in the picture."""
        if name in CHARTS:
            return []
        scene, words = scene_for(name), self._library.words
        if scene.note:
            return [(scene.named[0], scene.note, "at the front of the hip")]
        return [(muscle, words.of(f"muscle_{muscle}")[0], words.of(f"muscle_{muscle}_at")[0]) for muscle in scene.named]

    def _names_beside(self, names: list[tuple[str, str, str]], width: float, least: float, look: Look) -> float:
        """Names in a column at the right; how high the picture has to be."""
        left, room = NAMES_LEFT * width, (1 - NAMES_LEFT) * width - 0.6 * look.u
        title, sub = look.type(BODY), look.type(SUB)
        heights = [text_height(one, room, title, SEMIBOLD) + text_height(at, room, sub) for _, one, at in names]
        gap = NAME_GAP * look.u
        whole = sum(heights) + gap * (len(names) - 1)
        high = max(least, whole + 2 * PAD * look.u)
        top = (high - whole) / 2
        for muscle, one, at in names:
            label = self._texts.take(look.page.text, SEMIBOLD)
            below = label.fill(one, left, top, room, title)
            self._name_tops.append((muscle, label.first_line_middle()))
            top = self._texts.take(look.page.text2).fill(at, left, below, room, sub) + gap
        return high

    def _names_below(self, names: list[tuple[str, str, str]], width: float, top: float, look: Look) -> float:
        y = top + look.u
        for _, one, at in names:
            y = self._texts.take(look.page.text, SEMIBOLD).fill(one, 0, y, width, look.type(BODY))
            y = self._texts.take(look.page.text2).fill(at, 0, y, width, look.type(SMALL))
        return y

    def _week_words(self, width: float, look: Look) -> None:
        """What the rows of the week's chart are, each in one line."""
        rows = week_rows(self._amounts)
        room, wanted = FIGURE_SHARE * width - 1.6 * PAD * look.u, look.type(SMALL)
        size = min(fit(row, room, wanted, wanted / 2, weight=SEMIBOLD).font.pixelSize() for row in rows)
        for text, middle in zip(rows, week_middles(self._chart_box("week", look)), strict=True):
            label = self._texts.take(look.page.text, SEMIBOLD)
            label.fill(text, PAD * look.u, middle - text_height(text, room, size, SEMIBOLD) / 2, room + 2, size)

    def _caption_words(self, width: float, high: float, look: Look) -> None:
        scene = scene_for(self._name)
        size = self._caption_size(width, look)
        while len(self._captions) < len(scene.figures):
            self._captions.append(Label(self, SEMIBOLD, CENTRE))
        for one, label in zip(scene.figures, self._captions, strict=False):
            label.ink(look.page.text)
            label.show()
            at = QPointF((one.left + one.width / 2) * width, high - 1.5 * look.u)
            label.place(one.caption, at, one.width * width - look.u, size, least=size, most_lines=2, up=True)

    def _caption_size(self, width: float, look: Look) -> float:
        """One size for all captions, at which each takes two lines at most."""
        scene = scene_for(self._name)
        sizes = [
            fit(
                one.caption, one.width * width - look.u, look.type(SMALL), look.type(SMALL), weight=SEMIBOLD
            ).font.pixelSize()
            for one in scene.figures
        ]
        return float(min(sizes))

    def _foot_share(self, look: Look) -> float:
        """How much of the picture's height the captions take."""
        shown = [label for label in self._captions if label.isVisibleTo(self) and label.text()]
        if not shown:
            return 0.0
        top = min(label.geometry().top() for label in shown)
        return max(0.0, 1.0 - (top - 0.3 * look.u) / self._picture.height())

    def _chart_box(self, name: str, look: Look) -> QRectF:
        """Where the drawing of a chart is."""
        wide, high = self._picture.width(), HEIGHT * look.u
        left, right = (FIGURE_SHARE, 0.06) if name == "week" else (0.16, 0.16)
        return QRectF(left * wide, CHART_TOP * high, (1 - left - right) * wide, (1 - CHART_TOP - CHART_FOOT) * high)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Ground, figures or chart, lines."""
        look = self._look
        if look is None:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        clip = QPainterPath()
        clip.addRoundedRect(self._picture, 2.2 * look.u, 2.2 * look.u)
        painter.fillPath(clip, plate_ground(look))
        painter.save()
        painter.setClipPath(clip)
        if self._name in CHARTS:
            CHARTS[self._name](painter, self._chart_box(self._name, look), self._amounts, look)
            painter.restore()
            painter.end()
            return
        beside = bool(self._name_tops)
        plate = self._maker.plate(
            self._name,
            self._picture.width(),
            self._picture.height(),
            look,
            self.devicePixelRatioF(),
            share=FIGURE_SHARE if beside else 1.0,
            foot=self._foot_share(look),
        )
        if plate is not None:
            painter.drawImage(QPointF(0, 0), plate.image)
        painter.restore()
        if plate is not None and beside:
            self._paint_lines(painter, plate.labels[0], look)
        painter.end()

    def _paint_lines(self, painter: QPainter, places: dict[str, tuple[float, float]], look: Look) -> None:
        """From each name to its muscle: level, then straight to it."""
        left = NAMES_LEFT * self._picture.width() - 1.1 * look.u
        pen = QPen(look.page.text, max(1.0, LINE * look.u), j=Qt.PenJoinStyle.RoundJoin, c=Qt.PenCapStyle.RoundCap)
        for muscle, y in self._name_tops:
            if muscle not in places:
                continue
            anchor = QPointF(*places[muscle])
            painter.setPen(pen)
            painter.drawPolyline(QPolygonF([QPointF(left, y), QPointF(left - 1.6 * look.u, y), anchor]))
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(look.page.text)
            painter.drawEllipse(anchor, DOT * look.u, DOT * look.u)


def plate_ground(look: Look) -> QColor:
    """What pictures to read lie on."""
    return QColor(look.tokens.raised2)
