"""Pictures drawn as SVG on the server: plain rows in, safe markup out, no script and no inline style."""

from __future__ import annotations

from crosswire.view.drawing import graphs, maps, marked, series, sided, timelines, waterfalls

__all__ = ["graphs", "maps", "marked", "series", "sided", "timelines", "waterfalls"]
