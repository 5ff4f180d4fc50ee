#!/usr/bin/env bash
# Asks the engine about many more random histories than ./test.sh does: ./soak.sh [FROM-TO], by default 0-3000.
# About five histories a second on two cores; a failure prints its seed and the whole history.
set -euo pipefail
cd "$(dirname "$0")"
seeds=${1:-0-3000}
if [[ ! $seeds =~ ^[0-9]+-[0-9]+$ ]]; then
  echo "Write the seeds as FROM-TO, for example 200-500." >&2
  exit 2
fi
CXDASHBOARD_SEEDS=$seeds exec nice dotnet test CxDashboard.Tests --nologo --logger "console;verbosity=normal" \
  --filter "FullyQualifiedName~RandomHistoriesTests"
