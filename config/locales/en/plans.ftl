### Plans: loading, checking, signing, and the patient's own page. Amounts and the clinician's words come from the plan.

## A plan in words

plan-caption = { $medicine } { $start } → { $end } in { $steps }, { $span }, { $city } time.
plan-caption-as-needed = { $medicine }: no dose by the clock.
plan-caption-more = … and { $count } more medicines.
plan-steps-one = 1 step
plan-steps-many = { $count } steps
plan-span = { $first } to { $last }
plan-span-days = { $first } to { $last } ({ $days } days)
plan-span-open = from { $first } until a new order
plan-from = from { $day }
plan-a-day = { $total } a day
plan-or = { " " }or{ " " }
plan-no-dose = no dose
plan-dose = { $time } <b>{ $amount }</b>
plan-cycle-day = Day { $number }: { $doses }
plan-liquid = { $amount } ({ $volume })
plan-medicine = <b>{ $medicine }</b>
plan-row = <b>{ $number }.</b> { $span }
plan-total = = { $total }
plan-total-change = = { $total } ({ $change })
plan-pieces = { $amount } = { $pieces }
plan-instruction = "{ $words }"
plan-aftercare = Aftercare: { $services }, { $dated } with dates.
plan-aftercare-none = Aftercare: nothing in this file.
plan-services-one = 1 service
plan-services-many = { $count } services
plan-contact = { $name }: <b>{ $phone }</b>{ $hours }
plan-contact-none = Ask your clinician or a pharmacist.
plan-always = day and night
plan-statement = I compared this with { $prescriber }'s order of { $day }.
plan-reminders-one = 1 dose reminder follows
plan-reminders-many = { $count } dose reminders follow

## A file

plan-file-large = This file is too large for a plan. Nothing was stored. Please send only the plan, without pictures.
plan-file-lost = I could not fetch this file. Nothing was stored. Please send it again.
plan-nothing-stored = I found { $problems }. Nothing was stored.
plan-problems-one = 1 problem
plan-problems-many = { $count } problems
plan-problem = • <b>{ $where }</b>: { $message }
plan-problems-more = … and { $count } more. Please mend these first.

load-how = Send the plan as a file here: Excel, CSV, YAML or FHIR. I check it and show you everything before anybody sees it. An empty Excel plan to fill in: /template
load-waiting = These drafts are not signed yet:
load-draft = { $patient } · { $day }
load-zone = The file does not say the time zone. What time is it where the patient lives? Tap, or type a city.
load-zone-which = Which one?
load-zone-unknown = I do not know that city. Type a bigger city near it, or tap one.
load-start = The file does not say the first day. On which day does the order start? Tap, or type it like 2026-12-01.
load-start-unknown = I cannot read that day. Type it like 2026-12-01.
command-template = An empty plan to fill in
template-caption = Fill in the sheets and send the file back here. Nothing is stored before you have seen it.
template-help = Write what the prescriber ordered. Nothing is guessed: what is missing is asked.
    Sheet plan: patient, zone (such as America/Chicago), prescriber and the date of the order.
    Sheet medicines: one row a medicine, with form and strengths.
    Sheet taper: one row a step. from and until are days. A column for each time of day, with the amount and its unit (10 mg).
    A day without a dose is written as 0 mg or none. A pause has yes under pause.
    Sheet contacts: who can be called, with phone and hours (Mon-Fri 8:00-17:00).
    Sheets aftercare, visits, repeats: the services after the taper, and their dates.

## A workbook with a sheet for each patient

many-found = I read { $sheets } sheets: { $whole } can be loaded, { $wrong } not. Nothing was stored yet.
many-whole = <b>✓ { $sheet }</b> · { $patient }
many-wrong = <b>✗ { $sheet }</b> · { $problems }. Send this one as a file of its own to see each.
many-place = • { $where }
many-load = Load the good ones: { $count }
many-loaded = Loaded as drafts: { $count }. Nobody has these plans yet. Open each to check and sign it. More stand under Load plan.

## The card of a draft

draft-title = <b>{ $patient }</b> · { $file }
draft-to-ask = To check with { $prescriber }:
draft-nothing-to-ask = Nothing to check with the prescriber.
draft-warning = <b>{ $number }.</b> { $words } ({ $rule }, { $status })
draft-to-know = { "   " }For you to know. No answer is needed.
draft-answer-as-ordered = { "   " }✓ Asked { $prescriber }: as ordered
draft-answer = { "   " }✓ Asked { $prescriber }: "{ $words }"
draft-more = … and { $count } more.
warning-status-r = published source
warning-status-m = source to be checked
warning-status-pd = our own caution
draft-question = What did { $prescriber } say?
draft-where = In the plan: { $where }
draft-source = Rule { $rule }. Source: { $source }
draft-asked = { $number } Asked…
draft-asked-again = { $number } ✓
draft-as-ordered = As ordered
draft-type = Type the answer
draft-back = Back
draft-type-now = Type what { $prescriber } said.
draft-answer-bad = Please type the answer with at most 300 letters.
draft-more-now = There is more to ask now. Please look again.
draft-zone-differs = Check: the patient lives by { $city } time, the plan by another. Reminders follow the plan.
draft-for-whom = <b>For whom?</b>
draft-patient = { $name } ({ $case })
draft-new-patient = New patient…
draft-more-patients = More…
draft-other-patient = Other patient
draft-new-name = What is the patient's name? Tap the name in the file, or type another.
draft-for = For <b>{ $name }</b>, case { $case }.
draft-not-joined = They have not joined yet. They see the plan when they do.
draft-first = This is their first plan here.
draft-compared = Against their plan now (revision { $revision }):
draft-takes-over = This plan takes over on { $day }. Until then the plan they have goes on.
draft-gap = Check: the plan they have ends on { $day }, this one starts on { $start }. Between them there is no dose.
draft-steps = All steps
draft-cancel = Cancel
draft-cancelled = Cancelled. Nobody got this plan.
draft-sign = Sign

plan-signed-now = Signed. { $name } sees it now. { $reminders } it.
plan-signed-later = Signed. { $name } sees it after joining. { $reminders } it.
plan-signed-not-reached = Signed. { $name } does not get messages now, so please tell them yourself. { $reminders } it when reminders are on.

plan-gone = This plan is not here any more.
plan-cancelled-before = This draft was cancelled. Please send the file again.
draft-first-signed = ✓ It was signed once, on { $day }. Please check it with the order too. Then sign.
plan-second-waits = You have signed. A second person must check it with the order too. I told your team. Until then nothing changes for the patient.
plan-second-nobody = You have signed. A second person must check it with the order too. So far only you may sign here. Invite one more. Until then nothing changes for the patient.
plan-second-asked = A plan for case { $case } waits for a second name. Please check it with the order.
plan-second-open = Open
plan-second-other = You have signed this. Now another person must sign too.
plan-signed-before = This plan is signed already. To change it, send a new file.
plan-loaded-by-other = { $name } loaded this draft and checks it. To check it yourself, send the file.
plan-no-patient = This plan cannot be for that person. Please choose another.
plan-not-ready = Not yet. Please answer every point and choose the patient first.
plan-changed-meanwhile = This patient got another plan in the meantime. Tap Other patient, choose them again, and look at what changes.
plan-not-you = Only the care team can load plans.
plan-not-active = This plan is not active any more.

## What a new revision changes

change-line = • { $words }
change-none = Nothing changes.
change-more = … and { $count } more changes.
change-of = { " " }({ $medicine })
change-dose-changed = { $days }: { $time } is <b>{ $after }</b> instead of { $before }{ $medicine }
change-dose-added = { $days }: a dose at { $time }, <b>{ $after }</b>{ $medicine }
change-dose-removed = { $days }: no dose at { $time } any more (it was { $before }){ $medicine }
change-unit-changed = { $medicine }: amounts are in { $unit } now
change-medicine-added = New: { $medicine }, from { $day }
change-medicine-removed = No longer in the plan: { $medicine }
change-end = { $medicine }: the last day is { $day } now
change-end-open = { $medicine }: it goes on until a new order
change-ending-changed = { $medicine }: what comes after the last step has changed
change-instruction-changed = { $medicine }: the instructions have changed
change-making-changed = { $medicine }: form or strengths have changed
change-as-needed-changed = { $medicine }: the doses for when needed have changed
change-late-rule-changed = { $medicine }: what to do about a late dose has changed
change-zone-changed = The time zone has changed
change-prescriber-changed = The prescriber has changed
change-contacts-changed = Whom to call has changed
change-flags-changed = The medical flags have changed
change-review-dates-changed = The review dates have changed
change-pause-criteria-changed = When to pause or to call has changed
change-service-added = New service: { $service }
change-service-removed = No longer in the plan: { $service }
change-service-changed = Changed: { $service }
service-one-on-one-therapy = one-on-one therapy
service-family-therapy = family therapy
service-support-group = support group
service-vocational-rehabilitation = vocational rehabilitation
service-educational-assistance = educational assistance
service-legal-assistance = legal assistance
service-maintenance-medication = maintenance medication
service-relapse-prevention = planning for setbacks
service-custom = another service

## The patient's own plan

own-here = Your plan is here.
own-changed = Your plan has changed.
own-same = Your plan was signed again. Nothing changes.
own-from = Your plan from { $prescriber }
own-starts = Your plan starts { $day } at { $time }.
own-next-time = Your plan has started. The next time in it is { $day } at { $time }.
own-today = today
own-tomorrow = tomorrow
own-on = on { $day }
own-over = All the days of this plan have passed.
own-what-changed = <b>What has changed</b>
own-doses-today = <b>Today</b>
own-doses-on = <b>On { $day }</b>
own-medicine = { $medicine }: { $doses }
own-read = ✓ Noted: you have read it. See it any time with /plan.
button-plan-read = I have read it
plan-newer = There is a newer plan. See /plan.

own-title = <b>Your plan</b> from { $prescriber }
own-step = Step { $step } of { $steps }, until { $day }
own-step-open = Step { $step } of { $steps }, until a new order
own-step-first = Starts on { $day }:
own-today-doses = Today: { $doses }
own-next = From { $day }: { $doses }
own-after-zero = After { $day }: none. Your order ends there.
own-after-maintenance = After { $day }: a steady dose. { $prescriber } tells you which.
own-after-unsaid = After { $day }: ask { $prescriber } what comes next. Do it before that day.
own-as-needed = Only when needed: <b>{ $amount }</b>, at most { $most } a day{ $hours }. { $words }
own-as-needed-hours = , at least { $hours } hours apart
own-late = If a dose is late. From { $author }: "{ $words }"
own-late-dated = If a dose is late. From { $author }, { $day }: "{ $words }"
own-pause = When to call:
own-questions = Questions?
own-takes-over = A new plan takes over on { $day }.
button-plan-picture = Show the whole way
button-wish-stay = Stay at this dose
button-wish-slower = Slower
button-wish-faster = Faster
button-wish-question = A question about my dose
wish-stay = to stay at this dose
wish-slower = to go slower
wish-faster = to go faster
wish-question = a question about your dose
own-waiting = You asked: { $wish }. Your care team answers by { $day }.
own-request-noted = Noted: { $wish }. I told your care team. They answer by { $day }.
# Source: PRODUCT section 2: a request never changes the plan; status PD.
own-request-keep = Until then keep to { $prescriber }'s order. Do not change the dose on your own.
own-request-nobody = Nobody is told, as you chose. Please call about it.
# Source: PRODUCT section 2: reminders off is never "stop the medicine"; status PD.
own-ended = The reminders for your plan are off.
own-ended-keep = Your medicine is not stopped. Keep to { $prescriber }'s order.

## Staff: the plan of a case

plan-case-open = Plan
plan-case-none = No plan is active. To load one, send the file here.
plan-case-is-off = Reminders were turned off on { $day }. That did not stop the medicine. Is the order still the same? Then turn them on: compare it with the order and sign again. Was something else ordered? Then send the new order as a file.
plan-case-on = Reminders on…
plan-case-title = Case { $case } · revision { $revision }, signed { $day }
plan-case-read = ✓ The patient has read it.
plan-case-unread = The patient has not confirmed reading it.
plan-case-off = Reminders off…
plan-case-off-yes = Turn reminders off
plan-case-off-means = This turns off every reminder of this plan. It does not stop the medicine: the patient reads that { $prescriber }'s order stands.
    Was something else ordered, or is the dose to stay as it is? Then go back and send the new order as a file. Reminders go on with it.
plan-ended-now = Reminders are off. { $name } was told that the medicine is not stopped and that { $prescriber }'s order stands.
plan-ended-later = Reminders are off. { $name } has not joined yet. { $prescriber }'s order stands.
plan-ended-not-reached = Reminders are off. { $name } does not get messages now. Please tell them that { $prescriber }'s order stands.
task-request-stay = asks to stay at this dose
task-request-slower = asks to go slower
task-request-faster = asks to go faster
task-request-question = has a question about the dose
upcoming-plan-ends-soon = A task: the plan ends above zero in 7 days
upcoming-plan-ends-today = An alert: the plan ends above zero today

## How many tablets

supply-whole = For the whole plan: { $amounts }
supply-whole-open = For the days until the last step and its first 4 weeks: { $amounts }
supply-unknown = I cannot count the tablets. The order does not list sizes that make each dose.
supply-refill = { $first } to { $last }: { $amounts }
supply-nothing = none
supply-how-long = How long is a refill? Each span is counted for itself.
supply-days = { $days } days
