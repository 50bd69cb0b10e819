"""The reading room in a real Chromium. Without one these tests are skipped; ``tests/browser/install.sh`` installs Debian's."""
