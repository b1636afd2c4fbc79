#!/usr/bin/env bash
# Trains a network of "Dive into Deep Learning" on Fashion-MNIST: gets the data, builds, trains and tests. All options go to the program; see
# samples/vision.sh --help. The weights, the training log and the checkpoint are written to the current directory unless --save says otherwise.
set -euo pipefail
source "$(dirname "${BASH_SOURCE[0]}")/start.sh"
start Vision vision "$@"
