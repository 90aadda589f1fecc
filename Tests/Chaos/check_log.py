"""scripts/check-log.py as a module: it shares no code with the exchange."""

import importlib
import pathlib
import sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[2] / "scripts"))
sys.dont_write_bytecode = True  # The next one lies among our sources.
log = importlib.import_module("check-log")
FAILURES = (log.Refused, log.Failed)
