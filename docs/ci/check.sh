#!/bin/sh
# Any CI, or a hand: checks the project in the folder where it is run. Exit code: 0 holds, 1 does not hold, 2 cannot run.
set -eu
expograph=${EXPOGRAPH:-expograph}
"$expograph" --project . validate mappings/*.ttl mappings/registry/*.ttl # what the mappings say now
"$expograph" --project . build --check                                   # graph/ is what they say
