"""The player page: name and side, figure, dial, caption, ribbon; in its frame the pages of a session that stands."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QFontMetricsF, QPainter
from PySide6.QtWidgets import QWidget

from hipgui.core.model import Side
from hipgui.core.session import Command
from hipgui.core.spoken import side_words
from hipgui.paint.icons import paint_half_circle
from hipgui.paint.theme import BOLD, FLOOD_IN_MS, FLOOD_OUT_MS, MEDIUM, PANEL_MS, SEMIBOLD, mixed_surface, text_font
from hipgui.ui.choreography import shot_of, shots_ahead
from hipgui.ui.controls import Controls
from hipgui.ui.dial_face import face_of
from hipgui.ui.dial_widget import Dial
from hipgui.ui.easing import Easing
from hipgui.ui.hurt import Hurt
from hipgui.ui.hurt_wording import ways_on
from hipgui.ui.label import RIGHT, Label
from hipgui.ui.paused import Paused
from hipgui.ui.player_layout import CAPTION_LONG, layout_for
from hipgui.ui.ribbon_widget import Ribbon
from hipgui.ui.scene import Ground, scene_of
from hipgui.ui.stage import Stage
from hipgui.ui.tween import STILL, Tween

if TYPE_CHECKING:
    from PySide6.QtGui import QMouseEvent, QPaintEvent

    from hipgui.core.cue import Voice
    from hipgui.core.model import Library
    from hipgui.core.plan import Plan, Step
    from hipgui.core.view import View
    from hipgui.paint.text import Fitted
    from hipgui.paint.theme import Surface
    from hipgui.ui.look import Look
    from hipgui.ui.pictures import Pictures
    from hipgui.ui.player_layout import PlayerLayout
    from hipgui.ui.scene import Scene


class PlayerPage(QWidget):
    """Shows a view; it decides nothing. `asked` tells what a click wants."""

    asked = Signal(Command)

    def __init__(self, parent: QWidget, pictures: Pictures, library: Library) -> None:
        super().__init__(parent)
        self._library = library
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.setAccessibleName("Player")
        self.setMouseTracking(True)
        self._look: Look | None = None
        self._scene: Scene | None = None
        self._expected_for: tuple[Plan, int, Look] | None = None
        self._layout: PlayerLayout | None = None
        self._grounds = (Ground.PAGE, Ground.PAGE)
        self._tween = STILL
        self._share = 1.0
        self.stage = Stage(self, pictures)
        self._easing = Easing()
        self.dial = Dial(self)
        self._eyebrow, self._name, self._side = Label(self, MEDIUM), Label(self, BOLD), Label(self, BOLD)
        self._sub, self._caption = Label(self, MEDIUM), Label(self, SEMIBOLD)
        self._then = Label(self, MEDIUM, RIGHT)
        self._half_box = QRectF()
        self._figure = QRectF()
        self._stage_for: tuple[str, float] | None = None
        self.ribbon = Ribbon(self)
        self.paused = Paused(self)
        self.hurt = Hurt(self, pictures, library.hurts)
        self.controls = Controls(self)
        for asking in (self.paused, self.hurt, self.controls):
            asking.asked.connect(self.asked)
        self.controls.changed.connect(self._make_room)
        for widget in (self.stage, self.dial, self.ribbon):
            widget.setMouseTracking(True)

    @property
    def scene(self) -> Scene | None:
        """The words it shows."""
        return self._scene

    def dress(self, look: Look) -> None:
        """Take on a look and size."""
        self._look = look
        self._layout = layout_for(look)
        self._stage_for = None
        self._tween, self._share = STILL, 1.0
        self.dial.dress(look)
        self.dial.unite()
        self.dial.stand(self._layout.dial)
        self.stage.dress(look)
        self.ribbon.dress(look)
        self.paused.dress(look)
        self.hurt.dress(look)
        self.controls.dress(look)
        if self._scene is not None:
            self._arrange(self._scene)
            self._colour()
        self.update()

    def show_view(self, view: View, voice: Voice, now_ms: float) -> None:
        """Show this moment."""
        look = self._look
        assert look
        assert self._layout
        self.ribbon.show_plan(view.session.plan)
        scene = scene_of(view, voice)
        shot = shot_of(view, self.stage.sets_up, reduced_motion=look.reduced_motion)
        if not look.reduced_motion:
            shot = self._easing.over(shot, view.step.exercise.id, view.index, now_ms)
        moved = self._place_stage(view.step, shot.movement)
        if scene != self._scene:
            if scene.hurt:
                self.hurt.show_ways(ways_on(view.session, view.position_ms, self._library))
            self._change(scene, now_ms)
        elif moved:
            self._arrange(scene)
        moving = not look.reduced_motion
        face = face_of(view, reduced_motion=look.reduced_motion)
        self.dial.show_face(face, self._surface_of(self._grounds[1]), now_ms, moving=moving)
        if not scene.stands:
            self.stage.show_shot(shot)
            self._expect(view, look)
        self.ribbon.show_place(view.session_ms, self._ribbon_surface())

    def _expect(self, view: View, look: Look) -> None:
        """Have the figure of this step and the next painted ahead, where plan, step or look are new.

        A movement stays where it stands until another is shown.
        """
        assert self._layout
        plan, known = view.session.plan, self._expected_for
        if known is not None and known[0] is plan and known[1] == view.index and known[2] is look:
            return
        self._expected_for = plan, view.index, look
        movement, figure = self._stage_for[0] if self._stage_for else "", self._figure
        coming = []
        for index in (view.index, view.index + 1):
            for shot in shots_ahead(plan, index - 1, self.stage.sets_up):
                if shot.movement != movement:
                    movement, figure = shot.movement, self._figure_in(plan.steps[index], shot.movement)
                coming.append((shot, self._layout.with_bleed(figure)))
        self.stage.expect(coming)

    def advance(self, now_ms: float) -> bool:
        """Let what moves by itself go on; whether anything still does."""
        dial_moves = self.dial.advance(now_ms)
        if self._share < 1.0:
            before = self._share
            self._share = 1.0 if self._tween.over(now_ms) else self._tween.at(now_ms)
            if before != self._share:
                self._colour()
                self.update()
        return dial_moves or self._share < 1.0

    # Change of scene.

    def _change(self, scene: Scene, now_ms: float) -> None:
        assert self._look
        old, self._scene = self._scene, scene
        before = old.ground if old else scene.ground
        if scene.ground is not before:
            self._grounds = (before, scene.ground)
            length_ms = {
                Ground.FLOOD: FLOOD_IN_MS,
                Ground.PANEL: PANEL_MS,
                Ground.PAGE: PANEL_MS if before is Ground.PANEL else FLOOD_OUT_MS,
            }[scene.ground]
            still = self._look.reduced_motion or old is None
            self._tween = STILL if still else Tween(now_ms, length_ms)
            self._share = 1.0 if still else 0.0
        self._arrange(scene)
        if scene.hurt:
            self.hurt.take_keyboard()
        elif old is not None and old.stands and not scene.stands:  # a hidden button must not keep the keyboard
            self.window().setFocus(Qt.FocusReason.OtherFocusReason)
        self._colour()
        self.update()

    def _arrange(self, scene: Scene) -> None:
        """Put every word in its place."""
        look, layout = self._look, self._layout
        assert look
        assert layout
        self.paused.setVisible(scene.paused)
        self.hurt.setVisible(scene.hurt)
        self.dial.setVisible(not scene.hurt)
        self.stage.setVisible(not scene.stands)
        for label in (self._name, self._side, self._sub, self._eyebrow, self._caption, self._then):
            label.setVisible(not scene.stands)
        self.controls.arrange(
            layout,
            on_panel=scene.ground is Ground.PANEL,
            more_rest=scene.more_rest and not scene.stands,
            deeper=scene.deeper and not scene.stands,
        )
        if scene.stands:
            self.paused.show_words(scene.sub, scene.means, muted=scene.muted)
            self.controls.leave()
            return
        left, small = layout.left, look.type(layout.sub_type_u)
        self._eyebrow.setVisible(bool(scene.eyebrow))
        name_left, room = left, layout.heading_width
        if scene.eyebrow:
            at = QPointF(left, layout.name_baseline)
            eyebrow = self._eyebrow.place(scene.eyebrow, at, room * 0.4, layout.name_type)
            name_left += eyebrow.width + 0.3 * layout.name_type
            room -= name_left - left
        self._name.place(scene.name, QPointF(name_left, layout.name_baseline), room, layout.name_type)
        circle = layout.name_type * 0.76
        side_left = left + circle + 0.36 * layout.name_type
        baseline = layout.side_baseline
        side = self._side.place(
            scene.side_line,
            QPointF(side_left, baseline),
            layout.heading_width - (side_left - left),
            layout.name_type,
            least=layout.name_type * 0.5,
        )
        shown = side.font.pixelSize()
        circle = min(circle, shown * 0.86)
        self._half_box = QRectF(left, baseline - shown * 0.335 - circle / 2, circle, circle)
        self._sub.setVisible(bool(scene.sub))
        if scene.sub:
            at = QPointF(left, layout.sub_baseline)
            beside = self._figure.top() < layout.sub_baseline
            room = min(layout.heading_width, self._figure.left() - left) if beside else layout.heading_width
            self._sub.place(scene.sub, at, room, small, least=small * 0.5)
        self._place_caption(scene, layout, look)
        then_y = layout.then_below_panel if scene.ground is Ground.PANEL else layout.then_at.y()
        self._then.place(scene.then, QPointF(layout.then_at.x(), then_y), layout.then_width, look.type(2.7))
        self._make_room()

    def _place_caption(self, scene: Scene, layout: PlayerLayout, look: Look) -> None:
        width, at = layout.caption_width, layout.caption_at
        if not layout.beside and scene.ground is Ground.PANEL:
            width = layout.panel.left() - layout.left - 3 * look.u

        def place(at: QPointF, *, up: bool) -> Fitted:
            return self._caption.place(
                scene.caption,
                at,
                width,
                layout.caption_type,
                least=min(layout.caption_least, CAPTION_LONG * look.u) if scene.long_words else layout.caption_least,
                most_lines=layout.caption_lines,
                up=up,
            )

        caption = place(at, up=not layout.beside)
        if layout.beside:  # around the dial's middle
            first = layout.dial.center().y() - caption.leading * (len(caption.lines) - 1) / 2
            place(QPointF(at.x(), first + caption.font.pixelSize() * 0.33), up=False)

    def _place_stage(self, step: Step, movement: str) -> bool:
        """The figure stands where it stood, whatever the step: clear of both sides' headings. Whether it moved."""
        key = (movement, self.stage.aspect(movement))
        if key == self._stage_for:
            return False
        self._stage_for = key
        self._figure = self._figure_in(step, movement)
        assert self._layout
        self.stage.stand(self._layout.with_bleed(self._figure))
        return True

    def _figure_in(self, step: Step, movement: str) -> QRectF:
        """Where the figure of a movement stands in a step."""
        layout = self._layout
        assert layout
        font = text_font(round(layout.name_type), BOLD)
        lines = (side_words(step.exercise, side).capitalize() for side in Side)
        widest = max(QFontMetricsF(font).horizontalAdvance(line) for line in lines) + 1.12 * layout.name_type
        return layout.figure(self.stage.aspect(movement), widest)

    # Colours.

    def _surface_of(self, ground: Ground) -> Surface:
        assert self._look
        return {Ground.PAGE: self._look.page, Ground.PANEL: self._look.panel, Ground.FLOOD: self._look.flood}[ground]

    def _sheet(self) -> Surface:
        """The colours of the page outside the panel: of the flood, or on the way there or back."""
        assert self._look
        before, after = (self._look.flood if ground is Ground.FLOOD else self._look.page for ground in self._grounds)
        return mixed_surface(before, after, self._share)

    def _ribbon_surface(self) -> Surface:
        return self._sheet()

    def _panel_edge(self) -> float | None:
        """Left edge of the rest panel while it is there, in pixels."""
        assert self._layout
        before, after = self._grounds
        if after is Ground.PANEL:
            share = self._share
        elif before is Ground.PANEL and self._share < 1.0:
            share = 1.0 - self._share
        else:
            return None
        return self._layout.panel.right() - self._layout.panel.width() * share

    def _colour(self) -> None:
        scene, look = self._scene, self._look
        if scene is None or look is None:
            return
        sheet = self._sheet()
        accent = sheet.move_text if scene.moving else sheet.hold_text
        for label, colour in (
            (self._eyebrow, sheet.text2),
            (self._name, sheet.text),
            (self._side, accent),
            (self._sub, sheet.text2),
            (self._caption, sheet.text),
            (self._then, sheet.text2),
        ):
            label.ink(colour)
        assert self._layout
        on_panel = scene.ground is Ground.PANEL
        if self._layout.beside and on_panel:
            self._caption.ink(look.panel.text)
        ink = look.panel.text if on_panel else sheet.text
        self.controls.colour(ink, sheet.text2, sheet.outline, look.panel.text)
        edge = self._panel_edge()
        before, after = (self._surface_of(ground) for ground in self._grounds)
        passing = edge is not None and self._share < 1.0
        if passing and edge is not None:
            other = before if self._grounds[1] is Ground.PANEL else after
            self.dial.split(edge - self.dial.x(), other, look.panel)
        else:
            self.dial.unite()

    # Mouse.

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Show the buttons for a while."""
        super().mouseMoveEvent(event)
        self.show_buttons()

    def show_buttons(self) -> None:
        """Show the buttons of a running session for three seconds."""
        if self._scene is not None and not self._scene.stands:
            self.controls.come()

    def _make_room(self) -> None:
        """A caption stands aside for buttons, and what follows for both."""
        scene = self._scene
        if scene is None or scene.stands:
            return
        caption = self._caption.ink_boxes()
        self._caption.setVisible(not any(line.intersects(box) for line in caption for box in self.controls.boxes()))
        then = union(self._then.ink_boxes())
        others = [*(caption if self._caption.isVisibleTo(self) else ()), *self.controls.boxes()]
        in_the_way = any(box.intersects(then) for box in others)
        self._then.setVisible(bool(scene.then) and not self.controls.are_here and not in_the_way)

    def close_down(self) -> None:
        """Leave no timer behind."""
        self.controls.leave()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Ground, panel, half circle."""
        look, layout, scene = self._look, self._layout, self._scene
        if look is None or layout is None:
            return
        painter = QPainter(self)
        sheet = self._sheet()
        painter.fillRect(event.rect(), sheet.ground)
        edge = self._panel_edge()
        if edge is not None:
            panel = QRectF(edge, layout.panel.top(), layout.panel.width(), layout.panel.height())
            painter.fillRect(panel.intersected(QRectF(event.rect())), look.panel.ground)
        if scene is not None and not scene.stands and event.rect().intersects(self._half_box.toAlignedRect()):
            accent = sheet.move_text if scene.moving else sheet.hold_text
            paint_half_circle(painter, self._half_box, accent, right=scene.side is Side.RIGHT)
        painter.end()


def union(boxes: list[QRectF]) -> QRectF:
    """The box around all of them."""
    whole = QRectF()
    for box in boxes:
        whole = whole.united(box)
    return whole
