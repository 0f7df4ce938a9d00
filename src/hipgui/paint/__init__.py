"""Draw lists, dial, ribbon and text onto a QPainter: the only room besides ui that knows QtGui."""
