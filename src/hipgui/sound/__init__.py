"""Text to clip (a voice in a worker process) to cache to mixer to device; the session's clock.

`live.Sound` is the whole of it, `null.NullSound` its silent twin, `probe` what the doctor asks. numpy and the audio
library are loaded in the room's own threads, when something has to sound: importing these modules stays cheap.
"""
