### Where a person is: in hospital, home again, with another provider, died; and the phase of care.

command-hospital = I am in hospital
button-hospital = I am in hospital
button-hospital-yes = Yes, I am in hospital
button-home = I am home
button-mistake = It was a mistake
hospital-sure = Are you in hospital now? Then I stop my reminders and show your plan for the staff there.
hospital-stopped = My reminders have stopped. Show the staff the plan below. Tap <b>I am home</b> when you are back.
hospital-already = You told me that you are in hospital. My reminders have stopped.
hospital-not = All right. Everything goes on as before.
# Source: FACTS 2.0, "Say: I am lowering { $drug }" (PD).
hospital-show = <b>For the hospital staff</b>
    I am lowering { $drugs }. This is the order of { $prescriber }. Please ask { $prescriber } before you change or stop it.
# Source: PRODUCT section 2 (PD).
home-paper = <b>Follow the hospital's paper.</b>
home-call = <b>Call { $name } today: { $phone }.</b>
home-call-doctor = <b>Call your clinician today.</b>
home-no-doses = I do not remind you of doses until your care team has put in a new plan. Your medicine is not stopped.
home-already = You are home already. Nothing has changed.
where-told = I told { $name }.
where-nobody-told = Nobody at { $name } was told, as you wished.
where-not-now = This cannot be changed here.
today-in-hospital = You are in hospital. I do not remind you of doses now. Ask the staff there about each dose.
today-home-again = I show no doses until your care team has put in a new plan. Follow the hospital's paper.

button-where = Where they are
where-card = Case { $case }: <b>{ $state }</b>
where-phase = Phase of care: { $phase }
where-home-since = Back from hospital. Doses are not reminded of until a new revision is signed. “With us” says that the plan holds as it is.
phase-none = not set
phase-detox = detox
phase-inpatient = inpatient
phase-outpatient = outpatient
phase-aftercare = aftercare
button-where-active = With us, the plan holds
button-where-hospital = In hospital
button-where-elsewhere = Another provider
button-where-left = Left the program
button-where-died = Died
button-where-back = Back
button-where-died-sure = Yes, died
button-where-died-very-sure = Yes, for good
where-died-sure = Has { $name }, case { $case }, died?
where-died-very-sure = Please confirm once more: { $name }, case { $case }. Nothing is ever sent to this chat again. This cannot be undone.
where-died-done = Noted. Nothing is ever sent to case { $case } again. Open alerts stay until you close them.
where-patient-active = Your team at { $name } has noted that you are with them again. My reminders go on.
where-patient-in-hospital = Your team at { $name } has noted that you are in hospital. My reminders stop. Tap the button when you are home.
where-patient-left = Your team at { $name } has noted that you left the program. My reminders stop. Help now still works. Send /start to come back.
where-patient-elsewhere = Your team at { $name } has noted that somebody else looks after you now. My reminders stop. Help now still works.
