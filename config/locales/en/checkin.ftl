### Check-ins. Names of symptoms are facts; every other sentence is our own wording (PD), see config/checkins.

checkin-prompt = Time for your check-in.
checkin-prompt-missed = Time for your check-in. You were not here yesterday. That is OK.
checkin-nudge = Your check-in is still open.
checkin-weekly-offer = It is 2 weeks since the last dose in your plan. Shall I ask you each day or once a week?
checkin-daily = Each day
checkin-weekly = Once a week
checkin-weekly-noted = OK. I will ask you once a week. You can check in at any time with /checkin.
checkin-daily-noted = OK. I will ask you each day.
checkin-repeat-note = You may see this twice.
button-checkin-start = Start
button-checkin-later = Later
button-checkin-stop = Later
button-checkin-skip = Skip
button-checkin-done = Done
button-checkin-continue = Continue
button-checkin-list = Show the list again
button-checkin-new = New check-in
button-checkin-no-thermometer = I do not know
button-chart = See my chart

checkin-flags = Check-in. First: is any of this happening now?
checkin-flag-none = None of these
checkin-flag-seizure = Seizure
checkin-flag-hallucination = Seeing or hearing things
checkin-flag-confused = Very confused
checkin-flag-fever = Fever
checkin-flag-rigid = Stiff all over
checkin-flag-breathing = Trouble breathing
checkin-flag-dying = Thoughts of dying
checkin-flag-took-too-much = Took too much
checkin-flag-something-else = Something else

checkin-paused = Check-in. Help comes first. You can continue later.
checkin-stopped = OK. What you said is kept. Continue when you like.
checkin-later = OK. You can start it any time with /checkin.
checkin-moved = Check-in. It goes on below.
checkin-temperature = What is your temperature? Type it, like 38.5 or 101.3.
checkin-temperature-again = I cannot read that. Type only the number, like 38.5 or 101.3.
checkin-temperature-noted = Thank you. I wrote it down.
checkin-temperature-unknown = OK. The help above still counts.
checkin-words = What is happening? Type it here.
checkin-words-noted = Thank you. I wrote it down.
checkin-anything-else = Anything else? Type it, or tap Done.

# Source: FACTS 2.6 (tolerance falls even after short breaks, naloxone, not alone); status R:T13.
checkin-thanks-used = Thank you for telling me.
checkin-used-safety = Your body may take less now than before. Try not to be alone.

checkin-saved = Thank you. Saved.{ $last }
checkin-saved-for = Thank you. Saved for { $name }.{ $last }
checkin-last = { " " }{ $item }: { $value }.
checkin-last-before = { " " }{ $item }: { $value } (yesterday: { $before }).
checkin-done-short = ✓ Check-in done.
checkin-today-done = Your check-in for today is done.{ $last }
checkin-answered-already = You have answered that. This is the next one.
checkin-old = That check-in has ended. Send /checkin for a new one.
checkin-over = This check-in is done. Send /checkin for a new one.

checkin-ask-stiffness = Stiffness or spasms today?
checkin-name-stiffness = Stiffness
checkin-scale-none = 0 none
checkin-scale-worst = 10 worst
checkin-ask-anxiety = Anxious or restless?
checkin-name-anxiety = Anxious or restless
checkin-word-much-no = No
checkin-word-much-a-little = A little
checkin-word-much-quite = Quite
checkin-word-much-very = Very
checkin-ask-sleep = How did you sleep last night?
checkin-name-sleep = Sleep
checkin-word-sleep-well = Well
checkin-word-sleep-ok = OK
checkin-word-sleep-badly = Badly
checkin-word-sleep-none = Not at all
checkin-ask-craving = Craving today?
checkin-name-craving = Craving
checkin-ask-mood = How is your mood?
checkin-name-mood = Mood
checkin-word-mood-good = Good
checkin-word-mood-ok = OK
checkin-word-mood-low = Low
checkin-word-mood-severe = Very low
checkin-ask-used = Have you used anything since last time? Alcohol or drugs, or more than planned. Both answers are fine.
checkin-name-used = Used since last time
checkin-word-used-no = No
checkin-word-used-yes = Yes
checkin-ask-sweats = Sweating?
checkin-name-sweats = Sweating
checkin-ask-shaking = Shaking?
checkin-name-shaking = Shaking
checkin-ask-nausea = Feeling sick?
checkin-name-nausea = Feeling sick
checkin-ask-keeps-down = Do food and drink stay down?
checkin-name-keeps-down = Food and drink stay down
checkin-word-keeps-down-yes = Yes
checkin-word-keeps-down-no = No
checkin-ask-aches = Aches or cramps?
checkin-name-aches = Aches or cramps
checkin-ask-panic = Any sudden panic?
checkin-name-panic = Sudden panic
checkin-ask-senses = Light or sound too strong, or things feel not real?
checkin-name-senses = Light, sound, not real
checkin-ask-heart = Heart racing or pounding?
checkin-name-heart = Heart racing
checkin-ask-dizzy = Dizzy, or short zaps in your head?
checkin-name-dizzy = Dizzy or zaps
checkin-ask-irritable = Easily annoyed?
checkin-name-irritable = Easily annoyed

# PHQ-2 and GAD-2. Source: FACTS 3 (I13), text as published; licence: no permission needed. Status R.
checkin-ask-phq1 = In the last 2 weeks, how often were you bothered by: little interest or pleasure in doing things?
checkin-name-phq1 = Little interest or pleasure
checkin-ask-phq2 = In the last 2 weeks, how often were you bothered by: feeling down, depressed, or hopeless?
checkin-name-phq2 = Feeling down
checkin-ask-gad1 = In the last 2 weeks, how often were you bothered by: feeling nervous, anxious or on edge?
checkin-name-gad1 = Feeling nervous
checkin-ask-gad2 = In the last 2 weeks, how often were you bothered by: not being able to stop or control worrying?
checkin-name-gad2 = Cannot stop worrying
checkin-word-often-not-at-all = Not at all
checkin-word-often-several = Several days
checkin-word-often-more-than-half = More than half the days
checkin-word-often-nearly-every = Nearly every day

chart-caption = { $item } from { $from } to { $until }. { $missing }
chart-missing-none = Every day has an answer.
chart-missing = { $missing } of { $days } days have no answer.
chart-missing-one = 1 of { $days } days has no answer.
chart-dose = Dose a day
chart-none = There is nothing to show yet. Do a check-in first: /checkin
button-chart-file = As a file
chart-file = All your check-ins. The file is not protected: keep it safe.
command-history = Your chart
chart-scale-best = none
chart-scale-worst = worst

# Tasks for staff, beside those of caseload.ftl.
task-worse = three mild signs worse than usual: look
task-screen = answers about mood or worry: talk

# For staff, in a case. PHQ-2 and GAD-2 sums: FACTS 3 (cut-off 3); never shown to a patient.
button-case-checkins = Check-ins
case-checkins = Check-ins of the last 7 days
case-checkins-none = No check-in in the last 7 days.
case-checkins-day = <b>{ $day }</b>: { $said }
case-checkins-skipped = no question answered
case-checkins-flags = Flagged: { $flags }
case-checkins-note = In their words: { $note }
case-checkins-screen = { $name } on { $day }: { $total } of 6. { $talk }
case-checkins-talk = At or above 3: talk with the person. This is no diagnosis.
case-checkins-below = Below 3.
case-checkins-not-shared = This person does not share their check-ins.
