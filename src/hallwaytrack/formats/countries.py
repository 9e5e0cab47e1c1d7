"""Countries by name, for formats that write names where ours are codes (ISO 3166-1 alpha-2).

One table gives both directions: the first name of a code is written, and all of them are read. The
names are the English ones that people use; case, and the dots of "U.S.A.", do not count.
"""

from collections.abc import Mapping
from typing import Final

NAMES: Final[Mapping[str, tuple[str, ...]]] = {
    code: tuple(names.split(", "))
    for code, names in (
        entry.split(": ")
        for entry in """\
AD: Andorra; AE: United Arab Emirates, UAE; AF: Afghanistan; AG: Antigua and Barbuda; AI: Anguilla
AL: Albania; AM: Armenia; AO: Angola; AQ: Antarctica; AR: Argentina; AS: American Samoa; AT: Austria
AU: Australia; AW: Aruba; AX: Åland Islands; AZ: Azerbaijan; BA: Bosnia and Herzegovina
BB: Barbados; BD: Bangladesh; BE: Belgium; BF: Burkina Faso; BG: Bulgaria; BH: Bahrain; BI: Burundi
BJ: Benin; BL: Saint Barthélemy; BM: Bermuda; BN: Brunei; BO: Bolivia; BQ: Caribbean Netherlands
BR: Brazil; BS: Bahamas; BT: Bhutan; BV: Bouvet Island; BW: Botswana; BY: Belarus; BZ: Belize
CA: Canada; CC: Cocos Islands; CD: Democratic Republic of the Congo; CF: Central African Republic
CG: Congo, Republic of the Congo; CH: Switzerland; CI: Ivory Coast, Côte d'Ivoire; CK: Cook Islands
CL: Chile; CM: Cameroon; CN: China; CO: Colombia; CR: Costa Rica; CU: Cuba; CV: Cape Verde
CW: Curaçao; CX: Christmas Island; CY: Cyprus; CZ: Czech Republic, Czechia; DE: Germany
DJ: Djibouti; DK: Denmark; DM: Dominica; DO: Dominican Republic; DZ: Algeria; EC: Ecuador
EE: Estonia; EG: Egypt; EH: Western Sahara; ER: Eritrea; ES: Spain; ET: Ethiopia; FI: Finland
FJ: Fiji; FK: Falkland Islands; FM: Micronesia; FO: Faroe Islands; FR: France; GA: Gabon
GB: U.K., United Kingdom, Great Britain, England, Scotland, Wales, Northern Ireland; GD: Grenada
GE: Georgia; GF: French Guiana; GG: Guernsey; GH: Ghana; GI: Gibraltar; GL: Greenland; GM: Gambia
GN: Guinea; GP: Guadeloupe; GQ: Equatorial Guinea; GR: Greece; GS: South Georgia; GT: Guatemala
GU: Guam; GW: Guinea-Bissau; GY: Guyana; HK: Hong Kong; HM: Heard and McDonald Islands
HN: Honduras; HR: Croatia; HT: Haiti; HU: Hungary; ID: Indonesia; IE: Ireland; IL: Israel
IM: Isle of Man; IN: India; IO: British Indian Ocean Territory; IQ: Iraq; IR: Iran; IS: Iceland
IT: Italy; JE: Jersey; JM: Jamaica; JO: Jordan; JP: Japan; KE: Kenya; KG: Kyrgyzstan; KH: Cambodia
KI: Kiribati; KM: Comoros; KN: Saint Kitts and Nevis; KP: North Korea; KR: South Korea, Korea
KW: Kuwait; KY: Cayman Islands; KZ: Kazakhstan; LA: Laos; LB: Lebanon; LC: Saint Lucia
LI: Liechtenstein; LK: Sri Lanka; LR: Liberia; LS: Lesotho; LT: Lithuania; LU: Luxembourg
LV: Latvia; LY: Libya; MA: Morocco; MC: Monaco; MD: Moldova; ME: Montenegro; MF: Saint Martin
MG: Madagascar; MH: Marshall Islands; MK: North Macedonia, Macedonia; ML: Mali; MM: Myanmar
MN: Mongolia; MO: Macao, Macau; MP: Northern Mariana Islands; MQ: Martinique; MR: Mauritania
MS: Montserrat; MT: Malta; MU: Mauritius; MV: Maldives; MW: Malawi; MX: Mexico; MY: Malaysia
MZ: Mozambique; NA: Namibia; NC: New Caledonia; NE: Niger; NF: Norfolk Island; NG: Nigeria
NI: Nicaragua; NL: Netherlands, The Netherlands; NO: Norway; NP: Nepal; NR: Nauru; NU: Niue
NZ: New Zealand; OM: Oman; PA: Panama; PE: Peru; PF: French Polynesia; PG: Papua New Guinea
PH: Philippines; PK: Pakistan; PL: Poland; PM: Saint Pierre and Miquelon; PN: Pitcairn
PR: Puerto Rico; PS: Palestine; PT: Portugal; PW: Palau; PY: Paraguay; QA: Qatar; RE: Réunion
RO: Romania; RS: Serbia; RU: Russia; RW: Rwanda; SA: Saudi Arabia; SB: Solomon Islands
SC: Seychelles; SD: Sudan; SE: Sweden; SG: Singapore; SH: Saint Helena; SI: Slovenia
SJ: Svalbard and Jan Mayen; SK: Slovakia; SL: Sierra Leone; SM: San Marino; SN: Senegal
SO: Somalia; SR: Suriname; SS: South Sudan; ST: São Tomé and Príncipe; SV: El Salvador
SX: Sint Maarten; SY: Syria; SZ: Eswatini; TC: Turks and Caicos Islands; TD: Chad
TF: French Southern Territories; TG: Togo; TH: Thailand; TJ: Tajikistan; TK: Tokelau
TL: Timor-Leste; TM: Turkmenistan; TN: Tunisia; TO: Tonga; TR: Turkey, Türkiye
TT: Trinidad and Tobago; TV: Tuvalu; TW: Taiwan; TZ: Tanzania; UA: Ukraine; UG: Uganda
UM: United States Minor Outlying Islands; US: U.S.A., United States, United States of America, U.S.
UY: Uruguay; UZ: Uzbekistan; VA: Vatican City; VC: Saint Vincent and the Grenadines; VE: Venezuela
VG: British Virgin Islands; VI: U.S. Virgin Islands; VN: Vietnam; VU: Vanuatu
WF: Wallis and Futuna; WS: Samoa; XK: Kosovo; YE: Yemen; YT: Mayotte; ZA: South Africa; ZM: Zambia
ZW: Zimbabwe""".replace("\n", "; ").split("; ")
    )
}


def _plain(name: str) -> str:
    return name.replace(".", "").strip().casefold()


CODES: Final = {_plain(name): code for code, names in NAMES.items() for name in names}


def code_of(name: str) -> str | None:
    """The code of a country's name, or of a code itself; None for what is no country.

    >>> code_of("USA"), code_of("U.S.A."), code_of("de"), code_of("Atlantis")
    ('US', 'US', 'DE', None)
    """
    if name.strip().upper() in NAMES:
        return name.strip().upper()
    return CODES.get(_plain(name))


def name_of(code: str) -> str | None:
    """The usual name of a country; None for a code of none.

    >>> name_of("CZ")
    'Czech Republic'
    """
    names = NAMES.get(code)
    return names[0] if names else None
