"""Marks that others leave around the name of a release group."""

from miauflix.sources.parsing.words import listed

REPOSTED = listed(
    "obfuscated scrambled postbot xpost asrequested alternativetorequested gerov buymore z0ids3n chamele0n"
    " altezachen repackpost whiterev nzbgeek 4p 4planet 4planethd rp 1 pre sample"
)
"""Behind the group, after a hyphen: -GROUP-Obfuscated."""
REPOSTED_PREFIXES = ("rakuv", "obfuscat", "repost")

INDEXES = listed("rartv rarbg ettv eztv tgx glodls ethd cttv publichd rick prime vtv utr mkvtv qxr")
"""In brackets behind the group: -GROUP[rartv]."""

BY = frozenset({"by", "от", "par"})
YTS = frozenset({"yts", "yify"})
"""One group under two names, which sets its name anywhere behind the title."""
