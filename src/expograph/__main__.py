"""`python -m expograph`."""

from expograph.cli import main

main()
