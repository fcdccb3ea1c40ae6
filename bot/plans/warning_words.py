"""plans/warning_words: the sentence for each warning.

Belongs here: what stands in the plan and whom to ask. Never a counter-proposal: no sentence names another amount.
"""

from collections.abc import Mapping

_CHECK = " Check with {prescriber}."

WORDS: Mapping[str, str] = {
    "last-step-large": "The last step goes from {last} a day to 0." + _CHECK,
    "last-step-share": "The last step goes from {last} a day to 0, {share} of the first dose." + _CHECK,
    "drop-fast": "The dose falls by {drop} a day within {days} days.{more}" + _CHECK,
    "drop-very-fast": "The dose falls by {drop} a day within {days} days, which is very fast.{more}" + _CHECK,
    "taper-short": "Days of the whole taper: {length}, fewer than {days}, after {weeks} weeks of use." + _CHECK,
    "taper-short-unknown": "Days of the whole taper: {length}, fewer than {days}. How long it was taken is not said."
    + _CHECK,
    "stop-sudden": "On {day} the dose falls from {last} a day to 0 at once." + _CHECK,
    "above-maximum": "{total} a day is above the most that is listed for {countries}, {most}." + _CHECK,
    "kidney-flag": "The person has kidney disease and {medicine} leaves through the kidneys." + _CHECK,
    "pump-flag": "The person has a baclofen pump and this is an order by mouth." + _CHECK,
    "drop-share": "The dose falls by {share} within {days} days.{more}" + _CHECK,
    "stop-abrupt": "The order goes from the full dose, {last} a day, to 0 at once." + _CHECK,
    "single-step": "The order stops in one step." + _CHECK,
    "linear": "Every step falls by the same {drop} a day, also at low doses." + _CHECK,
    "dose-rises": "The dose rises from {before} to {after} a day." + _CHECK,
    "dose-doubles": "The dose rises to more than {times} times: from {before} to {after} a day. Confirm it." + _CHECK,
    "jump-grows": "This step falls by {share}, the one before by {share_before}.{more}" + _CHECK,
    "step-short": "The step is shorter than {days} days.{more}" + _CHECK,
    "dates-past": "The plan starts on {day}, which is in the past. Reminders begin from now on." + _CHECK,
    "hour-skipped": "On {day} the clocks skip {time}. The reminder comes right after the gap." + _CHECK,
    "hour-doubled": "On {day} the clocks show {time} twice. The reminder comes the first time." + _CHECK,
    "concentration-unlisted": "{value} is not among the listed liquids: {known}. Confirm it with the label." + _CHECK,
    "volume-large": "One dose is {volume}, more than {most}. Confirm it." + _CHECK,
    "unit-unusual": "Amounts in {value}; this medicine is listed in {known}. Confirm it." + _CHECK,
    "unit-unclear": "Amounts in {value} without one strength: nobody can check them in mg. Confirm them." + _CHECK,
    "not-makeable": "{amount} cannot be made of {strengths} in whole or scored half pieces.{more}" + _CHECK,
    "strengths-missing": "No strengths are listed: which pieces make each dose cannot be shown." + _CHECK,
    "volume-endless": "{amount} is no exact volume of this liquid.{more}" + _CHECK,
    "doses-apart": "{count} doses a day are {hours} hours apart; listed is {least} to {most}.{more}" + _CHECK,
    "dose-half": "One dose is more than half of the day's total.{more}" + _CHECK,
    "no-late-rule": "There is no instruction for a late or missed dose." + _CHECK,
    "no-contact": "No contact with a phone number is named." + _CHECK,
    "no-pause": "Nothing says when to pause or to call." + _CHECK,
    "no-review": "There is no review date in the first {days} days." + _CHECK,
    "two-depressants": "{first} and {second} both calm the nervous system and fall on the same days." + _CHECK,
    "opioid-benzodiazepine": "An opioid ({first}) and a benzodiazepine ({second}) fall on the same days." + _CHECK,
    "flag-pregnant": "The person is pregnant: a specialist should see this plan." + _CHECK,
    "flag-breastfeeding": "The person is breast-feeding: a specialist should see this plan." + _CHECK,
    "flag-seizure_history": "The person has had seizures: a specialist should see this plan." + _CHECK,
    "flag-withdrawal_seizure": "A seizure in an earlier withdrawal: a specialist should see this plan." + _CHECK,
    "flag-delirium_tremens": "Delirium in an earlier withdrawal: a specialist should see this plan." + _CHECK,
    "unread-note": "The file says this too, and it is not loaded: “{words}”." + _CHECK,
    "late-rule-author": "The late-dose rule has no author or date." + _CHECK,
    "order-future": "The order is dated {day}, which has not come yet." + _CHECK,
    "end-unsaid": "The plan ends at {last} a day and does not say what follows." + _CHECK,
    "service-reason": "The service is {state}, but no reason is written.",
    "service-name": "A custom service has no name.",
    "aftercare-undecided": "Not decided yet, {count} of eight: {services}. Decide all eight before discharge.",
}
