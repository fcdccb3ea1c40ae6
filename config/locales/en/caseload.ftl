### The staff's list and the case file. What a reason is called among staff.

## The opened case

case-head = { $name } · case { $case } · { $state }
case-no-name = No name yet
case-no-plan = No active plan.
case-medicine = { $medicine } step { $step } of { $steps }
case-medicine-before = { $medicine }: not started yet
case-medicine-ended = { $medicine }: the plan has ended
case-last-dose = Last dose answered { $time }
case-last-dose-none = No dose answered so far
case-last-checkin = Last check-in { $time }
case-last-checkin-none = No check-in so far
case-reported = Reported { $time }: { $what }
case-words = Their words: “{ $words }”
case-guidance = Guidance shown { $time }
case-phone = Phone { $phone }
case-phone-none = No phone number known
case-blocked = Has blocked this bot since { $time }
case-shares-yes = Shares: yes
case-shares-in-danger = Shares: only in danger
case-shares-no = Shares: no
case-shares-unasked = Shares: not asked yet
case-supporter-none = Supporter: none

case-state-invited = invited
case-state-joining = joining
case-state-active = active
case-state-in-hospital = in hospital
case-state-elsewhere = with another provider
case-state-left = left
case-state-died = died
case-state-deleted = deleted

## Reasons

reason-allergy = allergy
reason-seizure = seizure
reason-seizure-seen = somebody with them has a seizure
reason-someone-else = somebody with them needs help
reason-unconscious = passed out or cannot be woken
reason-breathing = trouble breathing
reason-overdose = took too much
reason-stroke = signs of a stroke
reason-chest = chest or heart
reason-fever-rigidity = fever or stiff muscles
reason-pump = medicine pump
reason-suicide-plan = suicide: plan, intent or attempt
reason-self-harm = harming themselves
reason-suicide = thoughts of dying
reason-confusion = very confused
reason-hallucination = seeing or hearing things
reason-mental-state = severe change of mind or mood
reason-stopped-or-ran-out = stopped or ran out
reason-vomiting-doses = cannot keep doses down
reason-mixing = mixed with something that does not go with it
reason-unsafe-at-home = not safe at home
reason-heart-racing = heart racing
reason-pregnancy = pregnancy
reason-spasm = spasms or stiffness came back
reason-agitation = very restless
reason-no-sleep = no sleep
reason-return-to-use = used after a break
reason-hopeless = hopeless
reason-other-urgent = feels very ill
reason-mild = feels unwell
reason-unclear = asked for help
reason-blocked = blocked this bot after a report
reason-plan-ended = the plan ends above zero today
reason-other = something else

## The list

caseload-none = Nothing to do right now.
caseload-danger = <b>In danger</b>
caseload-silence = <b>Silent</b>
caseload-overdue = <b>Overdue</b>
caseload-due = <b>To do</b>
caseload-danger-line = case { $case } · { $what } · { $time }
caseload-task-line = case { $case } · { $what } · { $day }
caseload-more = and { $count } more
caseload-patients = <b>Patients</b>: { $count }
caseload-open = Open { $case }
caseload-task-done = Done: { $case } { $what }
caseload-next = More
caseload-first = From the start
caseload-emergency = emergency
caseload-urgent = urgent
caseload-done-now = Done. { $what }, case { $case }.
caseload-done-already = This was done already.
caseload-unknown = This does not exist.
case-tasks = <b>To do</b>

task-arrival = test message not tapped: call
task-silence = no answers: call back
task-checkin-silence = no check-ins: call back
task-check-unanswered = caring question not answered
task-unheard = sent something the bot cannot read
task-request = asked for a change of plan
task-plan-ends = plan ends above zero in 7 days
task-plan-gap = new plan needed
task-blocked = blocked this bot
task-lapse = used since last time: talk
task-aftercare = aftercare step
task-review = review of the plan is due
task-other = to do

## The week's safety review

review-head = <b>Safety review: the last 7 days</b>
review-alerts = Alerts: { $count }
review-alert = { $line } · { $what } · { $read } · { $outcome }
review-read = read after { $minutes } min
review-unread = not acknowledged
review-no-outcome = no outcome
review-checks = Caring questions answered “I am OK”: { $count }
review-check = case { $case } · { $time }
review-missed = Reported as missed: { $count }
review-button-missed = This should have been caught
review-button-file = All misses as a file
review-missed-ask = Type the words that should have been caught, without a name.
review-missed-kept = Thank you. It is kept for whoever works on the rules. No rule changes by itself.
review-file = What staff reported as missed.
