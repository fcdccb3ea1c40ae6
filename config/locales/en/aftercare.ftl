### Aftercare: the list behind /aftercare, appointments, "did you go?". Place, phone and the if-then sentence are the plan's.

command-aftercare = Your services and appointments

aftercare-title = <b>Your aftercare</b>
aftercare-none = Your plan has no aftercare part yet. Ask your care team about it.
aftercare-undecided = Not decided yet: { $services }. Ask your care team.
service-named = { $kind } ({ $name })
service-line = <b>{ $service }</b> · { $state }
service-next = Next: { $day } at { $time }
service-review = We look at it again on { $day }.
service-reason = Reason: { $words }
service-phone = Phone: { $phone }
service-goal = Goal: { $words }
service-if-then = Your plan: { $words }

service-state-offered = offered
service-state-accepted = you said yes
service-state-referred = referred
service-state-waiting = waiting for a place
service-state-booked = booked
service-state-ongoing = going on
service-state-completed = done
service-state-declined = you said no
service-state-not-needed = not needed now
service-state-no-place = no place now
service-state-stopped = stopped

visit-due = { $day } at { $time } you have an appointment.
visit-shown = { $day } at { $time }: <b>{ $service }</b>
visit-first-yesterday = Yesterday
visit-first-today = Today
visit-first-tomorrow = Tomorrow
visit-first-on = On { $day }
visit-inside-yesterday = yesterday
visit-inside-today = today
visit-inside-tomorrow = tomorrow
visit-inside-on = on { $day }
visit-repeat-note = You may see this one twice.
visit-gone = This appointment is not in your plan any more. See /aftercare.
button-visit-move = I need a new time
button-visit-hide = Hide

visit-asked = You had an appointment { $day } at { $time }. Did you go?
button-visit-yes = Yes
button-visit-no = No
button-visit-moved = Moved
button-visit-change = Change my answer
visit-went = Thank you. Noted.
visit-went-next = Thank you. Noted. Next: { $day } at { $time }.
# No blame: FACTS 9 (PD).
visit-missed = Thank you for telling me. It happens. Shall I ask { $name } for a new time?
visit-moved = Thank you. Shall I tell { $name }, so that the new time comes into your plan?
visit-already = Already noted.
button-visit-ask = Yes, ask
button-visit-ask-not = No, thanks
visit-rebook-asked = I told { $name } that you need a new time. They will look at it by { $day }.
visit-rebook-left = All right. You can ask at any time: { $contact }
visit-rebook-left-none = All right. You can ask your care team at any time.

task-rebook = needs a new time for an appointment
task-visits-missed = missed 2 appointments in a row: call
task-none-booked = aftercare: nothing booked by day 5
task-after-7-days = 7 days after: follow up
task-after-30-days = 30 days after: follow up
task-in-hospital = says: in hospital
task-home-again = back from hospital: new revision today
button-visit-cancelled = Cancelled
visit-cancelled = Thank you. Shall I ask { $name } for a new time?

care-how = Tap one to say yes or no, or to plan how you get there.
care-yes = Thank you. I told { $name } that you want this.
care-no = Thank you. I told { $name }. You can say yes at any time.
care-kept = Thank you. Kept here for you.
care-decided = Your team has decided about this one. Ask them if you want to change it.
care-newer = There is a newer list. See /aftercare.
care-if-then-ask = How will you get there? Type it like this: If it is Tuesday 17:15, I leave by bus.
care-if-then-long = Please type one or two short sentences.
care-if-then-kept = Kept. It stands in each reminder of this one.
button-care-yes = Yes, I want this
button-care-no = No, thanks
button-care-plan = Plan how I get there
button-care-change-plan = Change my plan
task-service-wanted = said yes to an offered service: refer
task-service-declined = said no to an offered service
care-how-plan = Tap one to plan how you get there.
