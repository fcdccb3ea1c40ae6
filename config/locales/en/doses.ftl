### Doses: reminder, answers, late, catch-up, today. Amounts and words of the clinician come from the signed plan.

dose-due = ⏰ { $time } is due.
dose-due-ask-first = ⏰ { $time } is due. Ask first.
dose-due-changed = ⏰ { $time } is due. The amount has changed.
dose-repeat-note = You may see this one twice. It is one dose.
dose-open = { $time } is still open.
dose-line = { $time } · { $medicine } <b>{ $amount }</b>{ $tablets } · step { $step } of { $steps }{ $until }
dose-line-tablets = { " " }= { $pieces }
dose-line-until = , until { $day }
dose-piece = { $count } of { $strength }
dose-piece-half = half a tablet of { $strength }
dose-piece-1-and-half = 1 and a half tablets of { $strength }
dose-piece-and-half = { $count } and a half tablets of { $strength }
dose-from = From { $author }: "{ $words }"
dose-changed-line = The amount has changed.
# Source: PRODUCT "A slot's day", open alert; status PD.
dose-not-offered = { $time } was planned. Ask { $emergency } or your clinician before you take it. Swallowed something? The poison line can help too: { $poison }.
dose-not-offered-no-poison = { $time } was planned. Ask { $emergency } or your clinician before you take it.
dose-ask-first-line = You reported something serious. Ask the people you called before you take it.

button-show = Show
button-done = Done
button-later = Later
button-taken = Taken
button-taken-one = Taken: { $medicine }
button-taken-all = All taken
button-snooze = In { $minutes } min
button-skip = Skip
button-unsure = Not sure if I took it
button-undo = Undo
button-took-it-before = I took it before
button-took-it = I took it

dose-taken = ✓ { $time } done at { $at }.{ $next }
dose-taken-short = ✓ { $time } done
dose-skipped = { $time } skipped. Noted.{ $next }
dose-skipped-short = { $time } skipped
dose-next = { " " }Next: { $time }.
dose-snoozed = I will ask again at { $time }.
dose-snooze-too-late = Too late to wait. The time for { $time } ends at { $until }.
dose-already = Already noted: { $answer }.
dose-undone = Taken back.
dose-not-yet = { $time } is not due yet.
dose-gone = This dose is not in your plan any more. See /plan.
# Source: FACTS 6 (unsure: do not repeat, ask the pharmacist); status PD.
dose-unsure = Do not take { $time } again until you have asked.{ $contact }
dose-unsure-short = { $time }: not sure. Ask before you take it again.
dose-contact = { " " }{ $name }: { $phone }{ $until }.
dose-contact-until = { " " }(until { $time })
dose-contact-none = { " " }Ask your clinician or a pharmacist.

answer-taken = taken
answer-skipped = skipped
answer-unsure = not sure
answer-not-taken = not taken

late-passed = The time for { $time } has passed.
# Source: FACTS 6, "If blank"; status PD.
late-blank = Do not take two doses together. Please call about this dose.{ $contact }
late-why = What happened?
button-forgot = Forgot
button-felt-sick = Felt sick
button-ran-out = Ran out
button-felt-better = Felt better
button-side-effects = Side effects
button-on-purpose = Skipped on purpose
button-other = Other
late-noted = Thank you. Noted for { $time }.
late-taken = ✓ { $time } noted as taken.
late-vomited = Did you vomit?
button-yes = Yes
button-no = No
catch-up = I could not remind you of { $times }. Did you take it?
catch-up-many = I could not remind you of { $times }. Did you take them?
button-took-none = No
button-took-all = Yes

doses-silent = I have no answer for { $times }. Did you take them?
doses-silent-one = I have no answer for { $times }. Did you take it?
doses-questions = Questions?{ $contact }
doses-yesterday = { $time } yesterday
doses-on-day = { $time } on { $day }
doses-and = { $first } and { $second }
doses-comma = { $first }, { $second }
doses-noted = Thank you. Noted.
doses-which = Thank you. Which one did you take?
button-took-both = Both
button-took-them-all = All
button-took-one = One
button-took-some = Some
button-took-none-of-them = None
late-vomited-noted = Thank you. Noted.
late-vomit-words = From { $author }: "{ $words }"

today-title = <b>Today, { $day }</b>
today-dose = { $mark } { $time } · { $medicine } { $amount }{ $state }
today-dose-discreet = { $mark } { $time }{ $state }
today-nothing = Nothing is planned for today.
today-no-plan = You have no plan here yet. Your care team will send it.
today-state-taken = { " " }– taken
today-state-skipped = { " " }– skipped
today-state-unsure = { " " }– not sure
today-state-not-taken = { " " }– not taken
today-state-unanswered = { " " }– no answer yet
today-state-unknown = { " " }– I could not reach you
today-state-open = { " " }– open now
today-tap = Tap a time to answer or to correct it.

dose-open-ask-first = { $time } is still open. Ask first.
dose-noted-line = Noted: { $answer }.
dose-noted-one = { $medicine }: { $answer }
button-skip-one = Skip: { $medicine }
button-took-it-twice = I took it twice
dose-twice = Noted: { $time } taken twice.
answer-taken-twice = taken twice
late-when = When did you take it?
button-when-type = Another time
late-when-type = When did you take { $time }? Type the time, like 9:30.
late-when-unknown = I did not understand the time. Type it like 9:30.
late-taken-at = ✓ { $time } noted as taken at { $at }.
doses-which-more = Thank you. Any other?
doses-all-answered = You have answered this. See /today to change an answer.
button-took-no-more = No other
today-title-day = <b>{ $day }</b>
today-nothing-day = Nothing was planned for this day.
today-state-taken-twice = { " " }– taken twice
button-day-back = ‹ { $day }
button-day-on = { $day } ›

travel-title = <b>Your doses on this trip</b>
travel-home = At home times ({ $place }) they come here at: { $times }.
travel-local = At local times ({ $place }) they come at: { $times }, from { $day } on.
travel-between = Once there are { $hours } hours between two doses. Now the longest time is { $usual }.
travel-ask-first = Not sure? Ask before you choose. Until then they stay at home times.{ $contact }
travel-too-close = Local times in { $place } would bring two doses too close together. Keep home times and ask.{ $contact }
travel-home-again = You are home again. From { $day } on your doses come at home times.
travel-local-chosen = From { $day } on your doses come at local times in { $place }.
travel-home-chosen = From { $day } on your doses come at home times ({ $place }).
button-travel-home = Home times
button-travel-local = Local times
dose-home-clock = That is the time in { $place }.
dose-soon = { $time } comes soon.
dose-due-moved = You moved it to { $to }.
button-move = Move it, today only
button-move-back = Back to its own time
dose-move = To what time? Your clinician allows these for { $time }, on this day only.
dose-moved = { $time } comes at { $to } on this day. Nothing else changes.
dose-moved-back = { $time } comes at its own time.
dose-move-not = This dose cannot be moved. Ask your clinician.

button-needed = I took one as needed
button-needed-took = I took { $medicine } now
needed-taken = ✓ Noted: taken as needed at { $time }.
needed-too-many = Noted: taken as needed at { $time }. That is more than your plan says.
needed-undone = Taken back.
today-needed = ✓ { $time } – taken as needed
dose-not-taken-short = { $time }: not taken, noted
