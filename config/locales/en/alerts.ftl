### Alerts: what the patient is told about them, and what staff read and tap. No notice holds a name or a symptom.

## To the patient: only what is true now, never a promise. Our own wording (PD), to be signed off by a clinician.

alert-told = I am telling the team at { $name }. Do not wait for them: <b>call { $number }.</b>
alert-told-urgent = I am telling the team at { $name }. Getting worse? Do not wait for them: <b>call { $number }.</b>
alert-waits = Nobody at { $name } reads this before { $time }. <b>Call { $number } now.</b>
alert-waits-urgent = Nobody at { $name } reads this before { $time }. Getting worse? <b>Call { $number }.</b>
alert-unread = Nobody at { $name } has read this yet. <b>Call { $number } now.</b>
alert-unread-urgent = Nobody at { $name } has read this yet. Getting worse? <b>Call { $number }.</b>
alert-nobody = Nobody at { $name } can read this now. <b>Call { $number } now.</b>
alert-nobody-urgent = Nobody at { $name } can read this now. Getting worse? <b>Call { $number }.</b>
alert-read = { $initial } read this at { $time }. Not called { $number } yet? <b>Call now.</b>
alert-read-urgent = { $initial } read this at { $time }. Getting worse? <b>Call { $number }.</b>

## Notices to staff

alert-line-emergency = 🔴 Emergency · case { $case } · { $time }
alert-line-urgent = 🟠 Urgent · case { $case } · { $time }
alert-notice-unread = Nobody has acknowledged it yet.
alert-notice-exhausted = Still nobody has acknowledged it. It goes on until somebody does.
alert-notice-lapsed = { $name } read it at { $time }. No outcome was recorded in time.
alert-cannot-call = They cannot call. Call for them.
alert-handed-to-you = { $name } hands this over to you.
alert-read-by = { $name } read it at { $time }.
alert-repeat-note = You may see this twice.
alert-somebody = Somebody

## Buttons

alert-acknowledge = Acknowledge
alert-open = Open
alert-reached = Reached
alert-not-reached = Not reached
alert-help-sent = Help sent
alert-hand-over = Hand over
alert-close = Close
alert-add-note = Add a note
alert-timeline = Time line
alert-back = Back

## Answers to staff

alert-read-by-you = Read by you at { $time }. Within { $minutes } min, or it goes on to the next:
alert-read-first = { $name } read this first, at { $time }.
alert-outcome-reached = Recorded at { $time }: reached.
alert-outcome-help-sent = Recorded at { $time }: help sent.
alert-outcome-not-reached = Recorded at { $time }: not reached. Record what comes next within { $minutes } min, or it goes on.
alert-hand-over-whom = Hand over to whom? It stays yours until they acknowledge.
alert-handed-over = Handed over to { $name } at { $time }. No answer in 5 min: it goes on to the next.
alert-closed = Closed by you at { $time }.
alert-note-ask = Type your note for case { $case }. It stands in the time line.
alert-note-kept = Note kept for case { $case }.
alert-closed-already = This alert is closed.
alert-unknown = This alert does not exist.
alert-outcome-first = Record first that the person was reached or that help was sent.
alert-hand-over-not-possible = It cannot be handed over to this person.
alert-not-allowed = Only staff can do this.

## Lists

alerts-none = No open alerts.
alerts-open = Open alerts: { $count }
alerts-line-unread = { $line } · not acknowledged
alerts-line-exhausted = { $line } · nobody has acknowledged it
alerts-line-read = { $line } · read by { $name } at { $time }
alerts-line-outcome = { $line } · { $outcome }
alerts-on-call = On call now: { $on_call } · backup: { $backup }
alert-outcome-word-reached = reached
alert-outcome-word-not_reached = not reached
alert-outcome-word-help_sent = help sent

## On call

oncall-now = On call: { $on_call }
    Backup: { $backup }
oncall-nobody = nobody
oncall-choose = Tap who takes over now.
oncall-button = { $name }: on call
oncall-button-backup = { $name }: backup
oncall-set = { $name } is on call now.
oncall-set-backup = { $name } is backup now.
oncall-how-long = How long is { $name } on call? “From now on” ends what was planned.
oncall-how-long-backup = How long is { $name } the backup? “From now on” ends what was planned.
oncall-from-now-on = From now on
oncall-12-hours = 12 hours
oncall-24-hours = 24 hours
oncall-7-days = 7 days
oncall-14-days = 14 days
oncall-rotation = Everybody in turn, weekly
oncall-rotation-set = Everybody takes a week in turn, for 12 weeks.
oncall-plan = { $name } on call: { $starts } to { $ends }
oncall-plan-backup = { $name } backup: { $starts } to { $ends }
oncall-not-allowed = Only an admin can change this.
oncall-unreachable = { $name } (chat cannot be reached)

## Time line

timeline-head = Time line · case { $case }
timeline-line = { $time } · { $what }
timeline-said = reported
timeline-shown = guidance shown
timeline-opened = alert opened
timeline-told = told { $other }
timeline-told-not-yet = notice to { $other } is on its way
timeline-told-no = notice to { $other } could not be delivered
timeline-joined = reported again
timeline-nobody = nobody on duty at this level
timeline-unreachable = nobody could be reached: on to the next
timeline-acknowledged = { $actor } acknowledged
timeline-read-too = { $actor } read it too
timeline-lapsed = no outcome in time: it goes on
timeline-outcome = { $actor }: { $outcome }
timeline-handed-over = { $actor } handed over to { $other }
timeline-cannot-call = the person cannot call
timeline-opened-case = { $actor } opened the case
timeline-note = note by { $actor }: { $note }
timeline-exhausted = exhausted: { $why }
timeline-closed = { $actor } closed it
timeline-covered = { $actor } read it with a newer alert
timeline-followed = goes on in a newer alert
timeline-second-email-sent = e-mail sent
timeline-second-email-failed = e-mail could not be sent
timeline-second-webhook-sent = webhook told
timeline-second-webhook-failed = webhook could not be told
timeline-why-nobody_acknowledged = nobody acknowledged
timeline-why-no_outcome = no outcome was recorded
timeline-why-nobody_reachable = nobody could be reached

## What the watch tells admins

watch-alerts-stuck = ⚠️ { $count } alerts should have moved and did not. Please look at /alerts and at the server.
watch-alerts-unread = ⚠️ Emergencies that nobody has acknowledged: { $count }. Please look at /alerts.
watch-nobody-on-call = ⚠️ Nobody can be told of an alert: no staff chat can be reached.
watch-sending-blocked = ⚠️ Messages wait that should have gone out. Please look at the server.
watch-inbox-left = ⚠️ Messages came in that were not handled. Please look at the server.
watch-reminders-late = ⚠️ Reminders are late. Please look at the server.
watch-claims-stuck = ⚠️ Messages were taken for sending and nothing came of it: { $count }. Please look at the server.
watch-second-way-failed = ⚠️ E-mail or webhook for alerts does not work. Please look at the server.
outage-messages-lost = ⚠️ I could not hear Telegram from { $start } to { $end }. Telegram keeps messages for 24 hours only. What people wrote to me before that may be lost. Please ask your patients how they are.

## E-mail and webhook: no name, no symptom

second-body = Read on in the chat: { $link }
second-test-title = Weekly test of alerts
second-test-body = This is only a test. If it did not come, alerts would not come either. { $link }
