#!/bin/sh
# Installs Debian's Chromium for the browser tests where none is there and this can be done quietly; never fails, the tests are skipped then.
for name in chromium chromium-browser google-chrome google-chrome-stable; do
  command -v "$name" >/dev/null 2>&1 && exit 0
done
[ -n "$CROSSWIRE_CHROMIUM" ] && [ -x "$CROSSWIRE_CHROMIUM" ] && exit 0
if ! command -v apt-get >/dev/null 2>&1 || [ "$(id -u)" != 0 ]; then
  echo "No Chromium here: the browser tests will be skipped. Install one (Debian: sudo apt-get install chromium), or name it in CROSSWIRE_CHROMIUM."
  exit 0
fi
echo "Installing Chromium for the browser tests ..."
if ! (apt-get update && DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends chromium) >/dev/null 2>&1; then
  echo "Chromium could not be installed: the browser tests will be skipped. Try: apt-get install chromium"
fi
exit 0
