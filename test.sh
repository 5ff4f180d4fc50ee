#!/usr/bin/env bash
# Sets up what the tests need on a fresh Debian machine, and runs all of them.
set -euo pipefail
cd "$(dirname "$0")"

# Not `grep -q`: it closes the pipe early, which pipefail would take for a missing library.
missing=()
[ -x /usr/bin/chromium ] || missing+=(chromium)
[ -x /usr/bin/curl ] || missing+=(curl)
ldconfig -p | grep 'librsvg-2\.so\.2' >/dev/null || missing+=(librsvg2-2)
command -v pdftoppm >/dev/null || missing+=(poppler-utils)
fc-list 2>/dev/null | grep . >/dev/null || missing+=(fontconfig fonts-dejavu-core)
if ((${#missing[@]} > 0)); then
  if [ "$(id -u)" = 0 ]; then
    echo "Installing ${missing[*]}."
    apt-get update -qq
    DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "${missing[@]}" >/dev/null
  else
    echo "Not installed: ${missing[*]}. As root this script installs them; without them the tests that need them are skipped and say so."
  fi
fi

# Hundreds of processes and servers that live for seconds: watching their code to make it faster later costs more than it brings.
export DOTNET_TieredPGO=0
dotnet build CxDashboard.sln --nologo --verbosity quiet
exec dotnet test CxDashboard.Tests --no-build --nologo --logger "console;verbosity=minimal" "$@"
