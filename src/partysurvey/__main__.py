"""`python -m partysurvey` is the same program."""

from partysurvey.cli.app import main

main()
