#!/usr/bin/env bash
# Trains a character model on a text and has it write: samples/charlm.sh [TEXT FILE] [OPTIONS]; without a text it learns from the XML documentation
# in the .NET SDK. All arguments go to the program; see samples/charlm.sh --help.
# The weights, the training log and the checkpoint are written to the current directory unless --save says otherwise.
set -euo pipefail
source "$(dirname "${BASH_SOURCE[0]}")/start.sh"
start CharLm charlm "$@"
