"""What the desktop offers and asks for: folders, one instance at a time, a screen, a session bus, sleep."""
