#!/usr/bin/env python3
"""Judges identifiers with python-stdnum and pycountry: the independent oracle.

Reads lines TYPE<TAB>VALUE, writes one line for each: 1 valid, 0 not valid, ? no oracle.
"""

import datetime
import re
import sys

import pycountry
from stdnum import bic, iban, imei, imo, imsi, isin, iso6346, lei, luhn, mac, verhoeff
from stdnum.be import bis, eid, nn, ssn
from stdnum.be import vat as be_vat
from stdnum.be.iban import _calc_check_digits
from stdnum.de import handelsregisternummer, idnr, stnr
from stdnum.de import vat as de_vat
from stdnum.eu import nace
from stdnum.eu import vat as eu_vat
from stdnum.lu import tva
from stdnum.nl import bsn, btw, identiteitskaartnummer


def matricule(value):
    """A valid date, a Luhn and a Verhoeff digit, each over the first eleven."""
    if len(value) != 13 or not value.isdigit():
        return False
    try:
        day = datetime.date(int(value[:4]), int(value[4:6]), int(value[6:8]))
    except ValueError:
        return False
    return (
        datetime.date(1800, 1, 1) <= day <= datetime.date.today()
        and luhn.is_valid(value[:12])
        and verhoeff.is_valid(value[:11] + value[12])
    )


def account(value):
    """Without the table of Belgian banks, but with the Belgian check number."""
    if not iban.is_valid(value, check_country=False):
        return False
    return value[:2] != "BE" or value[-2:] == _calc_check_digits(value[4:-2])


def subdivision(value):
    if not re.fullmatch("[A-Z]{2}-[A-Z0-9]{1,3}", value):
        return False
    if pycountry.countries.get(alpha_2=value[:2]) is None:
        return value[:2] == "XK"
    if value[:2] not in ("BE", "NL", "LU", "DE", "FR"):
        return True
    return pycountry.subdivisions.get(code=value) is not None


def activity(value):
    """Either revision; of national subclasses, and points elsewhere, it knows nothing."""
    if not re.fullmatch(r"[A-Z]|[0-9]{2}(\.[0-9]{1,2})?", value):
        return None
    return any(nace.is_valid(value, revision=revision) for revision in ("2.0", "2.1"))


def currency(value):
    """Of funds, metals and test codes no opinion: nobody pays in them."""
    known = pycountry.currencies.get(alpha_3=value)
    funds = ("BOV", "CHE", "CHW", "CLF", "COU", "MXV", "USN", "UYI", "UYW")
    special = value in funds or value.startswith("X")
    return None if special or value == "BGN" else known is not None


def entity(value):
    """It checks digits wherever they stand; the standard wants two at the end."""
    return lei.is_valid(value) if re.fullmatch("[A-Z0-9]{18}[0-9]{2}", value) else None


JUDGES = {
    "be-niss": ssn.is_valid,
    "be-nn": nn.is_valid,
    "be-bis": bis.is_valid,
    "be-kbo": be_vat.is_valid,
    "be-vat": be_vat.is_valid,
    "be-eid": eid.is_valid,
    "nl-bsn": bsn.is_valid,
    "nl-rsin": bsn.is_valid,
    "nl-vat": btw.is_valid,
    "nl-document": identiteitskaartnummer.is_valid,
    "lu-matricule": matricule,
    "lu-vat": tva.is_valid,
    "de-idnr": idnr.is_valid,
    "de-vat": de_vat.is_valid,
    "de-steuernummer": stnr.is_valid,
    "de-handelsregister": handelsregisternummer.is_valid,
    "eu-vat": eu_vat.is_valid,
    "iban": account,
    "bic": bic.is_valid,
    "lei": entity,
    "isin": isin.is_valid,
    "country": lambda value: value == "XK" or pycountry.countries.get(alpha_2=value) is not None,
    "subdivision": subdivision,
    "currency": currency,
    "nace": activity,
    "container": iso6346.is_valid,
    "imo": imo.is_valid,
    "imei": imei.is_valid,
    "imsi": imsi.is_valid,
    "mac": lambda value: mac.is_valid(value, validate_manufacturer=False),
}

for line in sys.stdin:
    name, value = line.rstrip("\n").split("\t")
    judge = JUDGES.get(name)
    verdict = None if judge is None else judge(value)
    print("?" if verdict is None else int(bool(verdict)))
