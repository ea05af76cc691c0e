#!/bin/sh
. "${0%/*}/harness.sh"
test_done
