"""FFmpeg: one place that finds it, starts it, listens to it and makes sure it ends.

`run_ffmpeg` runs the binary that imageio-ffmpeg brings, niced and in a process group of its own; `run_child` does
the same for any other long job. Both end their child when they are cancelled, and the child ends by itself when
this process is killed.
"""

from miauflix.transcoding.child import ChildFailed, run_child
from miauflix.transcoding.ffmpeg import Input, Progress, ffmpeg_path, run_ffmpeg

__all__ = ["ChildFailed", "Input", "Progress", "ffmpeg_path", "run_child", "run_ffmpeg"]
