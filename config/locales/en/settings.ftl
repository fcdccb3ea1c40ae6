### /settings and /consent.

settings-title = <b>Settings</b>
settings-line-language = Language: { $value }
settings-line-country = Country: { $value }
settings-line-zone = Time zone: { $value }
settings-line-checkin = Check-in: { $value }
settings-line-discreet = Private reminders: { $value }
settings-line-reminders = Reminders and check-ins: { $value }
settings-on = on
settings-off = off
settings-line-simple = Two big buttons: { $value }
settings-simple-on = Two big buttons at a time
settings-simple-off = All buttons at a time
simple-set = I show two big buttons now. Tap More to see the rest.
simple-ended = I show all buttons again.
simple-more = More
settings-language = Language
settings-country = Country
settings-zone = Time zone
settings-checkin = Check-in time
settings-discreet-off = Show the medicine at once
settings-discreet-on = Hide the medicine until I tap
settings-reminders-off = Turn reminders off
settings-reminders-on = Turn reminders on
settings-language-set = I speak English with you now.
settings-located = Is this your time zone? Then tap it.
settings-join-first = These settings are for people who have joined. Open the link from your care team first.
    Need help now? Send /help_now.

consent-title = <b>What you agreed to</b>
consent-line-reminders = Reminders and check-ins: <b>{ $answer }</b> ({ $day })
consent-line-sharing = Care team sees your answers: <b>{ $answer }</b> ({ $day })
consent-how = You can change each at any time. All your earlier answers stay in the record.
consent-answer-none = not asked yet
consent-answer-yes = yes
consent-answer-no = no
consent-answer-in_danger = only when I am in danger
consent-reminders-stop = Turn reminders and check-ins off
consent-reminders-on = Turn reminders and check-ins on
consent-reminders-off = Reminders and check-ins are off. I will not write to you by myself. Help now still works.
consent-reminders-are-on = Reminders and check-ins are on.
consent-medicine-goes-on = Your medicine is not stopped. Keep to your clinician's order.
consent-medicine-goes-on-by = Your medicine is not stopped. Keep to { $prescriber }'s order.
consent-sharing-change = Change what the care team sees
consent-change = Change
consent-sharing-set-yes = Saved. Your care team at { $programme } can see your answers.
consent-sharing-set-in_danger = Saved. Your care team at { $programme } hears of it only when you are in danger. Emergency and urgent reports count as danger.
consent-sharing-set-no = Saved. From now on nobody at { $programme } is told what you report. An alert that is open now stays open until the team closes it.
consent-leave = Leave the program
consent-patients-only = This is for patients who have joined. Need help now? Send /help_now.

left-said = You left the program. Nothing is sent to you any more. Help now still works.
left-how = Come back with one tap. Your data here is deleted after { $days } days, or at once: send /delete.
settings-line-heads-up = Word before a dose: { $value }
settings-heads-up = Word before a dose
settings-heads-up-ask = Shall I tell you a little before each dose?
settings-heads-up-minutes = { $minutes } min before
