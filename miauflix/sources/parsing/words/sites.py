"""Endings of addresses, to tell a site's mark from a group."""

from miauflix.sources.parsing.words import listed

TOP_LEVEL = listed(
    "com net org info biz ru cz hu pl se nl to cc re io ag eu uk in vip pics party phd world show rodeo tel"
    " ms sbs be fi ch nu tw cf mx lt am pm ws site club xyz online top life live me cx"
)
SURE_TOP_LEVEL = listed("com net org info ru")
"""Believed without brackets or a www in front."""
WWW = listed("www ww wwww")
