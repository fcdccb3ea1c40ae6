"""taps: what a button carries: a verb, an id, a short argument. Never a word about health, never a name.

A button stays tappable for ever, so a verb is never reused for something else; an unknown one gets a friendly answer.
Whoever handles a tap must check that the id belongs to the person who tapped: data can be forged.
"""

from dataclasses import dataclass
from enum import StrEnum

LONGEST_BYTES = 64
"""Source: Bot API, InlineKeyboardButton.callback_data."""


class Verb(StrEnum):
    """Two or three letters each. One block a room; the comment says what `id` and `arg` are."""

    # joining and settings (id: person; arg: the choice)
    LANGUAGE = "jl"
    ADULT = "ja"
    AGREE = "jr"
    MORE = "jm"
    SHARE = "js"
    COUNTRY = "jc"
    COUNTRY_PAGE = "jcp"
    ZONE = "jz"
    ZONE_SEARCH = "jzs"
    CHECKIN_TIME = "jt"
    ARRIVED = "jv"
    SETTING = "st"
    SETTING_VALUE = "stv"
    CONSENT = "cn"
    DELETE = "de"
    EXPORT = "ex"
    INVITE = "iv"
    # doses (id: reminder; arg: plan id or minutes)
    DOSE_SHOW = "ds"
    DOSE_HIDE = "dh"
    DOSE_TAKEN = "dt"
    DOSE_LATER = "dl"
    DOSE_SNOOZE = "dz"
    DOSE_SKIP = "dk"
    DOSE_UNSURE = "du"
    DOSE_UNDO = "dx"
    DOSE_LATE = "dw"
    DOSE_WHY = "dy"
    DOSE_VOMITED = "dv"
    DOSES_ASKED = "da"
    DOSES_SILENT = "dn"
    DOSE_AT = "dq"  # arg: minutes after its time, or t: it will be typed
    DOSE_TWICE = "d2"
    DOSE_MOVE = "dp"  # arg: minutes from its own time; none: which are allowed
    NEEDED = "dj"  # id: plan; arg: l, or the places of medicine and dose
    NEEDED_UNDO = "djx"
    DAY = "dd"  # id: person; arg: the day
    TRAVEL = "dg"  # id: person; arg: h home times, l local times
    # supply (id: reminder, or plan; arg: a choice and the place of the medicine)
    SUPPLY = "sy"
    SUPPLY_COUNT = "sc"
    SUPPLY_OUT = "sx"
    # check-in (id: check-in; arg: item and answer)
    CHECKIN_START = "cs"
    CHECKIN_FLAG = "cf"
    CHECKIN_ANSWER = "ca"
    CHECKIN_STOP = "cx"
    CHECKIN_DONE = "cd"
    CHECKIN_SNOOZE = "cz"  # id: reminder
    CHECKIN_UNKNOWN = "ct"  # no thermometer
    CHECKIN_EVERY = "ce"  # arg: d, w
    CHART = "ch"  # arg: item code
    # help (id: report)
    HELP_CALLING = "hc"
    HELP_CANNOT_CALL = "hn"
    HELP_SOMEONE_HERE = "hs"
    HELP_OTHER_COUNTRY = "ho"
    HELP_COUNTRY = "hy"
    HELP_COUNTRY_PAGE = "hyp"
    HELP_NEED = "hh"
    HELP_OK = "hk"
    HELP_TELL_TEAM = "ht"
    HELP_TELL_NOBODY = "hx"
    HELP_FOLLOW_UP = "hf"
    HELP_SAFE = "hb"
    # alerts and tasks (id: alert, task or person)
    ALERT_ACKNOWLEDGE = "aa"
    ALERT_OPEN = "ao"
    ALERT_OUTCOME = "at"
    ALERT_HAND_OVER = "ah"
    ALERT_CLOSE = "ac"
    ALERT_NOTE = "an"
    ALERT_TIMELINE = "al"
    ALERT_BUTTONS = "ab"
    REVIEW_MISSED = "rm"
    REVIEW_FILE = "rf"
    TASK_DONE = "td"
    CASE_OPEN = "co"
    CASE_CHECKINS = "cc"
    CASELOAD_PAGE = "cp"
    ON_CALL = "oc"
    CASE_NOTE = "csn"  # id: patient, as in the next three
    CASE_CONTACT = "csc"  # arg: what came of it
    CASE_HAND_OVER = "csh"  # arg: to whom
    CASE_LEFT = "csl"
    TASK_DROP = "tdr"
    REQUEST_ANSWER = "tra"  # id: task; arg: what is answered
    CASE_PACK = "csp"  # id: patient; arg: which questions
    NUMBER_ENTER = "nen"  # id: patient; arg: the number that was checked
    COVER = "cov"  # id: who covers, 0: nobody; arg: days
    # plans (id: plan or waiting file; arg: warning number, person id, a choice)
    PLAN_ASKED = "pa"
    PLAN_FOR = "pf"
    PLAN_NEW_PATIENT = "pn"
    PLAN_CANCEL = "pc"
    PLAN_SIGN = "ps"
    PLAN_READ = "pr"
    PLAN_STEPS = "pp"
    PLAN_REQUEST = "pq"
    PLAN_OPEN = "po"
    PLAN_SHOW = "pw"
    PLAN_HERE = "ph"
    PLAN_END = "pe"
    PLAN_CASE = "pk"
    PLAN_MANY = "pm"
    PLAN_ZONE = "pz"
    PLAN_START = "pt"
    PLAN_ON = "pv"  # id: a plan that was turned off
    PLAN_REFILL = "pg"  # arg: days
    PLAN_FILES = "pi"  # id: person; arg: documents.filed.Paper
    # aftercare (id: reminder of a visit; arg: y, n, m or a choice)
    VISIT_SHOW = "vs"
    VISIT_HIDE = "vh"
    VISIT_WENT = "vw"
    VISIT_CHANGE = "vc"
    VISIT_REBOOK = "vb"
    CARE = "vo"  # id: plan; arg: the service's place in it, after y or n where that is the answer
    CARE_ANSWER = "va"
    CARE_PLAN = "vp"
    # recovery and the coping plan (id: person; arg: a choice)
    RECOVERY = "rr"
    RECOVERY_COUNT = "rc"
    RECOVERY_DAY = "rd"
    RECOVERY_USED = "ru"
    COPE = "qo"
    COPE_WRITE = "qw"
    # where a person is (id: person; arg: a choice)
    HOSPITAL = "wh"
    HOME = "wo"
    WHERE = "ww"
    WHERE_SET = "wt"
    PHASE_SET = "wp"
    SUPPORTER = "su"  # id: person
    SUPPORTER_END = "se"  # id: supporter
    SUPPORTERS_SUSPEND = "ss"  # id: patient
    MORE_BUTTONS = "mb"  # simple mode: the message's other buttons
    LEARN = "le"  # id: 0; arg: codes of medicine and card, and who reads
    # a test message of `taperline doctor`
    TEST_SEEN = "ts"
    # nothing happens, the button only shows something
    NOTHING = "x"


@dataclass(frozen=True, slots=True, kw_only=True)
class Tap:
    """A tapped button, read back."""

    verb: Verb
    id: int
    arg: str = ""


def data(verb: Verb, subject: int = 0, arg: str = "") -> str:
    """The callback data of a button. Raises ValueError beyond Telegram's 64 bytes."""
    written = f"{verb.value}:{subject}:{arg}" if arg else f"{verb.value}:{subject}"
    if len(written.encode()) > LONGEST_BYTES:
        raise ValueError(f"callback data of {verb.name} is too long")
    return written


def read(written: str) -> Tap | None:
    """The tap in `written`, or None: it is not one of ours (any more)."""
    verb, _, rest = written.partition(":")
    subject, _, arg = rest.partition(":")
    try:
        return Tap(verb=Verb(verb), id=int(subject), arg=arg)
    except ValueError:
        return None
