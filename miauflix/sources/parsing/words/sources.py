"""Where the picture was taken from."""

CERTAIN = {
    "bluray | blu ray | bd rom | bdmv | bdiso | bd iso | bluray full | full bluray | blueray | blurayrip | bluray rip"
    " | blu ray rip | brmux | bdmux | bluraymux": {"source": "bluray"},
    "uhd bluray | uhd blu ray | uhdbd | uhd bd | bluray uhd | blu ray uhd | ultrahd bluray | ultra hd bluray"
    " | uhdbluray | ultrahd blu ray | ultra hd blu ray": {"source": "bluray", "loose_resolution": "2160p"},
    "3d bluray | bluray 3d | bluray3d | 3dbluray | bd3d | 3dbd | 3d blu ray | blu ray 3d": {
        "source": "bluray",
        "three_d": True,
    },
    "complete bluray | complete blu ray | complete bd": {"source": "bluray", "disc": True},
    "complete uhd bluray | complete uhd blu ray": {"source": "bluray", "disc": True, "loose_resolution": "2160p"},
    "bd25 | bd50 | bd66 | bd100 | bd5 | bd9": {"source": "bluray", "disc": True},
    "bdrip | bd rip | bdripmux | bdlight | bd light | bluraylight | bdrips": {
        "source": "bluray",
        "source_detail": "bdrip",
    },
    "brrip | br rip | brripmux | brdrip": {"source": "bluray", "source_detail": "brrip"},
    "uhdrip | uhd rip | uhdbdrip | uhd bdrip": {
        "source": "bluray",
        "source_detail": "uhdrip",
        "loose_resolution": "2160p",
    },
    "bdremux | bd remux | brremux | bluray remux | blu ray remux | remux bluray | bdrmux": {
        "source": "bluray",
        "remux": True,
    },
    "uhdremux | uhd remux | uhdbdremux | uhd bdremux | 4kuhdremux | 4kremux | 4k remux | uhd bluray remux": {
        "source": "bluray",
        "remux": True,
        "loose_resolution": "2160p",
    },
    "remux | hybrid remux | remuxed": {"remux": True},
    "web dl | webdl | web dlrip | webdlrip | web dl rip | webdlmux | web dlmux | dlmux | webhd | web hd | webhdrip"
    " | web hdrip | webmux | web mux | webcap | web cap": {"source": "web", "source_detail": "webdl"},
    "webrip | web rip | webrips | web rips": {"source": "web", "source_detail": "webrip"},
    "webuhd | web uhd | webuhdrip": {"source": "web", "loose_resolution": "2160p"},
    "vodrip | vod rip | vodhd | vodhdrip | pvod": {"source": "web"},
    "hdtv | hd tv | hdtvrip | hdtv rip | hd tv rip | hdtvmux | hdtvi | ahdtv | a hdtv | tvhd | tvhdrip | hdtvhd": {
        "source": "tv"
    },
    "uhdtv | uhd tv | uhdtvrip": {"source": "tv", "loose_resolution": "2160p"},
    "pdtv | pdtvrip | sdtv | dsr | dsrip | ds rip | dsrrip | satrip | sat rip | dvbrip | dvb rip | dvb | dvbt | dvbc"
    " | dvb t | dvb s | dvb s2 | dvbs | dthrip | dth rip | dtvrip | dtv rip | tvrip | tv rip | tvrips | hdsat | stv rip"
    " | cabletv | digitv | iptv rip | stbrip | dvtv": {"source": "tv"},
    "hr pdtv | hr ws pdtv | hr hdtv | hr ws hdtv": {"source": "tv"},
    "ppv | ppvrip | ppv rip | hdppv": {"source": "tv"},
    "raw hd | rawhd": {"source": "tv", "raw": True},
    "dvdrip | dvd rip | dvdrips | dvdmux | dvdripmux | hqdvdrip | dvd9rip | dvd5rip | hdvdrip": {
        "source": "dvd",
        "source_detail": "dvdrip",
    },
    "dvdr | dvd r | dvd5 | dvd 5 | dvd9 | dvd 9 | dvd10 | fulldvd | full dvd | video ts | dvd full | dvdfull"
    " | 2xdvd9 | 2xdvd5 | mdvdr | ndvdr | pdvdr | dvd9s": {"source": "dvd", "dvd_full": True},
    "r5 dvdrip | dvd r5 | dvdr5 | r5 dvd": {"source": "dvd", "source_detail": "r5"},
    "hddvd | hd dvd | hddvdrip | hd dvdrip | hd dvd rip": {"source": "hddvd"},
    "dvdscr | dvd scr | dvdscreener | dvd screener | dvdscrrip | bdscr | bd scr | brscr | br scr | br screener"
    " | bluray scr | bluray screener | webscr | web scr | webscreener | hdscr | hd scr | screener | scr rip | scrrip"
    " | predvd | pre dvd | predvdrip | pre dvdrip | predvd rip | pdvdrip | pdvd | pdvd rip": {"source": "screener"},
    "hdcam | hd cam | camhd | camrip | cam rip | camrp | hdcamrip | hd camrip | hqcam | hq cam | hqcamrip | newcam"
    " | new cam | s print | sprint print | cam hd | camrips": {"source": "cam"},
    "telesync | hdts | hd ts | hdtsrip | hd tsrip | tsrip | ts rip | hqts | hq ts | telesynch | hdtsync": {
        "source": "telesync"
    },
    "telecine | hdtc | hd tc | hdtcrip | hd tcrip | tcrip | tc rip": {"source": "telecine"},
    "workprint | work print | wprint": {"source": "workprint"},
    "vhsrip | vhs rip | vhsrips | vhsscr | vhs scr": {"source": "vhs"},
    "hdrip | hd rip | hdrips | hq hdrip | microhd | micro hd | 4krip": {"source": "hdrip"},
    "dmrip | dm rip | digital master | digitalmaster": {"source": "master"},
    "laserdisc rip | ldrip | ld rip": {},
    "hdlight | hd light | 4klight | 4k light | mhd | minihd | mini hd | uhdlight | uhd light": {},
}
TAIL = {
    "web": {"source": "web"},
    "bd | brd | br": {"source": "bluray"},
    "dvd | dvds": {"source": "dvd"},
    "tv": {},
    "cam": {"source": "cam"},
    "ts | tsync": {"source": "telesync"},
    "tc": {"source": "telecine"},
    "scr": {"source": "screener"},
    "vhs": {"source": "vhs"},
    "r5 | r6": {"loose_source": "dvd", "source_detail": "r5"},
    "vod": {"source": "web"},
    "ld | laserdisc": {},
    "iso | disc": {},
}
SHOUTED = {"WP": {"source": "workprint"}, "DM": {"source": "master"}}
