### Supporters: whom a patient lets in, and what that person reads. Never a symptom, a medicine, or the kind of a visit.

## The patient

supporter-title = <b>People who support you</b>
supporter-nobody = Nobody yet.
supporter-line = { $name }: times of appointments, until { $day }
supporter-line-check-on = { $name }: times of appointments, asked to check on you, until { $day }
supporter-new = Invite somebody
supporter-end = End: { $name }
supporter-name = What do you call them? Type a name.
supporter-scope = What may { $name } know?
supporter-scope-t = Times of appointments
supporter-scope-c = Times, and to check on me
supporter-how-long = For how long? You can end it at any time.
supporter-days-30 = 30 days
supporter-days-90 = 90 days
supporter-days-365 = 1 year
supporter-may = <b>May { $name } know this for { $days } days?</b>
supporter-may-times = · When you have appointments. Never of what kind.
supporter-may-check-on = · In an emergency: that you asked to be checked on. Never why.
supporter-may-never = They never see your answers, your medicine or your plan.
supporter-may-end = You can end this at any time. They are not told. Do not feel safe with them? Then tap No.
supporter-yes = Yes, invite
supporter-no = No
supporter-not-invited = OK. Nobody was invited.
supporter-invited = Send the next message to { $name }, or let them point a phone's camera at the picture.
supporter-ended = Ended. They see nothing any more, and they were not told.
supporter-most = You have 5 people here. End one first.

## The supporter

joining-what-supporter = Somebody asked you to support them. Here you see when they have appointments. They may also ask that you check on them.
supporter-all-set = <b>All set.</b> Thank you for being there.
supporter-times = Appointments of { $name } in the next 14 days:
supporter-times-none = { $name } has no appointments in the next 14 days.
supporter-time = · { $day }, { $time }
supporter-nothing = There is nothing to show right now.
supporter-help = In an emergency do not wait for me: tap <b>Help now</b>. To read more, send /learn.
supporter-check-on = { $name } asked that you check on them.
supporter-not-you = This is for people who support somebody.
supporter-gone = { $name } is not here any more. They get no messages about you. See /supporter.
key-appointments = Appointments
menu-supporter = I did not understand that. Use the buttons below.
    Need help now? Tap <b>Help now</b>.
help-supporter = Need help now? Send /help_now.

    /appointments – when they are
    /learn – about the medicine
    /settings – language, country
    /help_now – numbers to call
    /privacy – what I keep
    /export – a copy of your data
    /delete – stop being a supporter

## Staff

supporters-suspend = Suspend supporters
supporters-allow = Allow supporters again
supporters-suspended = Supporters of case { $case } are suspended. Nobody was told.
supporters-allowed = Supporters of case { $case } are allowed again.
case-supporter-some = Supporters: { $count }
case-supporter-suspended = Supporters: { $count }, suspended
command-appointments = When their appointments are
command-supporter = People who support you
