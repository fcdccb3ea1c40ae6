"""tests: seen first by each worker of a test run, and by the processes that it starts through the environment.

They keep the bytecode of what they import, also where the environment says otherwise: hundreds of processes begin
during one run, and without it each of them would compile the whole program anew.
"""

import os
import sys

sys.dont_write_bytecode = False
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
