"""plans/problem_words: the sentence and the mend for each problem a plan file can have.

Belongs here: what is wrong, how to mend it. Not here: finding problems (checked.py and its neighbours).

A mend is about the file. It never invites changing an order: where the order itself is in doubt it says whom to ask.
"""

from collections.abc import Mapping

_ASK = "Ask {prescriber} what was ordered."

WORDS: Mapping[str, tuple[str, str]] = {
    # The file as a whole
    "file-large": ("The file is larger than {most}.", "Send only the plan, without pictures or other sheets."),
    "file-empty": ("The file is empty.", "Send the plan as YAML, CSV, XLSX or FHIR JSON."),
    "file-kind": ("This is no plan file I can read: {value}.", "Send the plan as .yaml, .csv, .xlsx or FHIR .json."),
    "file-encoding": ("The text is not UTF-8.", "Save it again as UTF-8 (in Excel: “CSV UTF-8”)."),
    "file-broken": ("The file cannot be read: {value}.", "Save it again in the program that made it."),
    "file-deep": ("The file is nested too deeply for a plan.", "Compare it with the example plan."),
    "yaml-broken": ("This line is not YAML: {value}.", "Check blanks at the start of the line, colons and quotes."),
    "yaml-alias": ("Anchors and aliases are not read here.", "Write the value out at this place."),
    "yaml-tag": ("Tags (!…) are not read here.", "Remove the tag, leave the value."),
    "yaml-many": ("The file holds more than one YAML document.", "Send one plan per file."),
    "version-unknown": ("Schema version {value} is not known here.", "This program reads schema_version: {known}."),
    # Keys and structure
    "key-twice": ("“{named}” stands twice, first at {first}.", "Keep the one that was ordered. " + _ASK),
    "key-missing": ("“{named}” is missing in {what}.", "Add “{named}” as it stands in {prescriber}'s order."),
    "key-unknown": ("“{named}” is not known in {what}.", "Known here: {known}."),
    "key-unknown-near": ("“{named}” is not known in {what}.", "Did you mean “{near}”?"),
    "text-wanted": ("“{named}” should hold one value.", "Write a single value, not a list or a table."),
    "mapping-wanted": ("Here {what} should stand, with its keys.", "Compare it with the example plan."),
    "too-many": ("There are more {what} than {most}.", "Split the plan, or check that the file is a plan."),
    # Tables
    "sheet-unknown": ("The sheet “{name}” is no part of a plan.", "Known: {known}. A sheet for people is called help."),
    "taper-missing": ("There is no table of steps.", "Add a table with medicine, from, until and a column per time."),
    "column-unknown": ("The column “{named}” is not known.", "Known: {known}, and times such as 8:00."),
    "column-twice": ("The column “{named}” stands twice.", "Keep the one that was ordered. " + _ASK),
    "column-differs": ("“{named}” is {value} here and {first} above.", "One file holds one plan. " + _ASK),
    "medicine-which": ("“{named}” does not say for which medicine.", "Put it into a table called medicines."),
    "medicine-unknown": ("{value} is not among the medicines.", "Listed: {known}. " + _ASK),
    "service-unknown": ("{value} is not among the services.", "Listed: {known}."),
    "instruction-two": ("One step has two instructions.", "Keep one for the whole step, as ordered."),
    "cycle-days": ("The days of the cycle are not counted 1, 2, 3.", "Give each day of the cycle its number."),
    "cell-merged": ("“{value}” is merged over several columns.", "Split the cell. " + _ASK),
    "formula-empty": ("This formula has no stored value.", "Open and save the file in Excel, or type the value."),
    "xlsx-old": ("This is an old .xls file, or it has a password.", "Save it as .xlsx without a password."),
    # FHIR
    "json-broken": ("This is not JSON: {value}.", "Send the file as the record system wrote it."),
    "fhir-kind": ("{value} is not a resource I can load.", "Send a Bundle with MedicationRequest, or one of those."),
    "fhir-nothing": ("There is no MedicationRequest in it.", "Send the orders too, not only the care plan."),
    "fhir-status": ("The order's status is {value}.", _ASK + " Only active and draft orders are loaded."),
    "fhir-intent": ("The order's intent is {value}, which is no order.", _ASK),
    "fhir-not": ("It says that this must NOT be given (doNotPerform).", _ASK),
    "fhir-modifier": ("It holds a modifierExtension, which changes the meaning in a way I do not know.", _ASK),
    "fhir-element": ("{value} cannot be told as days and times here.", _ASK + " Then use bounds and timeOfDay."),
    "fhir-times": (
        "{value} times a day, but it does not say at which times.",
        _ASK + " Then add timeOfDay.",
    ),
    "fhir-frequency": ("frequency is {value}, but there are {count} times of day.", _ASK),
    "fhir-dose": ("There is no single doseQuantity.", _ASK),
    "fhir-unit-two": ("The unit says {value}, its code says {usual}.", _ASK),
    "fhir-sequence": ("Several dosages without dates need their sequence.", "Add sequence, or boundsPeriod. " + _ASK),
    "fhir-sequence-bounds": ("Two dosages with the same sequence have different ends.", _ASK),
    "fhir-duration": ("{value} is no whole number of days or weeks.", _ASK),
    "fhir-cycle": ("The dosages of one step repeat in a rhythm longer than {most} days.", _ASK),
    "fhir-maximum": ("There is no whole number of doses a day for “as needed”.", _ASK + " Then add frequencyMax."),
    "fhir-instant": ("“{value}” is not an instant with its offset.", "Write it like 2026-12-08T17:15:00-06:00."),
    "fhir-two": ("The orders name two {what}: {first} and {value}.", "One file holds one plan. " + _ASK),
    # Amounts and units
    "amount-wrong": ("“{value}” is not an amount.", "Write a number and its unit as ordered, such as 10 mg. " + _ASK),
    "amount-no-unit": ("“{value}” has no unit.", _ASK + " Then write the unit beside the number."),
    "amount-empty": ("There is no amount for “{value}”.", _ASK + " No dose at this time is written as 0 mg or none."),
    "amount-negative": ("“{value}” is below zero.", _ASK),
    "amount-zero": ("“{value}” should be an amount above zero.", _ASK),
    "number-ambiguous": (
        "“{value}” can be read in two ways, with or without thousands.",
        _ASK + " Then write 1000, or 1.0000.",
    ),
    "number-naked": ("“{value}” has no digit before the point.", _ASK + " Then write it with the 0, such as 0.5."),
    "number-wrong": ("“{value}” is not a number.", _ASK + " Then write it in digits."),
    "unit-unknown": ("“{value}” is not a unit I know.", _ASK + " Known: mg, mcg, g, mL, tablet, capsule, drop, unit."),
    "units-mixed": ("{value} beside amounts in {usual}.", _ASK),
    "concentration-wrong": ("“{value}” is not a concentration.", "Copy it from the label, such as 5 mg/mL."),
    "concentration-missing": (
        "{medicine} is a liquid without a concentration.",
        "Copy mg per mL from the label. " + _ASK,
    ),
    "concentration-unit": ("The concentration is in {value}, the doses are in {usual}.", _ASK),
    "form-unit": ("The form is {form}, but the doses count in {usual}.", _ASK),
    "doses-none": ("{medicine} has no dose in any step.", _ASK),
    # Dates and times
    "date-wrong": ("“{value}” is not a date I can read.", "Write it as 2026-12-01 or 1 Dec 2026."),
    "date-ambiguous": (
        "“{value}” can be two different days.",
        "Which one was ordered? Write it as year-month-day. " + _ASK,
    ),
    "date-none": ("“{value}” is a day that does not exist.", _ASK),
    "date-far": ("“{value}” is too far away to be meant.", "Check the year in {prescriber}'s order."),
    "time-wrong": ("“{value}” is not a time.", "Write it as 8:00 or 14:30, as ordered."),
    "time-none": ("“{value}” is a time that does not exist.", _ASK),
    "time-twice": ("The time {value} stands twice on one day, first at {first}.", _ASK),
    "country-wrong": ("“{value}” is not a country's two letters.", "Write two letters, such as US or MX."),
    "zone-missing": ("The time zone is missing.", "Add the patient's zone, such as America/Chicago, or use --zone."),
    "zone-unknown": ("“{value}” is not a time zone.", "Use a name of the IANA table, such as {hint}."),
    "zone-two": ("The file says {value}, you said {said}.", "Which zone does the patient live in? Keep that one."),
    "whole-wrong": ("“{value}” is not a whole number from {least} to {most}.", "Write it in digits, as ordered."),
    "yes-no-wrong": ("“{value}” is neither yes nor no.", "Write yes, no or unknown."),
    "choice-wrong": ("“{value}” is not one of the choices.", "Choose one: {choices}."),
    # Steps
    "start-missing": ("The first step has no first day.", "Add “from” as ordered, or use --start."),
    "start-two": ("The file starts on {value}, you said {said}.", _ASK),
    "end-missing": ("The step has no end.", "Add until, days or weeks as ordered; “until: further order” for none."),
    "end-two": ("{keys} say different last days.", _ASK),
    "open-not-last": ("Step {number} has no end, but another step follows.", _ASK),
    "ending-open": ("The ending is zero, but the last step has no end.", _ASK),
    "step-backwards": ("The step ends on {ends}, before it starts on {starts}.", _ASK),
    "step-long": ("From {starts} to {ends} is longer than ten years.", "Check the years. " + _ASK),
    "steps-gap": ("Step {number} starts on {starts}, the one before ends on {ends}: {days} has no dose.", _ASK),
    "steps-overlap": ("Step {number} starts on {starts}, but the one before ends on {ends}: two orders.", _ASK),
    "doses-missing": (
        "The step has no doses.",
        _ASK + " Zero days are written down too: doses: none, or pause: yes.",
    ),
    "doses-one-way": ("The doses of this step are given in two ways.", "Keep one of doses, cycle and pause. " + _ASK),
    "doses-wrong": ("Doses are written as times with amounts, or as none.", "Such as 8:00: 10 mg, one line per time."),
    "cycle-wrong": ("A cycle is a list of days, at most {most}.", "One item per day, each with its doses or none."),
    # Around the doses
    "hours-wrong": ("“{value}” are not opening hours.", "Write them as Mon-Fri 8:00-17:00; Sat 9:00-12:00, or always."),
    "every-wrong": ("“{value}” is no rhythm.", "Write week, 2 weeks, month or 3 months."),
    "weekday-wrong": ("“{value}” is no weekday.", "Write Tue, or second Tuesday, or last Friday."),
    "repeat-wrong": (
        "The days do not fit the rhythm, or the end is before the start.",
        "Each week: on: [Tue, Thu]. Each month: on: second Tuesday.",
    ),
}
