#!/usr/bin/env bash
# Trains LeNet on Fashion-MNIST: gets the data, builds, trains and tests. All options go to the program; see samples/lenet.sh --help.
# The weights, the training log and the checkpoint are written to the current directory unless --save says otherwise.
set -euo pipefail
source "$(dirname "${BASH_SOURCE[0]}")/start.sh"
start LeNet lenet "$@"
