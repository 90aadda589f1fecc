"""What the benchmarks of the exchange have in common from their command line to their figures."""

import argparse
import pathlib
import signal
import sys

from exchange import measuring_folder
from figures import Figures
from processes import Broken


def main(description, goals, measure, **numbers):
    """Measures in a temporary folder, and ends with 1 if that fails or shows what must not be.

    `measure` gets options, folder and figures, and gives how many calls have failed; `numbers` are
    the options that it has besides, with their defaults.
    """
    parser = argparse.ArgumentParser(description=description.splitlines()[0])
    parser.add_argument("programs", type=pathlib.Path, help="where formserver and formclient lie")
    parser.add_argument("--json", type=pathlib.Path, metavar="FILE")
    for name, default in numbers.items():
        parser.add_argument(f"--{name}", type=int, default=default)
    options = parser.parse_args()
    # Everything that was started is ended on the way out.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    figures = Figures()
    try:
        with measuring_folder() as folder:
            failures = measure(options, folder, figures)
    except Broken as error:
        if figures.units:
            figures.show(goals)
        sys.exit(f"bench: {error}")
    is_good = figures.show(goals)
    if failures:
        print(f"{failures} calls failed")
    if options.json:
        figures.write(options.json)
    sys.exit(0 if is_good and not failures else 1)
