### /recovery and /cope. Words of FACTS section 8; no praise for obedience, nothing that counts down to zero.

command-recovery = Days you count, and “I used”
command-cope = Your coping plan

recovery-title = <b>Your recovery</b>
recovery-none = Here you can count days that matter to you. You choose what to count. What you reach stays.
recovery-days-use = Since last use: <b>{ $days } days</b> (since { $day })
recovery-days-use-one = Since last use: <b>1 day</b> (since { $day })
recovery-days-dose = Since the last dose: <b>{ $days } days</b> (since { $day })
recovery-days-dose-one = Since the last dose: <b>1 day</b> (since { $day })
recovery-days-start = Since I started: <b>{ $days } days</b> (since { $day })
recovery-days-start-one = Since I started: <b>1 day</b> (since { $day })
recovery-reached = Reached: { $days } days
recovery-reached-use = Since last use, reached before: { $days } days. That stays.
recovery-reached-dose = Since the last dose, reached before: { $days } days. That stays.
recovery-reached-start = Since I started, reached before: { $days } days. That stays.
recovery-next = Next: { $days } days, on { $day }
# Told by itself on that day; discreet, the count is behind a tap.
recovery-milestone = A day that you count is here.
# The goals stand in the aftercare plan, in the person's own words.
recovery-goals = <b>My goals</b>
recovery-goal = · { $words }
recovery-count-what = What do you want to count?
recovery-since-use = When did you last use? Tap a day. Or type a date like 2026-11-01, or how many days ago.
recovery-since-dose = When was your last dose? Tap a day. Or type a date like 2026-11-01, or how many days ago.
recovery-since-start = When did you start? Tap a day. Or type a date like 2026-11-01, or how many days ago.
recovery-day-unknown = I could not read that day. Type a date like 2026-11-01, or a number of days, like 12.
# Source: FACTS 8 (returned to use, setback); PRODUCT section 4: a lapse wipes nothing (PD).
recovery-used-kept = What you have reached stays. A setback is not the end. One call to somebody you trust can help now.

button-count = Days I count
button-used = I used
button-count-use = Since last use
button-count-dose = Since the last dose
button-count-start = Since I started
button-count-today = Today
button-count-yesterday = Yesterday
button-count-stop = Stop counting this
button-count-anew = Count from today

button-cope = My coping plan
cope-title = <b>My coping plan</b>
cope-none = It is still empty. Write one part now, while it is calm. It is for you: staff do not see it.
cope-hard = Hard right now? Tap <b>Help now</b>, or call somebody on your list.
cope-kept = Kept.
cope-near = Your own coping plan is one tap away.
cope-title-signs = <b>My warning signs</b>
cope-title-helps = <b>What helps me</b>
cope-title-people = <b>People I can call</b>
cope-title-reasons = <b>My reasons</b>
button-cope-signs = Warning signs
button-cope-helps = What helps me
button-cope-people = People to call
button-cope-reasons = My reasons
cope-ask-signs = What tells you that it gets hard? Type it in your own words.
cope-ask-helps = What has helped you before? Type it in your own words.
cope-ask-people = Whom can you call? Type names and numbers.
cope-ask-reasons = What do you do this for? Type it in your own words.
