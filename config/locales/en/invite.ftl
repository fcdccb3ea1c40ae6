### Staff invite patients and each other.

invite-whom = Whom do you want to invite?
invite-patient = A patient
invite-case-manager = A case manager
invite-admin = An admin
invite-again = New link: { $name } ({ $case })
invite-name = What is the patient's name? Type it as the team should read it.
invite-name-bad = Please type a name with at most 60 letters.
invite-phone = The patient's phone number? The team calls it when an alert comes.
invite-phone-bad = I cannot read that number. Type it like 555-0142.
invite-no-phone = No phone
invite-made = Invite for { $name }, case { $case }. Forward the next message, or let them point a phone's camera at the picture. Older links for this patient do not work any more.
invite-staff-made = Invite for: { $role }. Forward the next message. Whoever opens it first has this role.
invite-picture = Your link to the reminder assistant of { $programme }:
    { $link }

    It works once, for one person, until { $day }, { $time }.
invite-copy = Copy the link
invite-joined = This patient has opened a link already. No new link is needed.
invite-not-you = Only staff can invite people.
