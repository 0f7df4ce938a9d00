"""The window: pages of Qt Widgets, painted to the look; the only room that imports QtWidgets."""
