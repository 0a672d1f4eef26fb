"""Words about the release itself: second tries, packs, 3D, subtitles burnt in, notes of the scene."""

CERTAIN = {
    "repack | rerip | repackaged | re pack | re rip": {"proper_or_repack": True},
    "repack2 | repack3 | rerip2 | 2ndrepack | 2nd repack": {"proper_or_repack": True},
    "real proper": {"proper_or_repack": True},
    "half sbs | hsbs | h sbs | sbs 3d | full sbs | fsbs | half side by side | half ou | h ou | hou | half tab | htab"
    " | h tab | full ou | 3d hsbs | 3d sbs | 3d half sbs | 3d half ou | 3d hou | 3d h ou | 3d h sbs | 3d full sbs"
    " | 3d tab | 3d htab | sbs3d": {"three_d": True},
    "hardsub | hardsubs | hardsubbed | hard sub | hard subs | hardcoded subs | hardcoded": {"hardcoded_subs": True},
    "readnfo | read nfo": {"junk": True},
    "dirfix | nfofix | samplefix | prooffix | subfix | syncfix | audiofix | proof fix | nfo fix | rarfix": {
        "junk": True
    },
    "preair | pre air": {"junk": True},
    "reenc | re enc | reencoded | re encoded": {"junk": True},
    "upscaled | upscale | ai upscaled | ai upscale | upscalled": {"upscaled": True},
    "complete series | complete seasons | complete season | complete collection | season complete | series complete"
    " | full series | full season | full seasons | all seasons | complete miniseries | complete pack | complete set"
    " | the complete series | the complete season | the complete seasons | the complete collection | l'integrale"
    " | ultimate collection | complete tv series | temporada completa | serie completa | season full | season pack"
    " | saison complete | intégrale complète | serie integrale | mini series complete | complete mini series"
    " | the complete miniseries": {"complete": True},
    "vr180 | vr 180 | vr360 | vr 360": {"three_d": True},
}
TAIL = {
    "proper | real": {"proper_or_repack": True},
    "3d | sbs | tab": {"three_d": True},
    "hc": {"hardcoded_subs": True},
    "hcsubs | hcsub | hc subs | hcesub | hc esub | hcesubs": {"hardcoded_subs": True, "subtitle_languages": "en"},
    "internal | int": {"junk": True},
    "retail": {"junk": True},
    "ws | fs | oar | widescreen | fullscreen | stv | dtv": {"junk": True},
    "ntsc | pal | secam": {"junk": True},
    "convert | converted": {"junk": True},
    "docu | doku": {"junk": True},
    "custom": {"junk": True},
    "proof | sample": {"junk": True},
    "colorized | colourized": {},
    "complete | integrale | intégrale | integral | completa | complet | complète | completo": {"complete": True},
    "miniseries": {},
    "mux | muxed": {},
    "rip | enc": {},
    "fastsub | fast": {},
    "final | end | fin | uncropped": {},
    "batch": {"complete": True},
    "exclusive": {},
    "dxva | nfo | x": {},
    "vfr | cfr | cx | hp": {},
    "extras | bonus": {},
    "west feed | east feed | west coast feed | east coast feed | home feed": {},
    "no logo | new": {},
    "r1 | r2 | r3 | r4": {},
    "quality | true": {},
    "unaired": {},
}
SHOUTED = {"VO": {}, "OU": {"three_d": True}, "OP": {}, "ED": {}, "NCOP": {}, "NCED": {}, "NC OP": {}, "NC ED": {}}
"""OP, ED: songs of an anime without the credits."""
