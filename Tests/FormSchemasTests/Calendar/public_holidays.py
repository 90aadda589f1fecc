"""Prints the public holidays by the package `holidays`: one line "CALENDAR YYYY-MM-DD" each.

Usage: public_holidays.py FIRST_YEAR LAST_YEAR
"""

import sys

import holidays


def main():
    years = range(int(sys.argv[1]), int(sys.argv[2]) + 1)
    for calendar in ("BE", "NL", "LU", "FR", "DE", "DE-NW"):
        country, _, part = calendar.partition("-")
        for day in sorted(holidays.country_holidays(country, subdiv=part or None, years=years)):
            print(calendar, day.isoformat())


if __name__ == "__main__":
    main()
