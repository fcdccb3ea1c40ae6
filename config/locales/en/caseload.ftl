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

## Notes, tries to reach somebody, handing over

case-button-note = Add a note
case-button-contact = I tried to reach them
case-button-hand-over = Hand over this case
case-note-ask = Type your note for case { $case }. It stays in the case.
case-note-kept = Note kept in case { $case }.
case-notes = <b>Notes and contacts</b>
case-note-line = { $time } · { $name }: { $what }
case-note-note = { $words }
case-note-reached = reached
case-note-no-answer = no answer
case-note-left-message = left a message
case-note-handed-over = handed over to { $words }
case-note-left = care here ended: { $words }
case-contact-ask = Case { $case }: what came of it?
case-contact-reached = Reached
case-contact-no_answer = No answer
case-contact-left_message = Left a message
case-contact-kept = Case { $case }, { $time }: { $what }.
case-hand-over-ask = Who looks after case { $case } from now on?
case-hand-over-nobody = There is nobody else on the team to hand case { $case } over to.
case-handed-over = { $name } looks after case { $case } from now on.
case-handed-to-you = { $name } hands case { $case } over to you.
case-left-ask = Case { $case } leaves the program. Why? Type the reason.
case-left-sure = Case { $case } leaves the program. Reason: { $why }
    Is that right?
case-left-yes = Yes, left
case-left-not = Nothing was changed.
case-left-done = Noted: case { $case } left the program. Reminders stop. Open alerts stay until you close them.
case-alerts = <b>Alerts</b>
case-alert-open = { $line } · { $what } · open · { $outcome }
case-alert-closed = { $line } · { $what } · closed · { $outcome }
task-drop = Drop: { $what }
task-drop-ask = This will not be done. Why? Type the reason.
task-dropped = Dropped, with your reason.

## Cover for a time

cover-none = Nobody covers for anybody now.
cover-line = { $name } looks after the patients of { $away } until { $time }.
cover-choose = Away soon? Tap who looks after your patients. Alerts go by /oncall.
cover-how-long = For how long does { $name } look after your patients?
cover-1-day = 1 day
cover-7-days = 7 days
cover-14-days = 14 days
cover-28-days = 28 days
cover-back = I am back
cover-you = You look after the patients of { $name } until { $time }. See /caseload.

## The weekly digest

digest-head = <b>Last 7 days at { $name }</b>
digest-alerts = Alerts: { $count }, of these emergencies: { $emergencies }
digest-slowest = Slowest to be read: { $minutes } min
digest-unread = Not acknowledged: { $count }
digest-checks = Caring questions answered “I am OK”: { $count }
digest-tasks = Open tasks: { $count }, overdue: { $overdue }
digest-silent = Silent patients: { $count }
digest-patients = Patients: { $count }
digest-more = More: /review · /caseload

## Emergency numbers that staff enter

entered-button = Enter a checked number
entered-none = No emergency number is known here for { $country }. This person reads: 112 or 911.
entered-shown = Emergency number for { $country }, entered by the team: { $number }
entered-ask = Type the emergency number of { $country }, digits only. Look it up on an official page first.
entered-again = That is no emergency number. Type 2 to 5 digits, as it is dialed in { $country }.
entered-sure = { $country }: <b>{ $number }</b>. Everybody there is told to call it first. Did you check it on an official page?
entered-yes = Yes, I checked it
entered-no = No
entered-kept = Everybody in { $country } is told to call { $number } from now on.
entered-not = Nothing was changed.
entered-not-possible = This cannot be entered here: the numbers of this country are known.

case-button-pack = Check-in questions
case-pack-ask = Case { $case }: which questions? Now: { $pack }.
case-pack-set = Case { $case }: { $pack }, from the next check-in on.
case-pack-by-plan = As the plan says
case-pack-general = General
case-pack-alcohol = Alcohol
case-pack-baclofen = Baclofen
case-pack-benzodiazepine = Benzodiazepines
case-pack-opioid = Opioids
case-pack-gabapentinoid = Gabapentinoids
case-pack-antidepressant = Antidepressants
request-answer-ask = Case { $case } { $what }. What shall I tell them? Tap one, or type your own words. It does not change the plan.
request-told = Told. The request of case { $case } is done.
request-not-told = Noted as done. They get no messages now, so nobody told them. Please call.
button-request-stays = The plan stays
button-request-new = A new plan comes
button-request-call = Please call us
request-answered = Your request: { $wish }. Your team answered:
request-answered-stays = Your plan stays as it is.
request-answered-new = A new plan will come. It holds when you see it here.
request-answered-call = Please call your team about it.
request-answered-words = From { $name }: "{ $words }"
request-answered-keep = Keep to { $prescriber }'s order. Do not change the dose on your own.
