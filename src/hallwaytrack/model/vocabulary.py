"""The closed vocabularies: words that a member may hold, and no others."""

from typing import Literal, TypeAlias

VirtualKind: TypeAlias = Literal["join", "stream", "chat", "phone"]
Role: TypeAlias = Literal[
    "speaker",
    "host",
    "facilitator",
    "moderator",
    "panelist",
    "mentor",
    "organizer",
    "note_taker",
    "interpreter",
    "performer",
    "other",
]
MaterialKind: TypeAlias = Literal[
    "slides", "recording", "code", "handout", "photos", "article", "link"
]
SponsorKind: TypeAlias = Literal[
    "money", "venue", "catering", "in_kind", "media", "mentoring", "donated_technology"
]
SessionKind: TypeAlias = Literal[
    "keynote",
    "talk",
    "breakout",
    "workshop",
    "panel",
    "lightning",
    "discussion",
    "demo",
    "open_floor",
    "break",
    "social",
    "registration",
    "other",
]
EventKind: TypeAlias = Literal[
    "launch",
    "conference",
    "tour_stop",
    "meeting",
    "community_evening",
    "workshop",
    "hackathon",
    "unconference",
    "social",
    "other",
]
Status: TypeAlias = Literal["tentative", "confirmed", "cancelled", "postponed"]
GroupStatus: TypeAlias = Literal["forming", "active", "dormant", "closed"]
Recording: TypeAlias = Literal["allowed", "opt_out", "unknown"]
AssignmentStatus: TypeAlias = Literal[
    "applied",
    "offered",
    "waitlisted",
    "confirmed",
    "declined",
    "withdrawn",
    "checked_in",
    "no_show",
    "done",
]
Attendance: TypeAlias = Literal["in_person", "online", "hybrid", "to_be_announced"]

COLORS = frozenset(
    """aliceblue antiquewhite aqua aquamarine azure beige bisque black blanchedalmond blue
    blueviolet brown burlywood cadetblue chartreuse chocolate coral cornflowerblue cornsilk crimson
    cyan darkblue darkcyan darkgoldenrod darkgray darkgreen darkgrey darkkhaki darkmagenta
    darkolivegreen darkorange darkorchid darkred darksalmon darkseagreen darkslateblue darkslategray
    darkslategrey darkturquoise darkviolet deeppink deepskyblue dimgray dimgrey dodgerblue firebrick
    floralwhite forestgreen fuchsia gainsboro ghostwhite gold goldenrod gray green greenyellow grey
    honeydew hotpink indianred indigo ivory khaki lavender lavenderblush lawngreen lemonchiffon
    lightblue lightcoral lightcyan lightgoldenrodyellow lightgray lightgreen lightgrey lightpink
    lightsalmon lightseagreen lightskyblue lightslategray lightslategrey lightsteelblue lightyellow
    lime limegreen linen magenta maroon mediumaquamarine mediumblue mediumorchid mediumpurple
    mediumseagreen mediumslateblue mediumspringgreen mediumturquoise mediumvioletred midnightblue
    mintcream mistyrose moccasin navajowhite navy oldlace olive olivedrab orange orangered orchid
    palegoldenrod palegreen paleturquoise palevioletred papayawhip peachpuff peru pink plum
    powderblue purple red rosybrown royalblue saddlebrown salmon sandybrown seagreen seashell sienna
    silver skyblue slateblue slategray slategrey snow springgreen steelblue tan teal thistle tomato
    turquoise violet wheat white whitesmoke yellow yellowgreen""".split()  # noqa: SIM905
)
"""The colour names of CSS Color Module Level 3, section 4.3."""
