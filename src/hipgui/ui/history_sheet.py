"""What is on the History page, laid out in one column or two, as long as it needs to be."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtWidgets import QWidget

from hipgui.core.history import Span
from hipgui.core.spoken import capitalised
from hipgui.paint.theme import BODY, BOLD, SECTION, SMALL
from hipgui.ui.buttons import OutlineButton
from hipgui.ui.chips import Chips
from hipgui.ui.history_calendar import HistoryCalendar
from hipgui.ui.history_charts import HistoryBalance, HistoryChart, months_px
from hipgui.ui.history_list import HistoryList
from hipgui.ui.history_words import ABOUT, ABOUT_NOTHING, ABOUT_WEEKS, EMPTY, SPANS, caption, title
from hipgui.ui.label import Label
from hipgui.ui.paragraph import Paragraph

if TYPE_CHECKING:
    from collections.abc import Sequence

    from hipgui.core.history import History, Line, Past
    from hipgui.core.model import Library
    from hipgui.ui.look import Look

TITLE, TITLE_NARROW, TITLE_LEAST, HEADING_MOST = 7.2, 5.6, 5.2, 4.8
LEFT_SHARE, COLUMNS_GAP = 0.45, 9.0
PLOT, PLOT_MOST = 11.0, 19.0
"""Least and most height of a plot of lines, in u."""
BETWEEN = 5.0
"""Between what belongs together and the next, in u."""
ONE_COLUMN_FROM = 1.6
"""Larger text than this, as a scale, leaves no room for two columns."""
BESIDE_UP_TO = 20
"""So many weeks have room in one of two columns; the dots of more go from edge to edge."""
ACROSS = 3


def heading_px(look: Look) -> float:
    """Pixels of a heading: larger with the text, never as large as a title."""
    return min(look.type(SECTION), HEADING_MOST * look.u)


class Chart:
    """An exercise over time under its name."""

    def __init__(self, parent: QWidget) -> None:
        self.name, self.caption, self.plot = Label(parent, BOLD), Paragraph(parent), HistoryChart(parent)

    def set_visible(self, *, shown: bool) -> None:
        """Show or hide all of it."""
        for one in (self.name, self.caption, self.plot):
            one.setVisible(shown)

    def heading(self, left: float, top: float, width: float, look: Look) -> float:
        """Place the name and what there is to say; where the plot may begin."""
        self.name.ink(look.page.text)
        self.caption.ink(look.page.text2)
        size = heading_px(look)
        self.name.place(self.name.text(), QPointF(left, top + size * 0.8), width, size, least=size * 0.6)
        return self.caption.fill(self.caption.text(), left, top + size * 1.15, width, look.type(SMALL))


class HistorySheet(QWidget):
    """Everything that scrolls."""

    def __init__(self, library: Library) -> None:
        super().__init__()
        self._library = library
        self._history: History | None = None
        self._span = Span.THREE_MONTHS
        self._shown: object = None
        self._title, self._about = Label(self, BOLD), Paragraph(self)
        self.export = OutlineButton(self, "Export")
        self.spans = Chips(self, "Show", [(text, span) for span, text in SPANS])
        self.spans.choose(Span.THREE_MONTHS)
        self.calendar = HistoryCalendar(self)
        self._charts: list[Chart] = []
        self._balance_name, self.balance = Label(self, BOLD), HistoryBalance(self)
        self._list_name, self.sessions = Label(self, BOLD), HistoryList(self, library)
        for part in self._parts():
            part.hide()

    @property
    def charts(self) -> list[Chart]:
        """Those that are shown."""
        return [chart for chart in self._charts if not chart.plot.isHidden()]

    def shows(self, span: Span) -> bool:
        """Whether that span is what is shown."""
        return self._history is not None and self._span is span

    def show_history(self, history: History, span: Span, pasts: Sequence[Past], *, pounds: bool) -> bool:
        """Show what was read; whether it is anything new."""
        if self._shown == (history, span, pasts, pounds):
            return False
        self._shown = history, span, pasts, pounds
        self._history, self._span = history, span
        self.calendar.show_history(history)
        lines = self._named(history.lines)
        while len(self._charts) < len(lines):
            self._charts.append(Chart(self))
        for chart, (name, line) in zip(self._charts, lines, strict=False):
            chart.plot.show_line(line, history, name, self._library.words, pounds=pounds)
            chart.name.setText(name)
            chart.caption.setText(caption(line, self._library.words, pounds=pounds))
        self.balance.show_lines(lines)
        self.sessions.sessions.show_pasts(pasts)
        return True

    def lay_out(self, look: Look, room: float) -> None:
        """Take on a look; `room` is the height that is seen at once, in pixels."""
        if self._history is None:
            self.resize(round(look.width), round(room))
            return
        history, unit = self._history, look.u
        left, width = look.margin * unit, look.width - 2 * look.margin * unit
        is_empty = history.first is None
        for part in self._parts():
            part.setVisible(not is_empty)
        self._title.ink(look.page.text)
        self._about.ink(look.page.text2)
        if is_empty:
            for chart in self._charts:
                chart.set_visible(shown=False)
            self._title.place("History", QPointF(left, 8.0 * unit), width, TITLE * unit, least=TITLE_LEAST * unit)
            self._about.fill(EMPTY, left, 10.4 * unit, width, look.type(BODY))
            self.resize(round(look.width), round(room))
            return
        y = self._head(left, width, look)
        lines = history.lines
        for place, chart in enumerate(self._charts):
            chart.set_visible(shown=place < len(lines))
        self._balance_name.setVisible(bool(lines))
        self.balance.setVisible(bool(lines))
        if look.narrow or look.text_scale > ONE_COLUMN_FROM:
            y = self.calendar.lay_out(left, y, width, look) + BETWEEN * unit
            for chart in self.charts:
                y = chart.heading(left, y, width, look)
                high = 1.25 * self._plot(look) + months_px(look)
                chart.plot.lay_out(QRectF(left, y, width, high), look)
                y += high + BETWEEN * unit
            y = self._balance(left, y, width, look)
        elif len(history.weeks) > BESIDE_UP_TO:
            y = self.calendar.lay_out(left, y, width, look) + BETWEEN * 0.8 * unit
            y = self._side_by_side(left, y, width, look) + BETWEEN * 0.8 * unit
            y = self._balance(left, y, LEFT_SHARE * width, look)
        else:
            own = LEFT_SHARE * width
            bottom = self.calendar.lay_out(left, y, own, look) + BETWEEN * 0.64 * unit
            bottom = self._balance(left, bottom, own, look)
            x = left + own + COLUMNS_GAP * unit
            y = max(bottom, self._lines(x, y, left + width - x, max(bottom, room - 3 * unit), look))
        y += BETWEEN * unit
        self._list_name.setVisible(bool(self.sessions.sessions.pasts))
        self.sessions.setVisible(bool(self.sessions.sessions.pasts))
        y = self._heading(self._list_name, "Sessions", left, y, width, look)
        y = self.sessions.lay_out(left, y, width, look) if self.sessions.sessions.pasts else y
        self.resize(round(look.width), round(max(room, y + 3.2 * unit)))

    def _parts(self) -> tuple[QWidget, ...]:
        return (
            self.export,
            self.spans,
            self.calendar,
            self._balance_name,
            self.balance,
            self._list_name,
            self.sessions,
        )

    def _named(self, lines: Sequence[Line]) -> list[tuple[str, Line]]:
        """The lines in the library's order, with their names; what it no longer knows comes last."""
        order = {exercise.id: place for place, exercise in enumerate(self._library.exercises)}
        names = {exercise.id: exercise.short_name for exercise in self._library.exercises}
        found = sorted(lines, key=lambda line: (order.get(line.exercise, len(order)), line.exercise))
        return [(names.get(line.exercise, capitalised(line.exercise)), line) for line in found]

    def _head(self, left: float, width: float, look: Look) -> float:
        """Title, export, about, spans; where the rest may begin."""
        assert self._history
        unit = look.u
        self.export.dress(look)
        wide, high = self.export.natural_width(), max(6.2, look.scaled(4.6)) * unit
        size = (TITLE_NARROW if look.narrow else TITLE) * unit
        baseline = 7.4 * unit if not look.narrow else 6.4 * unit
        words = title(self._history, self._span)
        room = width - wide - 3 * unit
        placed = self._title.place(words, QPointF(left, baseline), room, size, least=TITLE_LEAST * unit, most_lines=2)
        face = QRectF(left + width - wide, max(baseline - size * 0.36 - high / 2, 0.8 * unit), wide, high)
        self.export.stand(face)
        about = ABOUT if self.calendar.by_days else ABOUT_WEEKS
        if not self._history.sessions:
            about = ABOUT_NOTHING
        y = baseline + placed.leading * (len(placed.lines) - 1) + 2.2 * unit
        chips = self.spans.natural_width(look)
        label = self.spans.label_width(look) + 1.6 * unit
        if not look.narrow and chips < width * (1 - LEFT_SHARE):
            end = self._about.fill(about, left, y, width - chips - 4 * unit, look.type(BODY))
            top = max(y - 0.6 * unit, face.bottom() + 0.8 * unit)
            end = max(end, self.spans.stand(left + width - chips, top, chips, look, beside=label))
        else:
            y = max(y, face.bottom() + 0.6 * unit) if len(placed.lines) > 1 or look.text_scale > 1 else y
            end = self._about.fill(about, left, y, width, look.type(BODY)) + 1.0 * unit
            end = self.spans.stand(left, end, width, look, beside=label if chips < width else 0.0)
        return end + 3.2 * unit

    def _heading(self, label: Label, text: str, left: float, top: float, width: float, look: Look) -> float:
        size = heading_px(look)
        label.ink(look.page.text)
        label.place(text, QPointF(left, top + size * 0.8), width, size, least=size * 0.6)
        return top + size * 1.3

    def _balance(self, left: float, top: float, width: float, look: Look) -> float:
        if not self._history or not self._history.lines:
            return top
        y = self._heading(self._balance_name, "Left and right", left, top, width, look)
        return self.balance.lay_out(left, y, width, look)

    def _plot(self, look: Look) -> float:
        return max(PLOT, look.scaled(9.0)) * look.u

    def _side_by_side(self, left: float, top: float, width: float, look: Look) -> float:
        """The charts in rows; where they end."""
        gap = 6.0 * look.u
        columns = min(ACROSS, len(self.charts)) or 1
        wide = (width - gap * (columns - 1)) / columns
        high = 1.25 * self._plot(look) + months_px(look)
        y = top
        for start in range(0, len(self.charts), columns):
            row = self.charts[start : start + columns]
            foot = max(chart.heading(left, y, wide, look) for chart in row)
            for place, chart in enumerate(row):
                x = left + place * (wide + gap)
                chart.heading(x, y, wide, look)
                chart.plot.lay_out(QRectF(x, foot, wide, high), look)
            y = foot + high + BETWEEN * look.u
        return y - BETWEEN * look.u

    def _lines(self, left: float, top: float, width: float, bottom: float, look: Look) -> float:
        """The charts below one another between `top` and `bottom`, or as far down as they must; where they end."""
        charts = self.charts
        if not charts:
            return top
        gap = BETWEEN * 0.7 * look.u
        heads = [chart.heading(left, top, width, look) - top for chart in charts]
        months = months_px(look)
        spare = bottom - top - sum(heads) - gap * (len(charts) - 1) - months
        high = min(max(spare / len(charts), self._plot(look)), PLOT_MOST * look.u * max(1.0, 3 / len(charts)))
        before, beside = zip(*(chart.plot.margins(look) for chart in charts), strict=True)
        margins = max(before), max(beside)
        y = top
        for chart in charts:
            is_last = chart is charts[-1]
            y = chart.heading(left, y, width, look)
            whole = high + months if is_last else high
            chart.plot.lay_out(QRectF(left, y, width, whole), look, margins, months=is_last)
            y += whole + gap
        return y - gap
