### Joining: from the link to "All set". Source of what must be said: FACTS section 7 (consent text).

hours-none = when they can, at no fixed hours
hours-every-day = every day
hours-days = { $first } to { $last }
hours-span = { $days }, { $opens } to { $closes }

joining-welcome = Welcome. This is the reminder assistant of <i>{ $programme }</i>.
joining-welcome-from = Welcome. This is the reminder assistant of <i>{ $programme }</i>. { $inviter } invited you.
joining-what = I can remind you of what your clinician planned. I ask once a day how you are. I show you where to get help.
joining-what-staff = You will work here as { $role }. I bring you alerts and tasks.
role-admin = admin
role-case_manager = case manager
joining-language = Which language?
joining-adult = Are you { $age } or older?
joining-yes = Yes
joining-no = No
joining-too-young = This program is only for people who are { $age } or older. I kept nothing of what you told me.
    Please talk to an adult you trust, or to the clinic.
joining-too-young-phone = The clinic: <b>{ $phone }</b>
joining-too-young-slip = Tapped No by mistake? Open the link again.

# FACTS section 7: not monitored 24/7, not an emergency service, who can read it, how to leave, how to delete.
joining-read = <b>Please read this first.</b>
    · I am a program. People at { $programme } read this { $hours }.
    · In an emergency call { $emergency }, not me.
    · Messages to bots are not end-to-end encrypted.
    · You can leave at any time. Your answers here are then deleted if you want. The clinic keeps what the law requires: /privacy.
joining-read-more = <b>Who can read what.</b> Your care team sees your answers only if you say yes on the next page. The people who run this program's computer hold the key to it. Telegram carries each message and could read it. On your own phone, use a screen lock and hide previews.

    <b>What I am not.</b> I am not an emergency service. I do not give medical advice. I never change your medicine.

    <b>How to leave.</b> Send /delete. Or take one yes back with /consent. That is as easy as giving it.

    <b>What is deleted.</b> Your name, phone, plan, answers and messages here.
    <b>What the clinic must keep.</b> That you took part, what you agreed to, and who did what and when. Its own paper or computer records are not mine to delete.

    <b>Your rights.</b> Send /export for a copy of your data. In the US, the rule 42 CFR part 2 may protect these records. Then they go to others only if you agree, or if the law allows it.
joining-more = More
joining-reminders = May I remind you and ask how you are?
joining-yes-start = Yes, start
joining-not-now = Not now
joining-not-now-said = All right. Nothing is turned on and nothing will be sent. When you are ready, tap the button or send /start.
    Need help now? Send /help_now.

# 42 CFR 2.31: who, what, to whom, why, until when, the right to take it back.
joining-sharing = May your care team at { $programme } see your answers? It helps them to help you. It holds until you take it back with /consent, or leave.
    If you say no, no one is told when you report something serious.
joining-share-yes = Yes, share
joining-share-danger = Only when I am in danger
joining-share-no = No, keep to myself

joining-name = What is your name? Type it as patients should read it.
joining-name-bad = Please type a name with at most 60 letters.
joining-country = Where are you? I need it for the right emergency numbers.
joining-other = Other…
joining-country-type = Type the name of your country. Or tap one:
joining-country-found = Which one?
joining-country-unknown = I do not know that country. Type its name in English or Spanish.
joining-zone = What time is it where you are?
joining-zone-type = Type the name of a big city near you, or the time on your clock now (like { $example }).
    You can also share your location here: I turn it into a time zone and do not keep it.
joining-zone-found = Which one?
joining-zone-unknown = I do not know that city. Type a bigger city near you, or the time on your clock now (like { $example }).
joining-zone-no-place = I found no time zone there. Type the name of a big city near you.
joining-checkin = What time should I ask how you are?
joining-checkin-type = Type the time, like 8:30 or 20:15.
joining-checkin-unknown = I cannot read that time. Type it like 8:30 or 20:15.
joining-tap-please = Please tap one of the buttons.

joining-saved = Saved. I will ask each day at { $time }.
joining-arrival = Last step: tap when you see this, so that I know my messages reach you.
joining-see-it = I see it
joining-arrived = Thank you. My messages reach you.
joining-arrived-before = You tapped this before. All is well.
joining-all-set = <b>All set.</b> I will ask each day at { $time } how you are.
joining-all-set-plan = <b>All set.</b> Your plan starts { $day } at { $time }.
joining-all-set-now = <b>All set.</b> Your plan has started. The next time in it is { $time }.
joining-all-set-help = Tap <b>Help now</b> whenever something feels wrong. Send /settings to change anything.
joining-all-set-staff = <b>All set, { $name }.</b> Alerts and tasks come here. Please leave sound on for this chat.
    Send /help to see what you can do.

joining-answered = You answered this already. Send /settings or /consent to change it.
joining-not-yours = This button is not for this chat.
joining-first = Please finish joining first.
joined-already = You are all set. Use the buttons below at any time.
joined-link = This chat has joined already. The link was not used.
left-back = You left. Nothing is sent to you. Your data is still here. To delete it at once, send /delete.
left-come-back = Come back
left-welcome-back = Welcome back. I will remind you again from now on.
left-welcome-back-off = Welcome back. Your reminders and check-ins are still off.

link-unknown = This link does not work. Please ask your care team for a new one.
    Need help now? Send /help_now.
link-used = This link was used already. A link works for one person, once. Please ask your care team for a new one.
    Need help now? Send /help_now.
link-expired = This link is too old. Please ask your care team for a new one.
    Need help now? Send /help_now.
link-too-many = Too many links that do not work. Please wait an hour, or ask your care team.
    Need help now? Send /help_now.
