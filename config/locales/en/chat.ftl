### Menus, keyboards and what belongs to no room.

key-today = Today
key-checkin = Check in
key-plan = Plan
key-help = Help now
key-alerts = Alerts
key-caseload = Caseload
key-load-plan = Load plan
key-invite = Invite

group-leaving = I only work in private chats. I am leaving this group now. Nothing you wrote here was kept.
    Need help now? Write to me alone and send /help_now.
button-old = This button is too old. Please use the menu below.
failed = Something went wrong on my side. Please try again. Need help now? Send /help_now.

menu-stranger = I am a reminder assistant. To start, open the link from your care team.
    Need help now? Send /help_now.
menu-patient = I did not understand that. Use the buttons below.
    Need help now? Tap <b>Help now</b>.
menu-staff = I did not understand that. Use the buttons below, or send /help.

help-stranger = Need help now? Send /help_now.

    I remind people who come off a medicine with a clinic's help.
    To start, open the link from your care team.

    /learn – about the medicine
    /help_now – numbers to call
    /privacy – what I keep
help-patient = Need help now? Send /help_now.

    /today – what is due today
    /plan – your plan
    /checkin – tell me how you are
    /history – your chart
    /aftercare – services and appointments
    /recovery – days you count
    /cope – your coping plan
    /learn – about your medicine
    /supporter – people who support you
    /help_now – numbers to call
    /hospital – if you are in hospital
    /settings – language, times, country
    /consent – what you agreed to
    /privacy – what I keep
    /export – a copy of your data
    /delete – delete your data
help-staff = Need help now? Send /help_now.

    /alerts – open alerts
    /caseload – patients and tasks
    /oncall – who is told first
    /cover – who looks after my patients while I am away
    /review – safety review of the week
    /invite – invite a patient
    To load a plan, send the file here.

    /settings – language and time zone
    /help_now – numbers to call
    /privacy – what I keep

command-start = Start
command-today = What is due today
command-plan = Your plan
command-checkin = Tell how you are
command-learn = About your medicine
command-help_now = Numbers to call now
command-settings = Language, times, country
command-consent = What you agreed to
command-privacy = What is kept about you
command-export = A copy of your data
command-delete = Delete your data
command-help = What can be done here
command-alerts = Open alerts
command-caseload = Patients and tasks
command-oncall = Who is told first
command-cover = Who looks after my patients
command-review = Safety review of the week
command-invite = Invite a patient
