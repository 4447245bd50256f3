"""`python -m partysurvey` is the same program."""

from partysurvey.cli.app import main

if __name__ == "__main__":  # processes of an engine import this file too
    main()
