"""The laws try the same examples on every run, so that a change is judged by what it changed.

`HYPOTHESIS_PROFILE=explore` looks elsewhere, at random.
"""

import os

from hypothesis import settings

settings.register_profile("same", derandomize=True, deadline=None)
settings.register_profile("explore", deadline=None)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "same"))
