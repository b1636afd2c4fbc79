#!/usr/bin/env bash
# Learns to translate dates as people write them into ISO 8601, or the pairs of a file, and shows what the network attends to: samples/translate.sh [OPTIONS].
# All arguments go to the program; see samples/translate.sh --help.
# The weights, the training log and the checkpoint are written to the current directory unless --save says otherwise.
set -euo pipefail
source "$(dirname "${BASH_SOURCE[0]}")/start.sh"
start Translate translate "$@"
